import { describe, expect, test } from 'vitest'
import { smallPlan, smallRecord } from '../../end-to-end/project.ts'
import { changed } from '../small.ts'
import { problems, tried } from './plan-with.ts'

/* 24 of 120 not treated; with the printed survival of the others, theirs at 12 months is (0.50 - 0.8 x 0.55) / 0.2 = 0.30. */

const record = (at6: string, at12: string, clock = 'randomisation'): string =>
  changed(smallRecord, { 'randomised: 120, treated: 118': 'randomised: 120, treated: 96' }) +
  `  pfs-treated:
    label: Progression-free survival of those treated
    event: progression or death
    class: progression-like
    clock: ${clock}
    population: treated
    assessor: not stated
    criteria: not stated
    visits: not stated
    censoring: not stated
    arms:
      new: { survival: { 6: ${at6}, 12: ${at12} } }
    at: Results
`
const agreeing = record('74%', '55%')
const plan = `${smallPlan}  - id: tried
    label: Tried
    method: what the not infused must have been
    role: diagnostic
    data: reconstructed
    identification: bounded
    question: What must the others have been?
    estimand: {treatment: a, population: b, variable: c, intercurrent events: d, summary: e}
    assumptions: [The curves were rebuilt.]
    arm: new
    infused: {stage: treated, of: randomised}
    borrow: {record: small-2024, endpoint: pfs-treated, arm: new}
    measures: [median, milestone 6, milestone 12, rmst 12]
`

describe('what the not infused must have been', () => {
  const { rows, finding } = tried(plan, agreeing)
  const point = (measure: string, time: number | null) =>
    rows.find((it) => it.measure === measure && it.time === time && it.origin === 'scenario')
  const bound = (time: number) => rows.find((it) => it.time === time && it.origin === 'bound')

  test('the curve at the printed times, by hand', () => {
    // The smooth curves keep the printed figures to their rounding, half a percent each: (0.005 + 0.8 x 0.005) / 0.2 = 0.045.
    expect(Math.abs((point('survival', 12)?.estimate ?? NaN) - 0.3)).toBeLessThan(0.045)
    expect(Math.abs((point('survival', 6)?.estimate ?? NaN) - 0.54)).toBeLessThan(0.045)
  })
  test('bounds from the rounding alone, by hand', () => {
    // (0.495 - 0.8 x 0.555) / 0.2 to (0.505 - 0.8 x 0.545) / 0.2; the median of 12.0 fixes the arm at 0.5 there.
    expect(bound(12)?.lower).toBeGreaterThanOrEqual(0.255 - 1e-9)
    expect(bound(12)?.upper).toBeLessThanOrEqual(0.345 + 1e-9)
    expect(bound(6)?.lower).toBeCloseTo((0.695 - 0.8 * 0.745) / 0.2, 9)
    expect(bound(6)?.upper).toBeCloseTo((0.705 - 0.8 * 0.735) / 0.2, 9)
    for (const time of [6, 12]) {
      const value = point('survival', time)?.estimate ?? NaN
      expect(value).toBeGreaterThan((bound(time)?.lower ?? NaN) - 1e-9)
      expect(value).toBeLessThan((bound(time)?.upper ?? NaN) + 1e-9)
    }
  })
  test('a diagnostic: bounded by the prints, the number between on an assumption, spread over draws of both curves', () => {
    expect(new Set(rows.map((it) => it.role))).toEqual(new Set(['diagnostic']))
    expect(bound(12)?.identification).toBe('bounded')
    expect(point('survival', 12)).toMatchObject({
      identification: 'assumption',
      population: 'not treated (24 of 120)',
      parameter: 'treated share',
      value: 0.8,
    })
    expect(point('survival', 12)?.spreadLower).toBeLessThan(point('survival', 12)?.spreadUpper ?? NaN)
    expect(point('survival', 12)?.assumption).toContain('Both curves are about the same patients')
  })
  test('the finding says what the prints leave, and in how many draws the order is the other one', () => {
    expect(finding).toMatchInlineSnapshot(
      `"What the two curves imply of the 24 not treated: at 6 months 54.0% (50.9–57.1 over the draws; the prints leave 49.5–58.5%), beside 74.0% of those treated, worse in every draw; at 12 months 30.1% (26.0–32.7 over the draws; the prints leave 25.5–34.5%), beside 55.0% of those treated, worse in every draw. In 20 of 20 draws the curve of the others would rise or leave 0 to 100% somewhere before the last printed figure: both curves are drawn apart although they share patients, so read nothing from their shapes between the figures. They are few, so a percent of rounding in either curve moves theirs by several, and they need not be untreated: nothing here says what caused the difference."`,
    )
  })
  test('a print that leaves nothing to the others is said to contradict, whatever the shape of the curves', () => {
    // 0.8 x 0.66 > 0.50: less than nothing would be left at 12 months.
    const { rows: found, finding: text } = tried(plan, record('80%', '66%'))
    expect(found.find((it) => it.time === 12 && it.origin === 'bound')).toMatchObject({ status: 'infeasible' })
    expect(found.find((it) => it.measure === 'survival' && it.time === 12)?.estimate).toBeLessThan(0)
    expect(text).toContain('leave no survival to the 24 others at all')
  })
  test('other clocks: refused without a lag; with one the infused are counted later', () => {
    const later = record('74%', '55%', 'infusion')
    const refused = tried(plan, later)
    expect(refused.rows.map((it) => it.status)).toEqual(['refused'])
    expect(refused.finding).toContain('the two curves need the lag between them')
    const withLag = (lag: string) =>
      tried(`${plan}    lag: ${lag}\n`, later).rows.find((it) => it.measure === 'survival' && it.time === 12)
        ?.estimate ?? NaN
    expect(withLag('{months: 0}')).toBeCloseTo(point('survival', 12)?.estimate ?? NaN, 2)
    // A curve that starts later is higher at 12 months, which leaves less to the others.
    expect(withLag('{months: 1}')).toBeLessThan(withLag('{months: 0}'))
    expect(withLag('{minimum: 0.5, median: 1, maximum: 1.5}')).toBeCloseTo(withLag('{months: 1}'), 2)
  })
  test('mistakes stand at their lines', () => {
    expect(problems(plan, agreeing)).toEqual([])
    expect(problems(changed(plan, { 'endpoint: pfs-treated': 'endpoint: pfs' }), agreeing).join()).toContain(
      'is that of the whole arm',
    )
    expect(problems(changed(plan, { 'of: randomised': 'of: treated' }), agreeing).join()).toContain('there is nobody')
    expect(problems(changed(plan, { 'endpoint: pfs\n': 'endpoint: pfs-treated\n' }), agreeing).join()).toContain(
      'is not that of the whole arm',
    )
    expect(problems(`${plan}    lag: {minimum: 2, median: 1, maximum: 3}\n`, agreeing).join()).toContain('small.yaml:')
  })
})
