import { describe, expect, test } from 'vitest'
import { analyse } from '../../src/analysis/analyse.ts'
import { readReferences } from '../../src/node/read-references.ts'
import { compose } from '../../src/report/compose.ts'
import { renderMarkdown } from '../../src/report/markdown.ts'
import type { Row } from '../../src/result/row.ts'
import { shippedPlan, shippedRecord } from './karmma-3.ts'

const { plan, spans, file } = shippedPlan('across-trials')
const done = analyse({
  plan: { ...plan, draws: 4 },
  spans,
  planFile: file,
  planHash: '0'.repeat(64),
  records: plan.records.map(shippedRecord),
  others: plan['other records'].map(shippedRecord),
})
if (done.kind !== 'analysed') throw new Error(JSON.stringify(done.diagnostics))
const { results } = done
const text = renderMarkdown(compose(results, readReferences()))
const rowsOf = (scenario: string): readonly Row[] => results.rows.filter((it) => it.scenario === scenario)
/** A line of a table of the report, by its first cells. */
const line = (...cells: readonly string[]): string =>
  text.split('\n').find((it) => it.startsWith('|') && cells.every((cell) => it.includes(cell))) ?? ''

describe('four trials side by side', () => {
  test.each([
    ['KarMMa ', '140 enrolled', '128', '12 (8.6%)', 'start not stated'],
    ['CARTITUDE-1', '113 enrolled', '97', '16 (14.2%)', 'start not stated'],
    ['KarMMa-3', '254 randomised', '225', '29 (11.4%)', 'randomisation'],
    ['CARTITUDE-4', '208 randomised', '176', '32 (15.4%)', 'start not stated'],
  ])('%s: %s, %s, not %s, %s', (...cells) => {
    expect(line(...cells)).not.toBe('')
  })
  test.each([
    ['KarMMa ', 'Median 13.3 months; definition not stated'],
    ['CARTITUDE-1', 'Median 12.4 months printed of the trial, not of this endpoint and not used here'],
    ['KarMMa-3', 'Median 18.6 months (range 0.4 to 35.4); potential'],
    ['CARTITUDE-4', 'Median 15.9 months; definition not stated'],
  ])('%s: how long it was followed stands beside it', (...cells) => {
    expect(line(...cells)).not.toBe('')
  })
  test('who may still have been waiting is not called infused', () => {
    expect(line('infused or still waiting (251 of 254)')).not.toBe('')
    expect(text).not.toContain('infused (251 of 254)')
  })
  test('the table says that it compares no trials', () => {
    expect(text).toContain('**Not a comparison of trials.**')
    expect(text).toContain('no difference between them is identified')
    expect(results.rows.filter((it) => it.versus.includes('.') && it.status !== 'refused')).toEqual([])
  })
  // CARTITUDE-4 prints nothing after 12 months, CARTITUDE-1 nothing after 24.
  test.each(['cartitude-4-infused', 'cartitude-1-enrolled'])('no median of %s is called estimated', (scenario) => {
    const medians = rowsOf(scenario).filter((it) => it.measure === 'median')
    expect(medians.some((it) => it.status === 'extrapolated')).toBe(true)
    expect(medians.filter((it) => it.status === 'ok')).toEqual([])
  })
  test('a forest whose lines differ in clock or patients says so', () => {
    expect(text).toContain(
      'time is counted from a start that is not stated; enrolment. They are not all of the same patients: infused; enrolled (140).',
    )
  })
  test('a comparison across clocks without a lag is refused', () => {
    const rows = rowsOf('one-beside-the-other').filter((it) => it.versus !== '')
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.every((it) => it.status === 'refused' && it.estimate === null)).toBe(true)
  })
})

/* By hand: bounds of S(12) of all are p S and p S + (1 - p) without a lag; of the infused (S - (1 - p)) / p and S / p. */
describe('the other patients of each trial', () => {
  const published = (scenario: string): number => {
    const row = rowsOf(scenario).find(
      (it) => it.measure === 'survival' && it.time === 12 && it.versus === '' && it.arm !== 'standard',
    )
    return row?.estimate ?? NaN
  }
  test.each([
    ['karmma', 128 / 140],
    ['cartitude-1', 97 / 113],
  ])('%s: all who enrolled', (scenario, p) => {
    const bound = rowsOf(`${scenario}-enrolled`).find(
      (it) => it.origin === 'bound' && it.measure === 'survival' && it.variant.endsWith('; with no lag'),
    )
    const s = published(scenario)
    expect(bound?.lower).toBeCloseTo(p * s, 3)
    expect(bound?.upper).toBeCloseTo(p * s + 1 - p, 3)
  })
  test.each([
    ['karmma-3', 225 / 254],
    ['cartitude-4', 176 / 208],
  ])('%s: the infused', (scenario, p) => {
    const at = (variant: string) =>
      rowsOf(`${scenario}-infused`).find((it) => it.measure === 'survival' && it.variant === variant)?.estimate
    const s = published(scenario)
    // The smooth curve against the rebuilt patients: half a point.
    expect(Math.abs((at('all failed at once') ?? NaN) - s / p)).toBeLessThan(0.006)
    expect(Math.abs((at('none failed') ?? NaN) - (s - 1 + p) / p)).toBeLessThan(0.006)
  })
  test('responders are the counts', () => {
    expect(line('| KarMMa ', 'enrolled (140)', 'any number')).toContain('67.1–75.7%') // 94/140, 106/140
    expect(line('| KarMMa-3', 'infused (225)', 'any number')).toContain('67.6–80.4%') // 152/225, 181/225
  })
  test('the hazard ratio of CARTITUDE-4 is not set against one that is defined otherwise', () => {
    expect(text).toContain('not comparable with the printed 0.26 (0.18 to 0.38), whose definition differs')
  })
})
