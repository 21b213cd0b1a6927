import { describe, expect, test } from 'vitest'
import type { Row } from '../../../src/result/row.ts'
import { analysed, changed, oneArm, problemsOf } from '../small.ts'

/** The made-up single arm, its curve that of the 108 treated of 120 from treatment on. */
const record = changed(oneArm.record, {
  'clock: randomisation': 'clock: treatment',
  'population: randomised': 'population: treated',
  'randomised: 120, treated: 118': 'enrolled: 120, treated: 108',
})
const scenario = `  - id: itt
    label: All enrolled
    method: itt from infused
    role: sensitivity
    data: reconstructed
    identification: assumption
    question: What was the curve of all who were enrolled?
    arm: new
    infused: {stage: treated, of: enrolled}
    clock: enrolment
    lags:
      - {id: none, label: no lag, months: 0}
      - {id: month, label: one month to treatment, months: 1}
      - {id: spread, label: "0.5 to 3 months, median 1", minimum: 0.5, median: 1, maximum: 3}
    not infused:
      - {id: at-once, label: all failed at once, survival: all fail, at: 0}
      - {id: median-3, label: median 3 months, survival: exponential, median: 3}
      - {id: same, label: as the treated, survival: as the infused}
      - {id: none, label: none failed, survival: none fails}
    tip: {measure: median, target: 11.5}
    measures: [median, milestone 6, rmst 12, events]
    estimand:
      treatment: New drug
      population: All enrolled
      variable: Time from enrolment to progression or death
      intercurrent events: "Not being treated: treatment policy"
      summary: Median
    assumptions:
      - What happened to those not treated is not reported.
`
const plan = oneArm.plan + scenario
const rows = analysed(plan, record).results.rows
const own = rows.filter((it) => it.scenario === 'itt')
const at = (variant: string, measure: string): Row => {
  const found = own.find((it) => it.variant === variant && it.measure === measure && it.origin === 'scenario')
  if (found === undefined) throw new Error(`no row ${variant}, ${measure}`)
  return found
}

describe('itt from infused', () => {
  const published = rows.find((it) => it.scenario === 'as-published' && it.measure === 'survival' && it.time === 12)

  test('milestones are 0.9 times those of the treated, earlier by the lag, plus a tenth of the others', () => {
    const given = analysed(
      changed(plan, { 'measures: [median, milestone 6, rmst 12, events]': 'measures: [milestone 12]' }),
      record,
    )
    const of = (variant: string) =>
      given.results.rows.find((it) => it.scenario === 'itt' && it.variant === variant && it.measure === 'survival')
    const treated = published?.estimate ?? NaN
    expect(of('all failed at once; no lag')?.estimate).toBeCloseTo(0.9 * treated, 10)
    expect(of('none failed; no lag')?.estimate).toBeCloseTo(0.9 * treated + 0.1, 10)
    expect(of('median 3 months; no lag')?.estimate).toBeCloseTo(0.9 * treated + 0.1 / 16, 10)
    expect(of('as the treated; no lag')?.estimate).toBeCloseTo(treated, 10)
    expect(of('all failed at once; no lag')?.lower).toBeCloseTo(0.9 * (published?.lower ?? NaN), 10)
  })

  test('each row says what it is', () => {
    expect(at('median 3 months; one month to treatment', 'median')).toMatchObject({
      role: 'sensitivity',
      data: 'reconstructed',
      identification: 'assumption',
      population: 'enrolled (120)',
      clock: 'enrolment',
      parameter: 'infused share',
      value: 0.9,
      assumption:
        'Among the patients who were not infused the time to progression or death was exponential with a median of 3 months.',
    })
    expect(own.some((it) => it.measure === 'events')).toBe(false)
  })

  test('the worst and the best assumption bound all others, for each measure and lag; each lag moves the median up', () => {
    for (const bound of own.filter((it) => it.identification === 'bounded')) {
      const label = bound.variant.replace(/^[^;]*; /u, '')
      const same = own.filter(
        (it) =>
          it.origin === 'scenario' &&
          it.parameter === 'infused share' &&
          it.measure === bound.measure &&
          it.variant.endsWith(`; ${label}`),
      )
      expect(same).toHaveLength(4)
      for (const row of same) {
        expect(row.estimate).toBeGreaterThanOrEqual((bound.lower ?? NaN) - 1e-9)
        expect(row.estimate).toBeLessThanOrEqual((bound.upper ?? Infinity) + 1e-9)
        expect(row.spreadLower).toBeLessThanOrEqual(row.spreadUpper ?? NaN)
      }
    }
    const median = (label: string) => at(`all failed at once; ${label}`, 'median').estimate ?? NaN
    expect(median('one month to treatment')).toBeCloseTo(median('no lag') + 1, 9)
  })

  test('a restricted mean has an interval only where the law is no curve', () => {
    expect(at('median 3 months; no lag', 'rmst').standardError).toBeGreaterThan(0)
    expect(at('as the treated; no lag', 'rmst').lower).toBeNull()
  })

  test('the tip is a median of the others at which the median of all is the target', () => {
    const tips = own.filter((it) => it.origin === 'tipping')
    expect(tips.map((it) => it.variant)).toEqual([
      'the median reaches 11.5 months; no lag',
      'the median reaches 11.5 months; one month to treatment',
      'the median reaches 11.5 months; 0.5 to 3 months, median 1',
      'the median reaches 11.5 months even if all of those not infused failed at once',
    ])
    const [first] = tips
    expect(first?.status).toBe('ok')
    const again = changed(plan, {
      'survival: exponential, median: 3': `survival: exponential, median: ${first?.estimate ?? 0}`,
    })
    const row = analysed(again, record).results.rows.find(
      (it) => it.variant === 'median 3 months; no lag' && it.measure === 'median',
    )
    expect(row?.estimate).toBeCloseTo(11.5, 3)
  })

  test('a target that no assumption reaches is said to be none in range, with what is attainable', () => {
    const { results } = analysed(changed(plan, { 'target: 11.5': 'target: 2' }), record)
    const tip = results.rows.find((it) => it.origin === 'tipping')
    expect(tip).toMatchObject({ status: 'none-in-range', estimate: null })
    expect(results.scenarios[1]?.finding).toContain('no lag, no median of theirs is low enough;')
    expect(results.scenarios[1]?.finding).toContain('It is above 2 months whatever became of them even without a lag.')
  })

  test('the lag that puts a target out of reach is the target less the worst median without a lag', () => {
    const tip = own.find((it) => it.origin === 'tipping' && it.parameter === 'lag')
    const least = at('all failed at once; no lag', 'median').estimate ?? NaN
    expect(tip?.estimate).toBeCloseTo(11.5 - least, 6)
    expect(tip).toMatchObject({ status: 'ok', population: 'enrolled (120)', clock: 'enrolment' })
  })

  test('several targets stand side by side, over one sweep', () => {
    const { results } = analysed(changed(plan, { 'target: 11.5': 'target: [11.5, 2]' }), record)
    const tips = results.rows.filter((it) => it.origin === 'tipping' && it.variant.endsWith('; no lag'))
    expect(tips.map((it) => [it.variant, it.status])).toEqual([
      ['the median reaches 11.5 months; no lag', 'ok'],
      ['the median reaches 2 months; no lag', 'none-in-range'],
    ])
    const swept = results.rows.filter(
      (it) => it.origin === 'scenario' && it.parameter === 'median of those not infused',
    )
    expect(swept).toHaveLength(3 * 13)
  })

  test('where no target is asked for, every measure is told', () => {
    const { results } = analysed(changed(plan, { '    tip: {measure: median, target: 11.5}\n': '' }), record)
    expect(results.scenarios[1]?.finding).toMatch(/median .*survival at 6 months .*%.*restricted mean/u)
  })

  test('the finding', () => {
    const { results } = analysed(plan, record)
    expect(results.scenarios[1]?.finding).toMatchInlineSnapshot(
      `"Of all 120 enrolled, counted from enrolment, whatever became of the 12 not infused (in brackets over the draws of the reconstruction): no lag, median 10.3–14.3 months (9.4–17.7); one month to treatment, median 11.3–15.3 months (10.4–18.7); 0.5 to 3 months, median 1, median 11.7–15.7 months (10.8–18.5). For the median to be down to 11.5 months, were their times exponential: no lag, their median at most 7.4 months (3.7–10.7 over the draws); one month to treatment, their median at most 2.7 months (in 7 of 20 draws none is low enough: the printed figures do not settle it); 0.5 to 3 months, median 1, no median of theirs is low enough (in 5 of 20 draws one does it: the printed figures do not settle it). With a lag above 1.2 months (0.3–2.1 over the draws) it is above 11.5 months whatever became of them. Share and lag are taken as given. Sampling error comes on top: all failed at once, no lag, 10.3 months (95% CI 7.3–13.7)."`,
    )
  })

  test('a curve of all who were enrolled is refused, and a control that is not there', () => {
    expect(problemsOf(plan, changed(record, { 'population: treated': 'population: enrolled' })).join('\n')).toContain(
      'already',
    )
    expect(
      problemsOf(changed(plan, { 'survival: as the infused': 'survival: as control' }), record).join('\n'),
    ).toContain('names none')
    expect(problemsOf(plan, record).filter((it) => it.startsWith('error'))).toEqual([])
  })
})
