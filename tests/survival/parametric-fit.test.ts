import { describe, expect, test } from 'vitest'
import { randomStream } from '../../src/numeric/random-stream.ts'
import { type ParametricDistribution, parametricFit, patients, type Patients } from '../../src/survival/index.ts'

const ALL = ['exponential', 'weibull', 'log-normal', 'log-logistic', 'gompertz'] as const

const value = (p: Patients, distribution: ParametricDistribution) => {
  const fit = parametricFit(p, distribution)
  if (fit.kind !== 'value') throw new Error(fit.reason)
  return fit
}

const time = [1, 2, 3, 5, 8, 13, 21]
const event = [1, 1, 0, 1, 1, 0, 1]
const seven = patients({ time, event })

describe('by hand', () => {
  test('exponential: log(exposure / events), standard error 1 / sqrt(events)', () => {
    const { parameters, logLikelihood, aic } = value(seven, 'exponential')
    expect(parameters).toHaveLength(1)
    expect(parameters[0]!.value).toBeCloseTo(Math.log(53 / 5), 13)
    expect(parameters[0]!.standardError).toBeCloseTo(1 / Math.sqrt(5), 13)
    expect(logLikelihood).toBeCloseTo(5 * Math.log(5 / 53) - 5, 12)
    expect(aic).toBeCloseTo(2 - 2 * logLikelihood, 12)
  })
  test('exponential with delayed entry: the exposure begins at the entry', () => {
    const late = patients({ time, event, start: [0, 1, 1, 2, 0, 3, 6] })
    expect(value(late, 'exponential').parameters[0]!.value).toBeCloseTo(Math.log(40 / 5), 12)
  })
  test('log-normal without censoring: mean and standard deviation of the logarithms', () => {
    const logs = time.map(Math.log)
    const mean = logs.reduce((a, b) => a + b, 0) / 7
    const variance = logs.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / 7
    const { parameters } = value(patients({ time, event: time.map(() => 1) }), 'log-normal')
    expect(parameters[0]!.value).toBeCloseTo(mean, 10)
    expect(parameters[1]!.value).toBeCloseTo(Math.log(variance) / 2, 10)
    expect(parameters[0]!.standardError).toBeCloseTo(Math.sqrt(variance / 7), 10)
    expect(parameters[1]!.standardError).toBeCloseTo(Math.sqrt(1 / 14), 10)
  })
})

describe.each(ALL)('%s', (distribution) => {
  test('the quantile inverts the survival', () => {
    const fit = value(seven, distribution)
    for (const p of [0.1, 0.5, 0.9]) expect(fit.survival(fit.quantile(p))).toBeCloseTo(1 - p, 12)
    expect(fit.survival(0)).toBe(1)
    expect(() => fit.quantile(1)).toThrow(RangeError)
  })
  test('a weight is a repetition', () => {
    const weight = [1, 2, 3, 1, 2, 3, 1]
    const repeat = (column: readonly number[]) => column.flatMap((x, i) => new Array<number>(weight[i]!).fill(x))
    const weighted = value(patients({ time, event, weight }), distribution)
    const repeated = value(patients({ time: repeat(time), event: repeat(event) }), distribution)
    weighted.parameters.forEach(({ value: ours }, j) => {
      expect(ours).toBeCloseTo(repeated.parameters[j]!.value, 9)
    })
    expect(weighted.logLikelihood).toBeCloseTo(repeated.logLikelihood, 9)
  })
  test('another unit of time moves the likelihood by the Jacobian only', () => {
    const scaled = value(patients({ time: time.map((t) => t * 30.4375), event }), distribution)
    expect(scaled.logLikelihood).toBeCloseTo(value(seven, distribution).logLikelihood - 5 * Math.log(30.4375), 9)
    expect(scaled.survival(5 * 30.4375)).toBeCloseTo(value(seven, distribution).survival(5), 9)
  })
  test('a split at entry times changes nothing: delayed entry is conditional', () => {
    const cut = 4
    const pieces = time.flatMap((t, i) =>
      t <= cut
        ? [{ start: 0, time: t, event: event[i]! }]
        : [
            { start: 0, time: cut, event: 0 },
            { start: cut, time: t, event: event[i]! },
          ],
    )
    const split = patients({
      start: pieces.map((r) => r.start),
      time: pieces.map((r) => r.time),
      event: pieces.map((r) => r.event),
    })
    expect(value(split, distribution).logLikelihood).toBeCloseTo(value(seven, distribution).logLikelihood, 9)
  })
  test('no events, no patients', () => {
    const quiet = { kind: 'not-estimable', reason: 'no events' }
    expect(parametricFit(patients({ time: [1], event: [0] }), distribution)).toEqual(quiet)
    expect(parametricFit(patients({ time: [], event: [] }), distribution)).toEqual(quiet)
  })
})

test('2000 Weibull times: shape and scale within four standard errors', () => {
  const random = randomStream(5, 'weibull')(0)
  const times = Array.from({ length: 2000 }, () => 10 * Math.sqrt(random.exponential()))
  const { parameters } = value(patients({ time: times, event: times.map(() => 1) }), 'weibull')
  const [location, logScale] = parameters
  expect(Math.abs(location!.value - Math.log(10))).toBeLessThan(4 * location!.standardError)
  expect(Math.abs(logScale!.value - Math.log(0.5))).toBeLessThan(4 * logScale!.standardError)
})

describe('verdicts', () => {
  test('an event at time 0 has no density of log T', () => {
    const zero = patients({ time: [0, 1, 2], event: [1, 1, 1] })
    expect(parametricFit(zero, 'weibull').kind).toBe('not-estimable')
    expect(parametricFit(zero, 'gompertz').kind).toBe('value')
    expect(parametricFit(patients({ time: [0, 1, 2], event: [0, 1, 1] }), 'weibull').kind).toBe('value')
  })
  test('events at one time only: the scale shrinks for ever', () => {
    for (const distribution of ['weibull', 'log-normal', 'log-logistic'] as const)
      expect(parametricFit(patients({ time: [3, 3, 3], event: [1, 1, 1] }), distribution)).toEqual({
        kind: 'not-estimable',
        reason: 'the likelihood has no maximum',
      })
  })
  test('a falling Gompertz hazard leaves some without the event', () => {
    const early = patients({ time: [1, 1.5, 2, 20, 30, 40, 50], event: [1, 1, 1, 0, 0, 0, 0] })
    const fit = value(early, 'gompertz')
    expect(fit.parameters[0]!.value).toBeLessThan(0)
    expect(fit.quantile(0.9)).toBe(Infinity)
  })
})
