import { describe, expect, test } from 'vitest'
import { betaQuantile } from '../../src/statistics/distribution-quantiles.ts'
import {
  aalenJohansen,
  arm,
  conditionalSurvival,
  cox,
  coxLikelihood,
  coxRegression,
  flemingHarrington,
  kaplanMeier,
  logRank,
  maxCombo,
  milestone,
  milestoneTest,
  nelsonAalen,
  parametricFit,
  patients,
  piecewiseExponential,
  reverseKaplanMeier,
  riskTable,
  rmst,
  schoenfeldTest,
} from '../../src/survival/index.ts'

/* What callers without types, or with tables from JSON, may hand in. */

const p = patients({ arms: ['a', 'b'], time: [1, 3, 2, 4], event: [1, 1, 1, 1], assigned: [0, 0, 1, 1] })
const rows = { time: [1, 2, 3, 4, 5], event: [1, 1, 1, 1, 1], covariates: { x: [1, 3, 2, 5, 4] } }
const parse: (text: string) => number[] = JSON.parse

describe('what is no number is not taken for 0', () => {
  const odd = ['[null, 2]', '["", 2]', '["3", 2]', '[false, 2]', '[[], 2]'].map((text) => [text, parse(text)] as const)
  test.each(odd)('a time in %s', (_, time) => {
    expect(() => patients({ time, event: [1, 1] })).toThrow(
      /^patients: time must be a finite number >= 0, got .* in row 0$/,
    )
  })
  test.each(odd)('other columns in %s', (text, column) => {
    const two = { time: [3, 4], event: [1, 1] }
    for (const name of ['start', 'weight', 'stratum', 'infusion', 'switched', 'administrative', 'assigned', 'reason'])
      expect(() => patients({ ...two, arms: ['a', 'b', 'c'], assigned: [0, 1], [name]: column })).toThrow(new RegExp(`^patients: ${name} must be .* in row 0$`)) // prettier-ignore
    for (const name of ['start', 'weight', 'stratum', 'cluster'])
      expect(() => coxRegression({ ...two, covariates: { x: [0, 1] }, [name]: column })).toThrow(new RegExp(`^coxRegression: ${name} must be .* in row 0$`)) // prettier-ignore
    expect(() => coxRegression({ ...two, covariates: { x: column } })).toThrow(/^coxRegression: x must be .* in row 0$/)
    expect(() => aalenJohansen({ causes: ['a', 'b'], time: two.time, event: column })).toThrow(/event must be/)
    if (text !== '[false, 2]') expect(() => patients({ time: [1, 2], event: column })).toThrow(/event must be 0 or 1/)
    expect(() => riskTable(p, column)).toThrow(RangeError)
  })
  test('NaN that went through JSON', () => {
    const infusion = parse(JSON.stringify([NaN, 0.5]))
    expect(() => patients({ time: [1, 2], event: [1, 1], infusion })).toThrow('patients: infusion must be a number or NaN, got null in row 0') // prettier-ignore
    expect(patients({ time: [1, 2], event: [true, false], infusion: [NaN, 0.5] }).infusion).toEqual(Float64Array.of(NaN, 0.5)) // prettier-ignore
  })
  test('a cluster without a name', () => {
    expect(() => coxRegression({ ...rows, cluster: [NaN, NaN, 1, 2, 3] })).toThrow('coxRegression: cluster must be a finite number, got NaN in row 0') // prettier-ignore
  })
})

describe('an option that does not exist is refused, with those that do', () => {
  const ofJson: (text: string) => Readonly<Record<string, never>> = JSON.parse
  const wrong = ofJson('{"exact":"exact","foo":"foo"}')
  const exact = { ties: wrong['exact']! }
  const foo = { interval: wrong['foo']! }
  test.each([
    ['cox', () => cox(p, exact)],
    ['coxLikelihood', () => coxLikelihood(p, exact)],
    ['coxRegression', () => coxRegression(rows, exact)],
    ['schoenfeldTest', () => schoenfeldTest(rows, exact)],
  ])('ties of %s', (name, call) => {
    expect(call).toThrow(new RangeError(`${name}: ties must be one of efron, breslow, got exact`))
  })
  test.each([
    ['kaplanMeier', () => kaplanMeier(p, foo)],
    ['reverseKaplanMeier', () => reverseKaplanMeier(p, foo)],
    ['flemingHarrington', () => flemingHarrington(p, foo)],
    ['milestone', () => milestone(p, 2, foo)],
    ['conditionalSurvival', () => conditionalSurvival(p, 1, 2, foo)],
    ['aalenJohansen', () => aalenJohansen({ causes: ['a'], time: [1], event: [1] }, foo)],
  ])('interval of %s', (_, call) => {
    expect(call).toThrow(new RangeError('interval must be one of plain, log, log-log, got foo'))
  })
  test('scale, transform, distribution', () => {
    expect(() => milestoneTest(p, 2, { scale: wrong['foo']! })).toThrow(new RangeError('milestoneTest: scale must be one of plain, log, log-log, got foo')) // prettier-ignore
    expect(() => schoenfeldTest(rows, { transform: wrong['foo']! })).toThrow(new RangeError('schoenfeldTest: transform must be one of km, rank, identity, log, got foo')) // prettier-ignore
    expect(() => parametricFit(p, wrong['foo']!)).toThrow('parametricFit: distribution must be one of exponential, weibull, log-normal, log-logistic, gompertz, generalised-gamma, got foo') // prettier-ignore
  })
})

describe('domains', () => {
  test('a log hazard ratio whose exponential is no double', () => {
    for (const beta of [NaN, Infinity, -Infinity, 701, -800]) expect(() => coxLikelihood(p)(beta)).toThrow(RangeError)
    for (const beta of [-700, 700]) {
      const { logLikelihood, score, information } = coxLikelihood(p)(beta)
      for (const value of [logLikelihood, score, information]) expect(value).toBeTypeOf('number')
      expect([logLikelihood, score, information].every(Number.isFinite)).toBe(true)
    }
  })
  test('five tests in a MaxCombo', () => {
    expect(() => maxCombo(p, { weights: [[0, 0], [0, 0.5], [0.5, 0], [0.5, 0.5], [1, 1]] })).toThrow('maxCombo: a list of 1 to 4 pairs') // prettier-ignore
  })
  test('conditional survival speaks for itself', () => {
    for (const [given, time] of [
      [-1, 2],
      [2, 1],
      [NaN, 2],
      [1, Infinity],
    ] as const)
      // prettier-ignore
      expect(() => conditionalSurvival(p, given, time)).toThrow(/^conditionalSurvival: a finite time >= /)
  })
  test('no time is no survival', () => {
    const fit = piecewiseExponential(p, [])
    if (fit.kind !== 'value') throw new Error(fit.reason)
    expect([fit.survival(NaN), fit.survival(0), fit.survival(Infinity)]).toEqual([NaN, 1, 0])
  })
  test('a horizon whose square is no double', () => {
    const far = patients({ time: [1e300, 2e300], event: [1, 0] })
    expect(() => rmst(far, 1.5e300)).toThrow(/^rmst: a finite tau > 0 \(at most 1e150\)/)
  })
  test('a hundred million patients and a level of almost 1: R binom.test', () => {
    const level = 0.999999
    expect(betaQuantile((1 - level) / 2, 1, 1e8) / 5.000001250144174e-15).toBeCloseTo(1, 5)
    expect(betaQuantile((1 + level) / 2, 2, 1e8 - 1) / 1.742221358182616e-7).toBeCloseTo(1, 8)
  })
})

describe('what stands for no table', () => {
  type Columns = Parameters<typeof patients>[0] &
    Parameters<typeof coxRegression>[0] &
    Parameters<typeof aalenJohansen>[0]
  const table: (text: string) => Columns = JSON.parse
  const asPatients: (text: string) => typeof p = JSON.parse
  test('a column that is not there is named', () => {
    const misnamed = table('{"time": [1, 2], "status": [1, 0], "causes": ["a"], "covariates": {"x": [1, 2]}}')
    expect(() => patients(misnamed)).toThrow(/^patients: event is required, got undefined$/)
    expect(() => coxRegression(misnamed)).toThrow(/^coxRegression: event is required, got undefined$/)
    expect(() => aalenJohansen(misnamed)).toThrow(/^aalenJohansen: event is required, got undefined$/)
    expect(() => patients(table('{"time": 5, "event": [1]}'))).toThrow(/^patients: time is required, got 5$/)
    expect(() => coxRegression(table('{"time": [1], "event": [1]}'))).toThrow(/^coxRegression: covariates /)
    expect(() => aalenJohansen(table('{"time": [1], "event": [1]}'))).toThrow(/^aalenJohansen: causes /)
  })
  test('columns that patients has not sorted give no number', () => {
    const unsorted = asPatients('{"arms": ["a", "b"], "time": [3, 2], "event": [1, 1], "assigned": [0, 1]}')
    const calls = {
      arm: () => arm(unsorted, 'a'),
      kaplanMeier: () => kaplanMeier(unsorted),
      nelsonAalen: () => nelsonAalen(unsorted),
      rmst: () => rmst(unsorted, 2),
      logRank: () => logRank(unsorted),
      cox: () => cox(unsorted),
    }
    for (const [name, call] of Object.entries(calls))
      expect(call, name).toThrow(new RegExp(`^${name}: what patients returns is required, got `))
  })
})
