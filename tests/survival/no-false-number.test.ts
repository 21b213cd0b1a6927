import { describe, expect, test } from 'vitest'
import {
  aalenJohansen,
  bootstrap,
  cox,
  coxRegression,
  kaplanMeier,
  logRank,
  maxCombo,
  milestoneDifference,
  modestlyWeightedLogRank,
  numberNeededToTreat,
  patients,
  rmst,
  rmstDifference,
  rmstRatio,
} from '../../src/survival/index.ts'

// Data for which a formula gives 0/0, a division by 0, or rounding error instead of a number. Expected by hand.

const two = (time: readonly number[], event: readonly number[], assigned: readonly number[]) =>
  patients({ arms: ['a', 'b'], time, event, assigned })
const repeat = (...runs: readonly (readonly [number, number])[]) =>
  runs.flatMap(([n, x]) => new Array<number>(n).fill(x))

describe('a ratio of areas where one of them is 0', () => {
  const atOnce = two([0, 0, 0, 1, 2, 3], [1, 1, 1, 1, 0, 1], [0, 0, 0, 1, 1, 1])
  test('does not exist; the difference does', () => {
    expect(rmstRatio(atOnce, 2).kind).toBe('not-estimable')
    expect(rmstDifference(atOnce, 2)).toMatchObject({ kind: 'value', value: 5 / 3 })
  })
  test('nor in samples: what is not a finite number is missing', () => {
    const p = two([0, 0, 1, 2, 3, 3], [1, 1, 1, 1, 0, 1], [0, 0, 0, 1, 1, 1])
    const ratio = (sample: typeof p) => {
      const found = rmstRatio(sample, 2)
      return found.kind === 'value' ? found.value : NaN
    }
    const found = bootstrap(p, ratio, { seed: 1, draws: 200 })
    if (found.kind !== 'value') throw new Error(found.reason)
    expect(found.missing).toBeGreaterThan(20)
    expect(found.replicates.every((x) => Number.isFinite(x))).toBe(true)
    expect([found.lower, found.upper, found.standardError].every((x) => Number.isFinite(x))).toBe(true)
    expect(bootstrap(atOnce, ratio, { seed: 1 }).kind).toBe('not-estimable')
  })
})

test('modest weights where the first risk set empties by t*: S(t*) is the last survival above 0, here 1', () => {
  const p = patients({
    arms: ['a', 'b'],
    time: [0.5, 6, 7, 8, 9, 10, 11, 12],
    start: [0, 1, 1, 2, 1, 1, 2, 1],
    event: [1, 1, 0, 1, 1, 0, 1, 1],
    assigned: [0, 1, 0, 1, 0, 1, 0, 1],
  })
  expect(modestlyWeightedLogRank(p, 6)).toEqual(logRank(p))
})

describe('a robust standard error of 0', () => {
  test.each([
    ['exactly', [1, 1, 2, 2], [1, 1, 1, 1], [0, 1, 1, 0], [1, 1, 1, 1]],
    ['but for rounding', [1, 2, 3, 4, 5], [1, 1, 1, 0, 1], [0, 1, 1, 0, 1], [1, 1, 1, 1, 1]],
    ['in two clusters that mirror each other', [1, 1, 2, 2], [1, 1, 1, 1], [0, 1, 1, 0], [1, 1, 2, 2]],
  ])('%s is none', (_, time, event, x, cluster) => {
    expect(coxRegression({ time, event, covariates: { x }, cluster })).toMatchObject({ kind: 'not-estimable' })
    expect(coxRegression({ time, event, covariates: { x } }).kind).toBe('value')
  })
})

describe('differences of survival', () => {
  const equal = two(
    repeat([4, 1], [6, 5], [2, 1], [4, 2], [1, 3], [3, 5]),
    repeat([4, 1], [6, 0], [2, 1], [4, 0], [1, 1], [3, 0]),
    repeat([10, 0], [10, 1]),
  )
  test('of rounding error only are 0', () => {
    expect(milestoneDifference(equal, 4)).toMatchObject({ kind: 'value', value: 0 })
    expect(numberNeededToTreat(equal, 4)).toMatchObject({ value: Infinity, direction: 'none' })
  })
})

describe('no interval where there is no standard error', () => {
  const none = { kind: 'value', lower: null, upper: null, standardError: 0 }
  const apart = two([1, 1, 1, 5, 5, 5], [1, 1, 1, 0, 0, 0], [0, 0, 0, 1, 1, 1])
  const nobody = two([5, 5, 5, 5], [0, 0, 0, 0], [0, 0, 1, 1])
  test('all dead against all alive', () => {
    expect(milestoneDifference(apart, 2)).toEqual({ ...none, value: 1, level: 0.95 })
    expect(numberNeededToTreat(apart, 2)).toMatchObject({ value: 1, direction: 'benefit', interval: [] })
  })
  test('nobody dead', () => {
    expect(milestoneDifference(nobody, 2)).toMatchObject({ ...none, value: 0 })
    expect(numberNeededToTreat(nobody, 2)).toMatchObject({ value: Infinity, direction: 'none', interval: [] })
  })
  test('everybody at one time', () => {
    const p = two([0.5, 0.5, 0.5, 0.5], [1, 1, 1, 1], [0, 0, 1, 1])
    expect(rmst(p, 1)).toMatchObject({ ...none, value: 0.5 })
    expect(rmstDifference(p, 1)).toMatchObject({ ...none, value: 0 })
    expect(rmstRatio(p, 1)).toMatchObject({ ...none, value: 1 })
  })
})

test('limits of a hazard ratio that no double can hold do not exist', () => {
  const time = [1, 3, 2, 4]
  const p = patients({ arms: ['a', 'b'], time, event: [1, 1, 1, 1], assigned: [0, 0, 1, 1], weight: repeat([4, 1e-8]) })
  expect(cox(p)).toMatchObject({ kind: 'value', hazardRatio: { lower: null, upper: null } })
})

test('a stratum that is not a number is refused', () => {
  const p = two([1, 3, 2, 4], [1, 1, 1, 1], [0, 0, 1, 1])
  expect(() => logRank(p, { stratum: [0, NaN, 0, 0] })).toThrow(/stratum must be a finite number, got NaN in row 1/)
})

describe("Aalen-Johansen's standard error where influences cancel", () => {
  const time = [1, 2, 3, 4, 5, 6, 7]
  const event = [1, 1, 1, 1, 1, 1, 1]
  test.each([1, 1e-6, 1e6])('a closed cohort with weights of %d: a proportion, and 0 at the end', (w) => {
    const fit = aalenJohansen({ causes: ['a'], time, event, weight: repeat([7, w]) }).causes[0]!
    fit.incidence.forEach((f, i) => {
      const k = i + 1
      expect(f).toBeCloseTo(k / 7, 14)
      expect(Math.abs(fit.standardError[i]! - Math.sqrt((k * (7 - k)) / 343))).toBeLessThan(1e-15)
    })
    expect([fit.standardError[6], fit.lower[6], fit.upper[6]]).toEqual([0, NaN, NaN])
  })
  test('a weight of a millionth beside weights of 1: F(1 - F) of the weights', () => {
    const weight = [1, 1, 1e-6, 1, 1e-6, 1, 1e-6]
    const total = 4 + 3e-6
    const fit = aalenJohansen({ causes: ['a'], time, event, weight }).causes[0]!
    time.forEach((t, i) => {
      const f = fit.incidence[i]!
      // Without censoring the influence of a patient is (I(T <= t) - F) / N.
      const squares = weight.map((w, j) => w * w * (time[j]! <= t ? 1 - f : f) * (time[j]! <= t ? 1 - f : f))
      const expected = Math.sqrt(squares.reduce((sum, x) => sum + x, 0)) / total
      expect(Math.abs(fit.standardError[i]! - expected)).toBeLessThan(1e-15)
    })
  })
})

describe('tests of the log-rank family count patients', () => {
  const quarter = patients({
    arms: ['a', 'b'],
    time: [1, 3, 2, 4],
    event: [1, 1, 1, 1],
    assigned: [0, 0, 1, 1],
    weight: repeat([4, 0.25]),
  })
  test.each([
    ['logRank', () => logRank(quarter)],
    ['modestlyWeightedLogRank', () => modestlyWeightedLogRank(quarter, 2)],
    ['maxCombo', () => maxCombo(quarter)],
  ])('%s refuses weights that are not whole, whose risk sets can weigh 1 or less', (name, run) => {
    expect(run).toThrow(`${name}: whole weights are required`)
  })
})

describe('weights whose powers are no doubles', () => {
  // At 1e200 n (n - d) is infinite, and Greenwood's sum, and with it the standard error, would be 0; at 1e-200 it is divided by 0.
  test.each([1e200, 1e-200])('%d is refused', (weight) => {
    const time = [1, 2, 3]
    const event = [1, 1, 0]
    const heavy = { time, event, weight: [weight, weight, weight] }
    const required = /weight must be a number from 1e-50 to 1e50/
    expect(() => patients(heavy)).toThrow(required)
    expect(() => aalenJohansen({ ...heavy, causes: ['a'] })).toThrow(required)
    expect(() => coxRegression({ ...heavy, covariates: { x: [1, 0, 2] } })).toThrow(required)
  })
  test.each([1e50, 1e-50])('%d throughout changes no survival, and the standard error by its root', (weight) => {
    const rows = { time: [1, 2, 3, 4], event: [1, 1, 0, 1] }
    const km = kaplanMeier(patients({ ...rows, weight: [1, 1, 1, 1].map((w) => w * weight) }))
    for (const [i, s] of [0.75, 0.5, 0.5, 0].entries()) expect(km.survival[i]).toBeCloseTo(s, 14)
    // S sqrt(sum d / (n (n - d))): 1/12 and 1/6 for whole patients.
    expect(km.standardError[1]! * Math.sqrt(weight)).toBeCloseTo(0.25, 12)
  })
})

test('a covariate whose coefficient is no double is not estimable', () => {
  const rows = { time: [1, 2, 3, 4, 5, 6], event: [1, 1, 1, 1, 1, 1] }
  const x = [1, 0, 2, 1, 0, 2]
  expect(coxRegression({ ...rows, covariates: { x } })).toMatchObject({ kind: 'value' })
  expect(coxRegression({ ...rows, covariates: { x: x.map((v) => v * 1e-320) } })).toEqual({
    kind: 'not-estimable',
    reason: 'the coefficient of x is beyond the doubles: take another unit',
  })
})
