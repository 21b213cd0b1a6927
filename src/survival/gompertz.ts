import { maximise } from '../numeric/maximise.ts'
import type { Patients } from './patients.ts'

/** Maximum likelihood of (a, log b) for the hazard b exp(a t). */
export function fitGompertz(patients: Patients) {
  const { time, event, start, weight } = patients
  let exposure = 0
  let events = 0
  let eventTime = 0
  let longest = 0
  for (let i = 0; i < time.length; i++) {
    const w = weight ? weight[i]! : 1
    exposure += w * (time[i]! - (start ? start[i]! : 0))
    events += w * event[i]!
    eventTime += w * event[i]! * time[i]!
    longest = Math.max(longest, time[i]!)
  }
  // In units of the longest follow-up, so that a is of the order of 1.
  const fit = maximise(
    (x) => {
      const b = Math.exp(x[1]!)
      const [g0, g1, g2] = cumulative(patients, x[0]!, longest)
      return {
        value: (events * x[1]! + (x[0]! * eventTime) / longest) - b * g0, // prettier-ignore
        gradient: Float64Array.of(eventTime / longest - b * g1, events - b * g0),
        information: Float64Array.of(b * g2, b * g1, b * g1, b * g0),
      }
    },
    Float64Array.of(0, Math.log((events * longest) / exposure)),
  )
  if (!fit) return null
  const [a, logB] = [fit.at[0]! / longest, fit.at[1]! - Math.log(longest)]
  const [v0, v1, v2, v3] = fit.covariance
  return {
    at: Float64Array.of(a, logB),
    value: fit.value - events * Math.log(longest),
    covariance: Float64Array.of(v0! / (longest * longest), v1! / longest, v2! / longest, v3!),
  }
}

/** Sum of the integrals of exp(a t) over follow-up, with the first and second derivative by a. */
function cumulative({ time, start, weight }: Patients, a: number, unit: number): [number, number, number] {
  const sums: [number, number, number] = [0, 0, 0]
  const add = (t: number, w: number): void => {
    const [f0, f1, f2] = expm1Ratio(a * t)
    sums[0] += w * t * f0
    sums[1] += w * t * t * f1
    sums[2] += w * t * t * t * f2
  }
  for (let i = 0; i < time.length; i++) {
    const w = weight ? weight[i]! : 1
    add(time[i]! / unit, w)
    if (start) add(start[i]! / unit, -w)
  }
  return sums
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
