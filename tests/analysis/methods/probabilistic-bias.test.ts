import { describe, expect, test } from 'vitest'
import { smallPlan, smallRecord } from '../../end-to-end/project.ts'
import { compose } from '../../../src/report/compose.ts'
import { levels } from '../../../src/report/levels.ts'
import { renderMarkdown } from '../../../src/report/markdown.ts'
import { readReferences } from '../../../src/node/read-references.ts'
import { analysed, changed, problemsOf } from '../small.ts'

const record = changed(smallRecord, { 'randomised: 120, treated: 118': 'randomised: 120, treated: 100' })
const scenario = `  - id: bias
    label: Priors
    method: probabilistic bias
    role: supplementary
    data: simulated
    identification: assumption
    question: What is the difference of the treated under our priors?
    arm: new
    control: old
    infused: {stage: treated, of: randomised}
    milestone: 12
    priors:
      infused share: {prior: beta, a: 100, b: 20}
      survival of those not infused: {prior: triangular, from: 0, mode: 0.1, to: 0.6}
      control hazard multiplier: {prior: log-normal, median: 1, log standard deviation: 0.05}
    simulations: 2000
    estimand:
      treatment: New drug against old drug
      population: The treated
      variable: Time to progression or death
      intercurrent events: "Not being treated: principal stratum"
      summary: Difference of survival at 12 months
    assumptions:
      - The priors.
`
const plan = smallPlan + scenario
const { results } = analysed(plan, record)
const own = results.rows.filter((it) => it.scenario === 'bias')
const of = (arm: string) =>
  results.rows.find((it) => it.scenario === 'as-published' && it.measure === 'survival' && it.arm === arm)?.estimate ??
  NaN
const points = `    priors:
      survival of those not infused: {prior: point, value: 0.2}
`
const [before = '', after = ''] = plan.split(/ {4}priors:\n(?: {6}.*\n)+/u)

describe('probabilistic bias', () => {
  test('with points alone it is the inverse mixture by hand, without width but for random error', () => {
    const { rows } = analysed(before + points + after, record).results
    const [alone, random] = rows.filter((it) => it.scenario === 'bias')
    const expected = (of('new') - 0.2 / 6) / (5 / 6) - of('old')
    expect(alone?.estimate).toBeCloseTo(expected, 12)
    expect((alone?.upper ?? NaN) - (alone?.lower ?? NaN)).toBeCloseTo(0, 12)
    expect((random?.upper ?? NaN) - (random?.lower ?? NaN)).toBeGreaterThan(0.1)
  })
  test('an interval over priors is called no confidence interval, and no bin of a histogram stands in the table', () => {
    expect(levels(own)).toMatch(/^95% simulation intervals, .*no confidence intervals$/u)
    const published = results.rows.filter((it) => it.scenario === 'as-published')
    expect(levels(published)).toContain('confidence intervals: sampling error')
    const page = renderMarkdown(compose(results, readReferences()))
    expect(page).not.toContain('| Share of the simulations')
  })
  test('of a curve of the treated it is the forward mixture', () => {
    const treated = changed(record, { 'population: randomised': 'population: treated' })
    const { rows } = analysed(before + points + after, treated).results
    const survival = (arm: string) =>
      rows.find((it) => it.scenario === 'as-published' && it.measure === 'survival' && it.arm === arm)?.estimate ?? NaN
    const alone = rows.find((it) => it.scenario === 'bias')
    expect(alone?.estimate).toBeCloseTo((5 / 6) * survival('new') + 0.2 / 6 - survival('old'), 12)
    expect(alone?.population).toBe('randomised (120)')
  })
  test('random error widens; each row says what it is', () => {
    const [alone, random] = own
    expect((random?.upper ?? 0) - (random?.lower ?? 0)).toBeGreaterThan((alone?.upper ?? 0) - (alone?.lower ?? 0))
    expect(alone).toMatchObject({
      role: 'supplementary',
      data: 'simulated',
      identification: 'assumption',
      level: 0.95,
      population: 'infused (100 of 120)',
    })
    expect(alone?.spreadLower).toBeLessThan(alone?.spreadUpper ?? NaN)
  })
  test('the tornado: two ends of each prior, the largest swing first', () => {
    const bars = own.filter((it) => it.parameter !== '' && it.measure === 'survival-difference')
    expect(bars).toHaveLength(6)
    expect(bars[0]?.parameter).toBe('survival of those not infused')
    const swing = (i: number) => Math.abs((bars[2 * i]?.estimate ?? 0) - (bars[2 * i + 1]?.estimate ?? 0))
    expect(swing(0)).toBeGreaterThan(swing(1))
    expect(swing(1)).toBeGreaterThan(swing(2))
  })
  test('property: shares of the simulations add up to all but the tails, their mean to the median, of both', () => {
    for (const variant of ['priors alone', 'priors and random error']) {
      const shares = own.filter((it) => it.measure === 'share-of-simulations' && it.variant === variant)
      const total = shares.reduce((sum, it) => sum + (it.estimate ?? 0), 0)
      expect(total).toBeGreaterThan(0.99)
      expect(total).toBeLessThanOrEqual(1)
      const mean = shares.reduce((sum, it) => sum + (it.estimate ?? 0) * (it.value ?? 0), 0) / total
      const summary = own.find((it) => it.variant === variant && it.parameter === '')
      expect(mean).toBeGreaterThan(summary?.lower ?? NaN)
      expect(mean).toBeLessThan(summary?.upper ?? NaN)
    }
  })
  test('the finding', () => {
    expect(results.scenarios[1]?.finding).toMatchInlineSnapshot(
      `"The 12-month difference in percentage points, median and 95% simulation interval: 30.8 (24.5–37.6) from priors alone; 30.6 (13.4–48.8) from priors and random error. The prior of the survival of those not infused moves it most. These intervals are no better than the priors."`,
    )
  })
  test('priors that cannot hold with the curve are said to be infeasible, and kept', () => {
    const { rows } = analysed(
      changed(before + points + after, { 'value: 0.2': 'value: 0', 'milestone: 12': 'milestone: 1' }),
      record,
    ).results
    const row = rows.find((it) => it.scenario === 'bias')
    expect(row?.status).toBe('infeasible')
    expect(row?.assumption).toContain('In 100.0% of the simulations')
  })
  test('a prior that is no distribution of its number', () => {
    const problems = problemsOf(
      changed(plan, { '{prior: triangular, from: 0, mode: 0.1, to: 0.6}': '{prior: uniform, from: 0.5, to: 1.5}' }),
      record,
    )
    expect(problems.join()).toContain('gives numbers that it cannot be')
    expect(problemsOf(changed(plan, { 'from: 0, mode: 0.1': 'from: 0.3, mode: 0.1' }), record).join()).toContain(
      'from <= mode <= to',
    )
  })
})
