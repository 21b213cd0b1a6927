import { type Estimate, notEstimable } from './estimate.ts'
import type { KaplanMeier } from './kaplan-meier.ts'
import { requireCurve } from './require-curve.ts'
import { requireNumber } from './require-number.ts'

const TOLERANCE = Math.sqrt(Number.EPSILON)

/**
 * Quantile of a survival time: the time by which a proportion p has had the event (p = 0.5 is the median), with
 * Brookmeyer-Crowley limits, the times at which the pointwise limits of the curve cross 1 - p.
 *
 * The quantile is the first time with S(t) <= 1 - p; where the curve is flat at exactly 1 - p (within
 * sqrt(machine epsilon)) it is the middle of the flat stretch, which for the last one ends at the last time. A limit that
 * its curve does not reach is null. Limits of the curve that do not fall steadily are read from the value nearest to
 * 1 - p. All of this is R's convention, but for a curve that ends at 1 - p and no lower: it has reached it, always (R loses it where
 * 1 - S falls short of p by rounding, as 1 - 0.9 does of 0.1, and then says NA).
 *
 * @param p a proportion, 0 < p < 1; anything else throws a RangeError
 * @returns a value, or `not-reached` (with the lower limit, if that exists), or `not-estimable` without patients
 *
 * [BrookmeyerCrowley1982]. Agrees with R `quantile.survfit` exactly.
 *
 * @example
 * ```ts
 * import { kaplanMeier, patients, survivalQuantile } from 'remeier/survival'
 * const km = kaplanMeier(patients({ time: [1, 2, 3, 4], event: [1, 1, 1, 0] }))
 * survivalQuantile(km, 0.5).value // => 2.5
 * survivalQuantile(km, 0.9).kind // => 'not-reached'
 * ```
 */
export function survivalQuantile(km: KaplanMeier, p: number): Estimate {
  requireCurve('survivalQuantile', km, ['time', 'survival', 'lower', 'upper'])
  requireNumber('survivalQuantile', p, p > 0 && p < 1, 'a proportion between 0 and 1')
  if (km.time.length === 0) return notEstimable('no patients')
  const value = crossing(km.time, km.survival, p)
  const lower = crossing(km.time, km.lower, p)
  const upper = crossing(km.time, km.upper, p)
  if (value === null) return { kind: 'not-reached', lower, upper, level: km.level }
  return { kind: 'value', value, lower, upper, level: km.level, standardError: null }
}

/** Where a curve that starts at (0, 1) comes down to 1 - p; null if it does not. NaN on the curve is no point. */
function crossing(time: Float64Array, curve: Float64Array, p: number): number | null {
  let first = -1
  let firstFall = Infinity
  let clear = -1
  let clearFall = Infinity
  let last = 0
  for (let i = 0; i < curve.length; i++) {
    const fall = 1 - curve[i]!
    if (fall >= p - TOLERANCE && fall < firstFall) {
      first = i
      firstFall = fall
    }
    if (fall >= p + TOLERANCE && fall < clearFall) {
      clear = i
      clearFall = fall
    }
    if (i === 0 || curve[i] !== curve[i - 1]) last = fall
  }
  if (first < 0) return null
  if (Math.abs(last - p) < TOLERANCE) return (time[first]! + time[time.length - 1]!) / 2
  return clear < 0 ? null : (time[first]! + time[clear]!) / 2
}
