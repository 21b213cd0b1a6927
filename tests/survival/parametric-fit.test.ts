import { describe, expect, test } from 'vitest'
import { randomStream } from '../../src/numeric/random-stream.ts'
import { gammaDistribution, gammaUpperTail } from '../../src/numeric/gamma-distribution.ts'
import { normalUpperTail } from '../../src/numeric/normal-distribution.ts'
import {
  type ParametricDistribution,
  parametricFit,
  patients,
  type Patients,
  piecewiseExponential,
} from '../../src/survival/index.ts'
import { power } from '../../src/numeric/power.ts'
import { powerLimit } from '../../src/survival/power-limit.ts'
import { shapedDensity } from '../../src/survival/shaped-density.ts'
import { shapedTails } from '../../src/survival/shaped-tails.ts'

const ALL = ['exponential', 'weibull', 'log-normal', 'log-logistic', 'gompertz', 'generalised-gamma'] as const

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
  // Quantiles of a log-normal: seven patients are too few for a shape.
  const time = [1.2, 1.9, 2.5, 3.1, 3.7, 4.3, 5, 5.7, 6.5, 7.4, 8.4, 9.6, 11, 12.8, 15, 18, 22.5, 30, 47]
  const event = time.map((_, i) => (i % 4 === 3 ? 0 : 1))
  const nEvent = event.filter((e) => e === 1).length
  const all = patients({ time, event })
  test('the quantile inverts the survival', () => {
    const fit = value(all, distribution)
    for (const p of [0.1, 0.5, 0.9]) expect(fit.survival(fit.quantile(p))).toBeCloseTo(1 - p, 12)
    expect(fit.survival(0)).toBe(1)
    expect(() => fit.quantile(1)).toThrow(RangeError)
  })
  test('a weight is a repetition', () => {
    const weight = time.map((_, i) => (i % 3) + 1)
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
    expect(scaled.logLikelihood).toBeCloseTo(value(all, distribution).logLikelihood - nEvent * Math.log(30.4375), 9)
    expect(scaled.survival(5 * 30.4375)).toBeCloseTo(value(all, distribution).survival(5), 9)
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
    expect(value(split, distribution).logLikelihood).toBeCloseTo(value(all, distribution).logLikelihood, 9)
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
  test.each(ALL.slice(1))('%s: nor do censored times before the one event time bring a maximum', (distribution) => {
    const tiny = [...new Array<number>(50).fill(1e-9), 5e-10, 5e-10]
    const early = patients({ time: tiny, event: tiny.map((t) => (t > 7e-10 ? 1 : 0)) })
    expect(parametricFit(early, distribution).kind).toBe('not-estimable')
    // Times that differ by rounding error become one.
    const merged = patients({ time: [1, 1 + 1e-9, 1 + 2e-9], event: [1, 1, 1] })
    expect(parametricFit(merged, distribution).kind).toBe('not-estimable')
    expect(parametricFit(early, 'exponential').kind).toBe('value')
  })
  test('Gompertz: a rate times follow-up beyond the exponents of doubles', () => {
    const late = [100, 100.2, 100.1, 100.15, 100.05]
    const moved = value(
      patients({ time: late.map((t) => t - 99.9), event: [1, 1, 1, 1, 1], start: late.map(() => 0) }),
      'gompertz',
    )
    const fit = value(patients({ time: late, event: [1, 1, 1, 1, 1], start: late.map(() => 99.9) }), 'gompertz')
    expect(fit.parameters[0]!.value).toBeCloseTo(moved.parameters[0]!.value, 7)
    expect(fit.logLikelihood).toBeCloseTo(moved.logLikelihood, 9)
    const alone = value(patients({ time: late, event: [1, 1, 1, 1, 1] }), 'gompertz')
    expect(alone.parameters[0]!.value * 100).toBeGreaterThan(700)
    for (const p of [0.01, 0.5, 0.99]) expect(alone.survival(alone.quantile(p))).toBeCloseTo(1 - p, 9)
    expect([alone.survival(0), alone.survival(Infinity)]).toEqual([1, 0])
    expect(alone.survival(99)).toBeGreaterThan(1 - 1e-6)
  })
  test('a falling Gompertz hazard leaves some without the event', () => {
    const early = patients({ time: [1, 1.5, 2, 20, 30, 40, 50], event: [1, 1, 1, 0, 0, 0, 0] })
    const fit = value(early, 'gompertz')
    expect(fit.parameters[0]!.value).toBeLessThan(0)
    expect(fit.quantile(0.9)).toBe(Infinity)
    expect(fit.survival(Infinity)).toBeCloseTo(fit.survival(1e6), 12)
  })
})

describe('generalised gamma', () => {
  const random = randomStream(7, 'generalised gamma')(0)
  const draws = Array.from({ length: 300 }, () => 10 * Math.sqrt(random.exponential()))
  const cut = 15
  const some = patients({ time: draws.map((t) => Math.min(t, cut)), event: draws.map((t) => (t < cut ? 1 : 0)) })
  const at = (location: number, scale: number, shape: number) => {
    const density = shapedDensity(shape)
    const { upper } = shapedTails(shape)
    return some.time.reduce((sum, t, i) => {
      const w = (Math.log(t) - location) / scale
      return sum + (some.event[i] === 1 ? density(w)[0] - Math.log(scale * t) : Math.log(upper(w)))
    }, 0)
  }
  test('shape 1 is the Weibull, shape 0 the log-normal', () => {
    const nested = [
      ['weibull', 1],
      ['log-normal', 0],
    ] as const
    for (const [distribution, shape] of nested) {
      const { parameters, logLikelihood } = value(some, distribution)
      expect(at(parameters[0]!.value, Math.exp(parameters[1]!.value), shape)).toBeCloseTo(logLikelihood, 9)
      expect(value(some, 'generalised-gamma').logLikelihood).toBeGreaterThanOrEqual(logLikelihood)
    }
  })
  test('shape = scale is the gamma distribution', () => {
    const [k, scale] = [2.7, 3.1]
    const q = 1 / Math.sqrt(k)
    const { upper, lower } = shapedTails(q)
    for (const t of [0.01, 0.5, 3, 8, 20, 100, 600]) {
      const w = (Math.log(t) - Math.log(scale * k)) / q
      expect(upper(w) / gammaUpperTail(t / scale, k)).toBeCloseTo(1, 11)
      expect(lower(w) / gammaDistribution(t / scale, k)).toBeCloseTo(1, 11)
    }
  })
  test('the likelihood is flat at the estimate, and curves as the covariance says', () => {
    const { parameters, covariance } = value(some, 'generalised-gamma')
    const [location, logScale, shape] = parameters.map((p) => p.value)
    const l = (x: readonly number[]) => at(location! + x[0]!, Math.exp(logScale! + x[1]!), shape! + x[2]!)
    const h = 1e-3
    const unit = [0, 1, 2].map((j) => [0, 1, 2].map((k) => (j === k ? h : 0)))
    const plus = (a: readonly number[], b: readonly number[], sign: number) => a.map((x, j) => x + sign * b[j]!)
    const minus = unit.map((u) => u.map((x) => -x))
    for (const j of [0, 1, 2]) expect(Math.abs(l(unit[j]!) - l(minus[j]!)) / (2 * h)).toBeLessThan(1e-3)
    const hessian = unit.map((a) =>
      unit.map(
        (b) =>
          (l(plus(a, b, 1)) - l(plus(a, b, -1)) - l(plus(b, a, -1)) + l(plus([0, 0, 0], plus(a, b, 1), -1))) /
          (4 * h * h),
      ),
    )
    const product = hessian.map((row) =>
      [0, 1, 2].map((k) => -row.reduce((sum, x, j) => sum + x * covariance[j]![k]!, 0)),
    )
    product.forEach((row, j) => {
      row.forEach((x, k) => {
        expect(x).toBeCloseTo(j === k ? 1 : 0, 3)
      })
    })
  })
  test('where the likelihood grows towards a Pareto distribution there is no maximum', () => {
    expect(parametricFit(seven, 'generalised-gamma')).toEqual({
      kind: 'not-estimable',
      reason: 'the likelihood has no maximum',
    })
  })
  test('nor where it grows towards a power law, by hand', () => {
    const t = [10.29, 13.27, 12.94, 8.04, 7.66, 17.45, 3.32, 6.86]
    const last = 17.45
    // Without censoring t0 is the last time and a = n / sum of log(t0 / t).
    const a = 8 / t.reduce((sum, x) => sum + Math.log(last / x), 0)
    const highest = t.reduce((sum, x) => sum + Math.log(a / last) + (a - 1) * Math.log(x / last), 0)
    const p = patients({ time: t, event: t.map(() => 1) })
    expect(highest).toBeCloseTo(-22.2769, 4)
    expect(powerLimit(p)).toBeCloseTo(highest, 10)
    expect(parametricFit(p, 'generalised-gamma').kind).toBe('not-estimable')
  })
  test('the power law with a patient censored last: higher than anywhere around', () => {
    const t = [3.32, 6.86, 7.66, 8.04, 10.29, 12.94, 13.27, 17.45]
    const found = powerLimit(patients({ time: t, event: [1, 1, 0, 1, 1, 1, 1, 0] }))
    const at = (a: number, end: number) =>
      t.reduce(
        (sum, x, i) =>
          sum + (i === 2 || i === 7 ? Math.log1p(-power(x / end, a)) : Math.log(a / x) + a * Math.log(x / end)),
        0,
      )
    let highest = -Infinity
    for (let a = 0.5; a < 4; a += 0.01)
      for (let end = 17.5; end < 30; end += 0.02) highest = Math.max(highest, at(a, end))
    expect(found).toBeGreaterThan(highest - 1e-12)
    expect(found).toBeLessThan(highest + 1e-3)
  })
  test('tails of every shape: mirrored, complementary, and the quantile is their inverse', () => {
    for (const shape of [-4, -1, -0.01, 0, 1e-9, 0.3, 1, 4]) {
      const [one, mirror] = [shapedTails(shape), shapedTails(-shape)]
      for (const w of [-3, -0.2, 0, 0.7, 2]) {
        expect(one.upper(w)).toBeCloseTo(mirror.lower(-w), 12)
        expect(one.upper(w) + one.lower(w)).toBeCloseTo(1, 12)
      }
      for (const p of [1e-10, 0.2, 0.5, 0.9]) expect(one.lower(one.quantile(p)) / p).toBeCloseTo(1, 9)
    }
    expect(shapedTails(0).upper(1.96) / normalUpperTail(1.96)).toBeCloseTo(1, 12)
  })
  test.each([-30, -2, 0, 0.5, 1, 8, 30])(
    'upper tails of shape %d are the same where only some are asked for',
    (shape) => {
      const all = shapedTails(shape)
      for (const [lowest, highest] of [
        [-3, 2],
        [-8, -4],
        [0.1, 30],
        [4, 4.1],
      ] as const) {
        // prettier-ignore
        const some = shapedTails(shape, lowest, highest)
        for (let k = 0; k <= 10; k++) {
          const w = lowest + ((highest - lowest) * k) / 10
          some.logUpper(w).forEach((x, j) => {
            expect(x).toBeCloseTo(all.logUpper(w)[j]!, 13)
          })
        }
      }
    },
  )
})

describe('piecewise exponential', () => {
  const fit = (cuts: readonly number[]) => {
    const found = piecewiseExponential(seven, cuts)
    if (found.kind !== 'value') throw new Error(found.reason)
    return found
  }
  test('events and person-time of each period, by hand; an event at a cut belongs to the period before', () => {
    const { periods, parameters, covariance, logLikelihood, aic } = fit([2, 8])
    expect(periods).toEqual([
      { from: 0, to: 2, nEvent: 2, exposure: 13, hazard: 2 / 13 },
      { from: 2, to: 8, nEvent: 2, exposure: 22, hazard: 2 / 22 },
      { from: 8, to: Infinity, nEvent: 1, exposure: 18, hazard: 1 / 18 },
    ])
    expect(parameters[1]).toEqual({ name: 'log hazard', value: Math.log(1 / 11), standardError: 1 / Math.sqrt(2) })
    expect(covariance).toEqual([
      [0.5, 0, 0],
      [0, 0.5, 0],
      [0, 0, 1],
    ])
    const byHand = 2 * Math.log(2 / 13) + 2 * Math.log(1 / 11) + Math.log(1 / 18) - 5
    expect(logLikelihood).toBeCloseTo(byHand, 12)
    expect(aic).toBeCloseTo(6 - 2 * byHand, 12)
  })
  test('no cuts: the exponential distribution', () => {
    const exponential = value(seven, 'exponential')
    expect(fit([]).logLikelihood).toBeCloseTo(exponential.logLikelihood, 12)
    expect(fit([]).survival(4)).toBeCloseTo(exponential.survival(4), 12)
  })
  test('the quantile inverts the survival, across cuts', () => {
    const { survival, quantile } = fit([2, 8])
    for (const p of [0.01, 0.3, 0.5, 0.9]) expect(survival(quantile(p))).toBeCloseTo(1 - p, 13)
    expect(survival(0)).toBe(1)
    expect(() => quantile(0)).toThrow(RangeError)
  })
  test('weights multiply, delayed entry begins the exposure', () => {
    const late = patients({ time: [2, 4], event: [1, 1], start: [1, 3], weight: [2, 1] })
    expect(piecewiseExponential(late, [3])).toMatchObject({
      periods: [
        { nEvent: 2, exposure: 2 },
        { nEvent: 1, exposure: 1 },
      ],
    })
  })
  test('periods without events or time at risk have no log hazard; cuts must ascend', () => {
    const reason = (cuts: readonly number[], p = seven) => {
      const found = piecewiseExponential(p, cuts)
      return found.kind === 'value' ? null : found.reason
    }
    expect(reason([2.5, 4])).toBe('no events from 2.5 to 4')
    expect(reason([21])).toBe('no events after 21')
    expect(reason([], patients({ time: [1], event: [0] }))).toBe('no events')
    expect(reason([], patients({ time: [0], event: [1] }))).toBe('no time at risk after 0')
    for (const cuts of [[0], [2, 2], [3, 1], [Infinity], [NaN]]) expect(() => reason(cuts)).toThrow(RangeError)
  })
})

describe('a unit of time in which the log-likelihood is 0', () => {
  test.each(['weibull', 'log-normal', 'log-logistic', 'gompertz', 'generalised-gamma'] as const)(
    '%s',
    (distribution) => {
      let found = 0
      for (let draw = 0; draw < 40; draw++) {
        const random = randomStream(11, 'unit')(draw)
        const n = [3, 30][draw % 2]!
        const time = Array.from({ length: n }, () => 10 * Math.sqrt(random.exponential()))
        const event = time.map(() => (random.uniform() < 0.8 ? 1 : 0))
        const fit = parametricFit(patients({ time, event }), distribution)
        const events = event.reduce((sum: number, e) => sum + e, 0)
        if (fit.kind !== 'value') continue
        found++
        // The log density changes by log(unit) with each event.
        for (const target of [1e-2, 1e-4, 1e-6, 0]) {
          const unit = Math.exp((fit.logLikelihood - target) / events)
          const other = value(patients({ time: time.map((t) => t * unit), event }), distribution)
          expect(other.logLikelihood).toBeCloseTo(target, 8)
          expect(other.survival(5 * unit)).toBeCloseTo(fit.survival(5), 7)
        }
      }
      expect(found).toBeGreaterThan(10)
    },
  )
})

describe('exponential: events over person-time', () => {
  test('with an event at time 0, whose density is the rate', () => {
    const fit = parametricFit(patients({ time: [0, 2, 3], event: [1, 1, 0] }), 'exponential')
    expect(fit).toMatchObject({ kind: 'value', covariance: [[0.5]] })
    if (fit.kind !== 'value') return
    expect(fit.parameters[0]!.value).toBeCloseTo(Math.log(2.5), 14)
    expect(fit.logLikelihood).toBeCloseTo(2 * Math.log(0.4) - 2, 14)
    expect([fit.survival(5), fit.survival(0), fit.quantile(0.5)].map((v) => Math.round(v * 1e12))).toEqual(
      [Math.exp(-2), 1, 2.5 * Math.LN2].map((v) => Math.round(v * 1e12)),
    )
  })
  test('no time at risk', () => {
    expect(parametricFit(patients({ time: [0, 0], event: [1, 0] }), 'exponential')).toEqual({
      kind: 'not-estimable',
      reason: 'the likelihood has no maximum',
    })
  })
})
