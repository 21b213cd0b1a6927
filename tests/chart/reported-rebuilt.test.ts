import { expect, test } from 'vitest'
import { columnsOf } from '../../src/chart/compared-columns.ts'
import { compareFigures } from '../../src/chart/compare-figures.ts'
import { reportedAgainstRebuilt } from '../../src/chart/reported-against-rebuilt.ts'
import { textWidth } from '../../src/chart/text-width.ts'
import { armStyles } from '../../src/chart/theme.ts'
import type { FidelityRow } from '../../src/result/frames.ts'
import { where } from './fixture.ts'
import { scenarios } from './scenario-fixture.ts'

/* Where the rows of reported against rebuilt stand, and which of them are drawn where there is not room for all. */

interface PlacedText {
  readonly text: string
  readonly x: number
  readonly y: number
}

function placed(spec: unknown): readonly PlacedText[] {
  const all = JSON.stringify(spec).matchAll(
    /"type":"text","text":"([^"]*)"[^}]*\},"encoding":\{"x":\{"value":(-?[\d.]+)\},"y":\{"value":(-?[\d.]+)\}/gu,
  )
  return [...all].map((it) => ({ text: it[1] ?? '', x: Number(it[2]), y: Number(it[3]) }))
}

const drawn = (rows: readonly FidelityRow[], size: Parameters<typeof reportedAgainstRebuilt>[2]) =>
  reportedAgainstRebuilt({ ...scenarios, fidelity: rows }, where, size)

const plots = (spec: object): readonly unknown[] =>
  'vconcat' in spec && Array.isArray(spec.vconcat) ? spec.vconcat : []

const room = { height: 130, rest: 'in the table' }

test('where there is room for few rows, a contradicted figure is drawn before all others, and what is left out is said', () => {
  const calm = scenarios.fidelity.map((it) => ({
    ...it,
    verdict: 'reproduced' as const,
    predictionVerdict: 'predicted' as const,
  }))
  for (const { figure, measure } of calm.filter((it) => ['survival', 'median', 'hazard-ratio'].includes(it.measure))) {
    const rows = calm.map((it) => (it.figure === figure ? { ...it, predictionVerdict: 'contradicted' as const } : it))
    const said = JSON.stringify(drawn(rows, { width: 190, rowHeight: 30, room }))
    expect(said, `${figure} ${measure}`).toContain(`"${figure} reported"`)
    expect(said).toMatch(/Not drawn, for want of room: .*\(none missed or contradicted\); they stand in the table\./)
  }
})

test('what is missed comes next, and is named where there is no room for it either', () => {
  const survival = scenarios.fidelity.filter((it) => it.measure === 'survival')
  const rows = survival.map((it) => ({ ...it, verdict: 'missed' as const, predictionVerdict: '' as const }))
  const spec = drawn(rows, { width: 190, rowHeight: 30, room })
  expect(JSON.stringify(spec)).toMatch(/missed or contradicted among them: /)
  expect(placed(spec).filter((it) => it.text === 'missed')).toHaveLength(2)
})

test('with room for all nothing is left out', () => {
  const [all, enough] = [drawn(scenarios.fidelity, {}), drawn(scenarios.fidelity, { room: { ...room, height: 5000 } })]
  expect(enough).toEqual(all)
})

test('lines of neighbouring rows never overlap, however many verdicts a row has', () => {
  const rows = scenarios.fidelity.map((it) =>
    it.measure.endsWith('-lower') || it.measure.endsWith('-upper') ? { ...it, verdict: 'missed' as const } : it,
  )
  for (const plot of plots(drawn(rows, { width: 190, rowHeight: 30 }))) {
    const texts = placed(plot)
    expect(texts.length).toBeGreaterThan(4)
    for (const a of texts)
      for (const b of texts)
        if (a !== b && a.x === b.x) expect(Math.abs(a.y - b.y), `${a.text} | ${b.text}`).toBeGreaterThanOrEqual(13)
  }
})

test('a column is as wide as what stands in it: "not reached" leaves the arrow at the end of the axis alone', () => {
  const long = 'not reached (37.7 to NE)'
  const rows = scenarios.fidelity.map((it) => (it.measure === 'median' ? { ...it, reported: long } : it))
  const columns = columnsOf(compareFigures(rows, [], armStyles(scenarios.trials[0]!.arms)))
  expect(columns.right[0] - textWidth(long, 12)).toBeGreaterThanOrEqual(10)
  expect([...columns.right].every((it, at, all) => at === 0 || it > all[at - 1]!)).toBe(true)
})
