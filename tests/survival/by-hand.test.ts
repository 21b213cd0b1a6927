import { describe, expect, test } from 'vitest'
import {
  arm,
  cox,
  coxLikelihood,
  kaplanMeier,
  logRank,
  milestone,
  milestoneDifference,
  patients,
  reverseKaplanMeier,
  riskTable,
  rmst,
  rmstDifference,
  rmstRatio,
  survivalAt,
  survivalQuantile,
} from '../../src/survival/index.ts'

// Six patients, worked with pencil and paper. Control: events at 1 and 3, censored at 5. New: events at 2 and 6, censored at 4.
const six = patients({
  arms: ['control', 'new'],
  time: [5, 2, 1, 6, 3, 4],
  event: [0, 1, 1, 1, 1, 0],
  assigned: [0, 1, 0, 1, 0, 1],
})
const control = arm(six, 'control')
const other = arm(six, 'new')

const near = (ours: ArrayLike<number>, exact: readonly number[]) => {
  expect(ours.length).toBe(exact.length)
  exact.forEach((value, i) => {
    expect(ours[i]).toBeCloseTo(value, 14)
  })
}
const valueOf = (estimate: { kind: string; value?: number; standardError?: number | null }) => {
  expect(estimate.kind).toBe('value')
  return { value: estimate.value ?? NaN, variance: (estimate.standardError ?? NaN) * (estimate.standardError ?? NaN) }
}

describe('six patients by hand', () => {
  test('patients are sorted by time, with the arms that they had', () => {
    expect([...six.time]).toEqual([1, 2, 3, 4, 5, 6])
    expect([...six.event]).toEqual([1, 1, 1, 0, 0, 1])
    expect([...six.assigned]).toEqual([0, 1, 0, 1, 0, 1])
  })

  test('Kaplan-Meier and Greenwood', () => {
    const pooled = kaplanMeier(six)
    near(pooled.survival, [5 / 6, 4 / 6, 3 / 6, 3 / 6, 3 / 6, 0])
    near(pooled.nRisk, [6, 5, 4, 3, 2, 1])
    near(pooled.nEvent, [1, 1, 1, 0, 0, 1])
    near(pooled.nCensor, [0, 0, 0, 1, 1, 0])
    const km = kaplanMeier(control)
    near(km.survival, [2 / 3, 1 / 3, 1 / 3])
    near(km.standardError, [Math.sqrt(2 / 27), Math.sqrt(2 / 27), Math.sqrt(2 / 27)])
    const z = 1.959963984540054
    near(kaplanMeier(control, { interval: 'plain' }).lower.subarray(0, 1), [2 / 3 - z * Math.sqrt(2 / 27)])
    near(kaplanMeier(control, { interval: 'log' }).lower.subarray(0, 1), [(2 / 3) * Math.exp(-z / Math.sqrt(6))])
    const half = z / (Math.sqrt(6) * Math.log(1.5))
    near(km.lower.subarray(0, 1), [Math.exp(-Math.log(1.5) * Math.exp(half))])
    near(km.upper.subarray(0, 1), [Math.exp(-Math.log(1.5) * Math.exp(-half))])
  })

  test('the curve between and beyond its times', () => {
    const km = kaplanMeier(control)
    near(
      [-1, 0.99, 1, 2.9, 3, 99].map((t) => survivalAt(km, t)),
      [1, 1, 2 / 3, 2 / 3, 1 / 3, 1 / 3],
    )
  })

  test('medians: a flat stretch at exactly one half gives its middle', () => {
    expect(survivalQuantile(kaplanMeier(six), 0.5)).toMatchObject({ kind: 'value', value: 4.5 })
    expect(survivalQuantile(kaplanMeier(control), 0.5)).toMatchObject({ kind: 'value', value: 3, upper: null })
    expect(survivalQuantile(kaplanMeier(other), 0.5)).toMatchObject({ kind: 'value', value: 6 })
    expect(survivalQuantile(kaplanMeier(control), 0.7)).toMatchObject({ kind: 'not-reached', upper: null })
  })

  test('reverse Kaplan-Meier', () => {
    const followUp = reverseKaplanMeier(six)
    near(followUp.survival, [1, 1, 1, 2 / 3, 1 / 3, 1 / 3])
    expect(survivalQuantile(followUp, 0.5)).toMatchObject({ kind: 'value', value: 5 })
  })

  test('risk table', () => {
    expect(riskTable(six, [0, 3, 3.5, 7]).arms).toEqual([
      { name: 'control', nRisk: [3, 2, 1, 0], nEvent: [0, 2, 2, 2], nCensor: [0, 0, 0, 1] },
      { name: 'new', nRisk: [3, 2, 2, 0], nEvent: [0, 1, 1, 2], nCensor: [0, 0, 0, 1] },
    ])
  })

  test('log-rank: O - E = 2 - 13/5 with variance 37/50', () => {
    const test = logRank(six)
    if (test.kind !== 'value') throw new Error(test.reason)
    near(test.observed, [2, 2])
    near(test.expected, [7 / 5, 13 / 5])
    near([test.variance, test.chiSquared], [37 / 50, 18 / 37])
    expect(test.z).toBeCloseTo(-Math.sqrt(18 / 37), 14)
  })

  test('stratified log-rank: strata {1, 2, 5} and {3, 4, 6} add up', () => {
    const test = logRank(six, { stratum: [1, 1, 2, 2, 1, 2] })
    if (test.kind !== 'value') throw new Error(test.reason)
    near(test.expected, [2 / 3 + 1 / 2 + 1 / 3, 1 / 3 + 1 / 2 + 2 / 3 + 1])
    near([test.variance], [2 / 9 + 1 / 4 + 2 / 9])
  })

  test('Cox: 3 theta^2 + theta - 1 = 0', () => {
    const fit = cox(six)
    if (fit.kind !== 'value') throw new Error(fit.kind)
    const theta = (Math.sqrt(13) - 1) / 6
    near([fit.hazardRatio.value], [theta])
    const information = (2 * theta) / ((theta + 1) * (theta + 1)) + (6 * theta) / ((3 * theta + 2) * (3 * theta + 2))
    near([fit.standardError], [1 / Math.sqrt(information)])
    const likelihood = coxLikelihood(six)
    // Without a hazard ratio each event is one of those at risk: 1/6 1/5 1/4 1/1.
    near(
      [likelihood(0).logLikelihood, likelihood(0).score, likelihood(0).information],
      [-Math.log(120), -3 / 5, 37 / 50],
    )
  })

  test('Cox, stratified: theta / (theta + 2) + theta / (theta + 1) + 2 theta / (2 theta + 1) = 1', () => {
    const fit = cox(six, { stratum: [1, 1, 2, 2, 1, 2] })
    if (fit.kind !== 'value') throw new Error(fit.kind)
    const theta = fit.hazardRatio.value
    near([theta / (theta + 2) + theta / (theta + 1) + (2 * theta) / (2 * theta + 1)], [1])
  })

  test('Cox with a tied pair: Efron theta^2 = 2/5, Breslow theta = 2/3', () => {
    const tied = patients({
      arms: ['a', 'b'],
      time: [1, 2, 1, 2, 2],
      event: [1, 0, 1, 0, 0],
      assigned: [0, 0, 1, 1, 1],
    })
    const ratio = (ties: 'efron' | 'breslow') => {
      const fit = cox(tied, { ties })
      return fit.kind === 'value' ? fit.hazardRatio.value : NaN
    }
    near([ratio('efron'), ratio('breslow')], [Math.sqrt(2 / 5), 2 / 3])
  })

  test('restricted means to 5: 3 and 4, variances 8/9 and 2/3', () => {
    expect(valueOf(rmst(control, 5)).value).toBeCloseTo(3, 14)
    expect(valueOf(rmst(control, 5)).variance).toBeCloseTo(8 / 9, 14)
    expect(valueOf(rmst(other, 5)).value).toBeCloseTo(4, 14)
    expect(valueOf(rmst(other, 5)).variance).toBeCloseTo(2 / 3, 14)
    expect(valueOf(rmstDifference(six, 5)).value).toBeCloseTo(1, 14)
    expect(valueOf(rmstDifference(six, 5)).variance).toBeCloseTo(14 / 9, 14)
    expect(valueOf(rmstRatio(six, 5)).value).toBeCloseTo(4 / 3, 14)
    expect(valueOf(rmstRatio(six, 5)).variance).toBeCloseTo(8 / 81 + 2 / 48, 14)
  })

  test('milestone at 3.5: 1/3 and 2/3, both with variance 2/27', () => {
    expect(valueOf(milestone(control, 3.5)).value).toBeCloseTo(1 / 3, 14)
    expect(valueOf(milestone(other, 3.5)).variance).toBeCloseTo(2 / 27, 14)
    expect(valueOf(milestoneDifference(six, 3.5)).value).toBeCloseTo(1 / 3, 14)
    expect(valueOf(milestoneDifference(six, 3.5)).variance).toBeCloseTo(4 / 27, 14)
  })

  test('delayed entry: who enters at 2 is not at risk at 2, and is at 3', () => {
    const late = patients({ time: [1, 2, 3, 4], event: [1, 1, 1, 0], start: [0, 0, 2, 1] })
    const km = kaplanMeier(late)
    near(km.nRisk, [2, 2, 2, 1])
    near(km.survival, [1 / 2, 1 / 4, 1 / 8, 1 / 8])
    expect(riskTable(late, [0, 1, 2, 3]).arms[0]?.nRisk).toEqual([2, 2, 2, 2])
  })
})
