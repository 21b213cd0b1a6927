import { describe, expect, test } from 'vitest'
import { smallPlan, smallRecord } from '../../end-to-end/project.ts'
import { analysed, changed, problemsOf } from '../small.ts'

const scenario = `  - id: drift
    label: Another control arm
    method: control arm scaled
    role: sensitivity
    data: reconstructed
    identification: assumption
    question: How much better must the control arm have done for the result to fall?
    arm: new
    control: old
    multipliers: [0.5, 1, 2]
    tip: {measure: hazard ratio, reaches: upper, target: 1}
    estimand:
      treatment: New drug against a better old drug
      population: All randomised patients
      variable: Time to progression or death
      intercurrent events: "Not being treated: treatment policy"
      summary: Hazard ratio
    assumptions:
      - The hazard of the control arm is multiplied by one number at all times.
`
const plan = smallPlan + scenario
const { results } = analysed(plan, smallRecord)
const own = results.rows.filter((it) => it.scenario === 'drift')
const reference = (measure: string, arm: string) =>
  results.rows.find((it) => it.scenario === 'as-published' && it.measure === measure && it.arm === arm)
const at = (value: number, measure: string) =>
  own.find((it) => it.origin === 'scenario' && it.value === value && it.measure === measure)

describe('control arm scaled', () => {
  test('times 1 is as published, intervals too', () => {
    for (const measure of ['hazard-ratio', 'survival-difference']) {
      const [one, published] = [at(1, measure), reference(measure, 'new')]
      expect(one?.estimate).toBeCloseTo(published?.estimate ?? NaN, 12)
      expect(one?.lower).toBeCloseTo(published?.lower ?? NaN, 12)
      expect(one?.upper).toBeCloseTo(published?.upper ?? NaN, 12)
    }
    expect(at(1, 'median')).toMatchObject({ arm: 'old', versus: '', estimate: reference('median', 'old')?.estimate })
  })
  test('half the hazard: the root of survival, twice the hazard ratio', () => {
    expect(at(0.5, 'survival')?.estimate).toBeCloseTo(Math.sqrt(reference('survival', 'old')?.estimate ?? NaN), 12)
    expect(at(0.5, 'hazard-ratio')?.estimate).toBeCloseTo(2 * (reference('hazard-ratio', 'new')?.estimate ?? NaN), 12)
  })
  test('what has no meaning for a multiplied hazard is not given', () => {
    expect(own.some((it) => it.measure === 'events')).toBe(false)
  })
  test('each row says what it is; with its spread, but not where the paper prints the ratio that is divided', () => {
    expect(at(2, 'hazard-ratio')).toMatchObject({
      role: 'sensitivity',
      data: 'reconstructed',
      identification: 'assumption',
      arm: 'new',
      versus: 'old',
    })
    expect(at(2, 'hazard-ratio')?.spreadLower).toBeNull()
    const difference = at(2, 'survival-difference')
    expect(difference?.spreadLower).toBeLessThan(difference?.spreadUpper ?? NaN)
  })
  test('the upper limit of the hazard ratio comes to 1 where the multiplier is that limit', () => {
    const tip = own.find((it) => it.origin === 'tipping')
    expect(tip?.estimate).toBeCloseTo(reference('hazard-ratio', 'new')?.upper ?? NaN, 6)
    expect(tip?.status).toBe('ok')
  })
  test('with its spread, but not where the limit is comparable and comes back', () => {
    const open = own.find((it) => it.origin === 'tipping')
    expect(open?.spreadLower).toBeLessThan(open?.spreadUpper ?? NaN)
    const plain = changed(smallRecord, { 'model: Cox }': 'model: Cox, stratified: false, adjusted: false }' })
    const fixed = analysed(plan, plain).results.rows.find((it) => it.scenario === 'drift' && it.origin === 'tipping')
    expect(fixed).toMatchObject({ status: 'ok', spreadLower: null, spreadUpper: null })
    expect(fixed?.assumption).toContain('The upper limit of the ratio is printed and comes back')
  })
  test('none in range, with what is attainable', () => {
    const far = analysed(changed(plan, { 'target: 1}': 'target: 1, from: 2, to: 4}' }), smallRecord).results
    expect(far.rows.find((it) => it.origin === 'tipping')).toMatchObject({ status: 'none-in-range', estimate: null })
    expect(far.scenarios[1]?.finding).toContain('For no multiplier searched')
  })
  test('the finding', () => {
    expect(results.scenarios[1]?.finding).toMatchInlineSnapshot(
      `"The hazard ratio against the control arm would be 1.10 (0.76–1.59) with 0.5 times the hazard that it had, 0.55 (0.38–0.80) with the hazard that it had, 0.28 (0.19–0.40) with 2 times the hazard that it had. With 0.80 times its hazard (0.73–0.91 over the draws of the reconstruction) the upper 95% limit of the hazard ratio reaches 1. The multiplier is assumed, and with it everything here."`,
    )
  })
  test('mistakes', () => {
    expect(problemsOf(changed(plan, { 'multipliers: [0.5, 1, 2]': 'multipliers: [0]' }), smallRecord).join()).toContain(
      'above 0',
    )
    expect(
      problemsOf(changed(plan, { 'measure: hazard ratio, reaches': 'measure: median, reaches' }), smallRecord).join(),
    ).toContain('expected hazard ratio | milestone difference TIME')
    expect(problemsOf(changed(plan, { '    arm: new': '    arm: newer' }), smallRecord).join()).toContain(
      'has no arm "newer"',
    )
  })
})
