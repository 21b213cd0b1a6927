import { type Estimate, notEstimable } from '../survival/estimate.ts'
import type { RawCurve } from './outcome.ts'
import { survivalFunction, type Reading } from './survival-function.ts'

/**
 * Measures of a computed curve. They have no sampling interval of their own: what arithmetic on curves gives is a point for each curve
 * that goes in, and the spread over reconstruction draws comes from repeating it. With share and assumption fixed, a milestone of the
 * inverse mixture has the arm's standard error divided by the share.
 */
const LEVEL = 0.95

function point(value: number): Estimate {
  return { kind: 'value', value, lower: null, upper: null, level: LEVEL, standardError: null }
}

/** Survival at a time: the raw value, be it possible or not. Not estimable beyond the last point. */
export function curveSurvival(curve: RawCurve, time: number, reading: Reading): Estimate {
  const last = curve.time[curve.time.length - 1]!
  if (time > last) return notEstimable(`the milestone lies beyond the end of the curve at ${last}`)
  return point(survivalFunction(curve, reading)(time))
}

/**
 * First time at which the curve is at or below 1/2. Not reached where it stays above; not estimable where the raw curve later rises
 * above 1/2 again, because then there is no median, and no feasible curve either.
 */
export function curveMedian(curve: RawCurve, reading: Reading): Estimate {
  const { time, survival } = curve
  const at = survival.findIndex((it) => it <= 0.5)
  if (at < 0) return { kind: 'not-reached', lower: null, upper: null, level: LEVEL }
  if (survival.subarray(at).some((it) => it > 0.5)) return notEstimable('the computed curve crosses 1/2 more than once')
  if (at === 0 || reading === 'steps') return point(time[at]!)
  const before = survival[at - 1]!
  return point(time[at - 1]! + ((before - 0.5) / (before - survival[at]!)) * (time[at]! - time[at - 1]!))
}

/** Area under the raw curve from 0 to tau, months. Not estimable beyond the last point. */
export function curveRmst(curve: RawCurve, tau: number, reading: Reading): Estimate {
  const { time, survival } = curve
  const last = time[time.length - 1]!
  if (!(tau > 0)) throw new RangeError(`curveRmst: tau above 0 is required, got ${tau}`)
  if (tau > last) return notEstimable(`tau lies beyond the end of the curve at ${last}`)
  const end = survivalFunction(curve, reading)(tau)
  let area = 0
  for (let i = 0; i < time.length && time[i]! < tau; i++) {
    const next = i + 1 < time.length && time[i + 1]! <= tau
    const width = (next ? time[i + 1]! : tau) - time[i]!
    const right = reading === 'steps' ? survival[i]! : next ? survival[i + 1]! : end
    area += (width * (survival[i]! + right)) / 2
  }
  return point(area)
}
