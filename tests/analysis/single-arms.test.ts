import { describe, expect, test } from 'vitest'
import { curveFigure } from '../../src/chart/curve-figure.ts'
import { clockOverlay } from '../../src/chart/clock-overlay.ts'
import { scenarioForest } from '../../src/chart/scenario-forest.ts'
import { analyse } from '../../src/analysis/analyse.ts'
import type { Row } from '../../src/result/row.ts'
import { shippedPlan, shippedRecord } from './karmma-3.ts'

const { plan, spans, file } = shippedPlan('single-arms')
const done = analyse({
  // With the seed of the plan the median of CARTITUDE-1 is reached, long after the last printed figure.
  plan: { ...plan, draws: 10 },
  spans,
  planFile: file,
  planHash: '0'.repeat(64),
  records: plan.records.map(shippedRecord),
  others: plan['other records'].map(shippedRecord),
})
if (done.kind !== 'analysed') throw new Error(JSON.stringify(done.diagnostics))
const { results } = done
const changed = results.rows.filter((it) => it.role !== 'reference')
const one = (scenario: string, test: (row: Row) => boolean): Row => {
  const found = changed.find((it) => it.scenario === scenario && test(it))
  if (found === undefined) throw new Error(`no such row of ${scenario}`)
  return found
}
const at12 = (it: Row): boolean => it.measure === 'survival' && it.time === 12

describe('single arms beside historical controls', () => {
  test('nothing is identified but bounds, nothing is compared, and every hazard ratio is refused', () => {
    for (const it of changed) {
      expect(it.identification).toBe(it.origin === 'bound' ? 'bounded' : 'none')
      if (it.versus !== '') expect([it.measure, it.status, it.estimate]).toEqual(['hazard-ratio', 'refused', null])
    }
    expect(changed.filter((it) => it.status === 'refused')).toHaveLength(4)
  })

  test('each side says whom it counts and from when; what is moved counts from enrolment', () => {
    const own = one('karmma-beside-karmma-3', (it) => it.arm === 'ide-cel' && it.measure === 'median')
    expect([own.population, own.clock]).toEqual(['infused', 'not stated'])
    const other = one('karmma-beside-karmma-3', (it) => it.arm === 'karmma-3-2023.standard' && it.measure === 'median')
    expect([other.population, other.clock]).toEqual(['randomised', 'randomisation'])
    const moved = one(
      'karmma-beside-karmma-3',
      (it) => it.method === 'curve moved by the lag' && it.measure === 'median',
    )
    expect([moved.population, moved.clock]).toEqual(['infused (128)', 'enrolment'])
    expect(moved.estimate).toBeCloseTo((own.estimate ?? NaN) + 1.3, 6)
  })

  test('at 12 months all 113 enrolled of CARTITUDE-1 lie within p S(10.7) and p S(10.7) + 1 - p', () => {
    const moved = one('cartitude-1-beside-karmma-3', (it) => at12(it) && it.method === 'curve moved by the lag')
    const all = one('cartitude-1-beside-karmma-3', (it) => at12(it) && it.origin === 'bound')
    expect(all.lower).toBeCloseTo((97 / 113) * (moved.estimate ?? NaN), 10)
    expect(all.upper).toBeCloseTo((97 / 113) * (moved.estimate ?? NaN) + 16 / 113, 10)
    const own = one('cartitude-1-beside-karmma-3', (it) => at12(it) && it.arm === 'cilta-cel')
    expect(moved.estimate).toBeGreaterThan(own.estimate ?? NaN)
  })

  test('a median that lies beyond the last printed figure is extrapolated, and one inside is not', () => {
    const median = (trial: string) =>
      results.rows.find((it) => it.role === 'reference' && it.trial === trial && it.measure === 'median')
    expect(median('cartitude-1-2021')?.status).toBe('extrapolated')
    expect(median('karmma-2021')?.status).toBe('ok')
  })

  test('what all enrolled can be has a spread over the draws, as wide as the range at least', () => {
    for (const scenario of ['cartitude-1-beside-karmma-3', 'karmma-beside-karmma-3']) {
      const all = one(scenario, (it) => it.measure === 'survival' && it.origin === 'bound')
      expect(all.spreadLower).toBeLessThan(all.lower ?? NaN)
      expect(all.spreadUpper).toBeGreaterThan(all.upper ?? NaN)
    }
  })

  test('that lag and time without an event are assumed stands in every finding', () => {
    for (const { finding } of results.scenarios.filter((it) => it.id.includes('beside'))) {
      expect(finding).toContain('an assumed 1.3 months before')
      expect(finding).toContain('none is taken to have had another event')
    }
  })

  test('borrowed arms have a name for readers', () => {
    expect(results.borrowed).toEqual([
      { id: 'karmma-3-2023.standard', label: 'Standard regimen of KarMMa-3' },
      { id: 'cartitude-4-2023.standard', label: 'Standard care of CARTITUDE-4' },
    ])
  })
})

describe('the pictures of single arms', () => {
  const trial = 'cartitude-1-2021'
  test('the historical control has its name and the clock of each curve stands beside it, also where no median is asked', () => {
    const spec = clockOverlay(results, { trial, endpoint: 'pfs', scenario: 'cartitude-1-beside-karmma-3' })
    const text = JSON.stringify(spec)
    expect(text).toContain('Standard regimen of KarMMa-3')
    expect(text).not.toContain('karmma-3-2023.standard,')
    expect(text).toContain('the lag that the plan assumes')
    expect(spec.description).toContain('survival at 12 months: Cilta-cel, on its own clock, 77')
  })

  test('no line carries a published result down a forest past rows that count from another start', () => {
    const target = { trial: 'karmma-2021', endpoint: 'pfs', measure: 'median', time: null, arm: 'ide-cel', versus: '' }
    const stops = (rows: typeof results.rows): boolean =>
      JSON.stringify(scenarioForest({ ...results, rows }, target))
        .replaceAll('","', ' ')
        .includes('stops beside rows that count time from another start')
    expect(stops(results.rows)).toBe(true)
    expect(stops(results.rows.map((it) => ({ ...it, clock: 'not stated' })))).toBe(false)
  })

  test('a median that the model alone gives is called extrapolated in the words of the curves', () => {
    expect(curveFigure(results, { trial, endpoint: 'pfs' }).description).toMatch(
      /rebuilt median [\d.]+ months, extrapolated/u,
    )
  })
})
