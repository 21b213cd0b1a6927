import { maximise } from '../numeric/maximise.ts'
import type { Patients } from './patients.ts'

/**
 * Maximum likelihood of (a, log b) for the hazard b exp(a t). With G(a) = integral of n(u) e^(a u), n the number at risk, b is events / G
 * and the likelihood events (a m - log G(a)), m the mean time of the events: concave in a.
 */
export function fitGompertz(patients: Patients) {
  const { time, event, weight } = patients
  let events = 0
  let eventTime = 0
  let longest = 0
  for (let i = 0; i < time.length; i++) {
    const w = weight ? weight[i]! : 1
    events += w * event[i]!
    eventTime += w * event[i]! * time[i]!
    longest = Math.max(longest, time[i]!)
  }
  // In units of the longest follow-up, so that a is of the order of 1.
  const mean = eventTime / events / longest
  const fit = maximise(([a]) => {
    const { log, first, variance } = exposure(patients, a!, longest)
    return {
      value: events * (a! * mean - log),
      size: events * (Math.abs(a! * mean) + Math.abs(log)),
      gradient: Float64Array.of(events * (mean - first)),
      information: Float64Array.of(events * variance),
    }
  }, Float64Array.of(0))
  if (!fit) return null
  const a = fit.at[0]!
  const { log, first, variance } = exposure(patients, a, longest)
  const logB = Math.log(events / longest) - log
  const ofA = 1 / (events * variance)
  return {
    at: Float64Array.of(a / longest, logB),
    value: events * (logB + a * mean - 1),
    covariance: Float64Array.of(
      ofA / (longest * longest),
      (-first * ofA) / longest,
      (-first * ofA) / longest,
      first * first * ofA + 1 / events,
    ),
  }
}

/**
 * log G(a), and mean and variance of u in the distribution of density n(u) e^(a u) / G(a). Times are taken from the end where
 * e^(a u) is greatest, so that nothing overflows or cancels.
 */
function exposure({ time, start, weight }: Patients, a: number, unit: number) {
  const from = a > 0 ? 1 : 0
  let [g0, g1, g2] = [0, 0, 0]
  const add = (t: number, w: number): void => {
    const d = t - from
    const [f0, f1, f2] = expm1Ratio(a * d)
    g0 += w * d * f0
    g1 += w * d * d * f1
    g2 += w * d * d * d * f2
  }
  for (let i = 0; i < time.length; i++) {
    const w = weight ? weight[i]! : 1
    add(time[i]! / unit, w)
    if (start || from > 0) add(start ? start[i]! / unit : 0, -w)
  }
  const first = g1 / g0
  return { log: a * from + Math.log(g0), first: from + first, variance: g2 / g0 - first * first }
}

/** S(t) and quantiles of a Gompertz distribution; logarithms, since b alone may be no double. */
export function gompertzTails(a: number, logB: number) {
  return {
    survival: (t: number): number => {
      const x = a * t
      if (!(t > 0)) return 1
      if (Math.abs(x) < 1) return Math.exp(-Math.exp(logB) * t * expm1Ratio(x)[0])
      // b (e^(a t) - 1) / a, the greater of the two terms taken out.
      return Math.exp(-(x > 0 ? Math.exp(logB + x) * -Math.expm1(-x) : Math.exp(logB) * Math.expm1(x)) / a)
    },
    quantile: (p: number): number => {
      const log = Math.log(-Math.log1p(-p)) - logB
      const y = a * Math.exp(log)
      if (1 + y <= 0) return Infinity
      if (Math.abs(y) < 1e-12) return Math.exp(log)
      return (y < 1e300 ? Math.log1p(y) : Math.log(a) + log) / a
    },
  }
}

/** (e^x - 1) / x with its first and second derivative; a series near 0, where the quotients lose their digits. */
export function expm1Ratio(x: number): [number, number, number] {
  if (Math.abs(x) > 1) {
    const e = Math.exp(x)
    const f0 = Math.expm1(x) / x
    const f1 = (e - f0) / x
    return [f0, f1, (e - 2 * f1) / x]
  }
  let f0 = 0
  let f1 = 0
  let f2 = 0
  // Terms x^k / (k + 1)!, k! / (k - j)! times for the j-th derivative.
  let inverse = 1
  let power0 = 1
  let power1 = 0
  let power2 = 0
  for (let k = 0; k < 22; k++) {
    inverse /= k + 1
    f0 += power0 * inverse
    f1 += k * power1 * inverse
    f2 += k * (k - 1) * power2 * inverse
    power2 = power1
    power1 = power0
    power0 *= x
  }
  return [f0, f1, f2]
}
