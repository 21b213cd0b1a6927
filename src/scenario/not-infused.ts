import type { Curve } from '../survival/curve.ts'
import { delayedBy } from './itt-from-infused.ts'
import { fixedLag, type Lag } from './lag.ts'
import type { RawCurve } from './outcome.ts'
import { rawCurve } from './raw-curve.ts'
import { requireShare } from './require-share.ts'
import { survivalFunction, type Reading, type SurvivalFunction } from './survival-function.ts'

export interface NotInfusedInput {
  /** The whole arm, as randomised. */
  readonly arm: Curve
  /** Those who were infused, counted from infusion (with a lag) or from the arm's clock. */
  readonly infused: Curve
  readonly share: number
  readonly lag?: Lag
  readonly reading?: Reading
}

/**
 * What the survival of those not infused must have been for two printed curves, whole arm and infused, to agree:
 *
 *     S_non(t) = (S_ITT(t) - p S_inf(t)) / (1 - p)
 *
 * at the arm's times. A small 1 - p magnifies the rounding of both curves by 1 / (1 - p); a raw curve outside [0, 1] or rising says
 * that the two curves are not about one set of patients on one clock. Throws a RangeError unless 0 < p < 1.
 *
 * [HorowitzManski1995]
 *
 * @example
 * ```ts
 * import { notInfused } from 'remeier'
 * const curve = (survival) => ({ time: Float64Array.of(0, 6, 12), survival: Float64Array.from(survival) })
 * const others = notInfused({ arm: curve([1, 0.6, 0.4]), infused: curve([1, 0.7, 0.5]), share: 0.75 })
 * others.survival // => [1, 0.3, 0.1]
 * ```
 */
export function notInfused({ arm, infused, share, lag = fixedLag(0), reading = 'steps' }: NotInfusedInput): RawCurve {
  requireOthers('notInfused', share)
  const treated = delayedBy(lag, survivalFunction(infused, reading))
  return rawCurve(
    arm.time,
    arm.survival.map((itt, i) => (itt - share * treated(arm.time[i]!)) / (1 - share)),
  )
}

/** A range of survival as two functions of time, neither of which rises. */
export interface SurvivalRange {
  readonly lower: SurvivalFunction
  readonly upper: SurvivalFunction
}

export interface NotInfusedBounds {
  readonly time: Float64Array
  readonly lower: Float64Array
  readonly upper: Float64Array
  /** First time at which no survival is left: the two curves cannot be about one set of patients on this clock, whatever their shape. Null where there is none. */
  readonly contradiction: number | null
}

/**
 * The same where the two curves are known as ranges only, at given times: (L_ITT - p U_inf) / (1 - p) to (U_ITT - p L_inf) / (1 - p), inside [0, 1],
 * narrowed by what the bounds at other times leave to a curve that never rises. Where lower lies above upper nothing is repaired.
 *
 * @param times months, ascending
 */
export function notInfusedBounds(
  arm: SurvivalRange,
  infused: SurvivalRange,
  share: number,
  times: Float64Array,
  lag: Lag = fixedLag(0),
): NotInfusedBounds {
  requireOthers('notInfusedBounds', share)
  const treated = { lower: delayedBy(lag, infused.lower), upper: delayedBy(lag, infused.upper) }
  const lower = times.map((time) => Math.max(0, (arm.lower(time) - share * treated.upper(time)) / (1 - share)))
  const upper = times.map((time) => Math.min(1, (arm.upper(time) - share * treated.lower(time)) / (1 - share)))
  for (let i = times.length - 2; i >= 0; i--) lower[i] = Math.max(lower[i]!, lower[i + 1]!)
  for (let i = 1; i < times.length; i++) upper[i] = Math.min(upper[i]!, upper[i - 1]!)
  const first = times.findIndex((_, i) => lower[i]! > upper[i]! + 1e-12)
  return { time: times, lower, upper, contradiction: first < 0 ? null : times[first]! }
}

function requireOthers(caller: string, share: number): void {
  requireShare(caller, share)
  if (share === 1)
    throw new RangeError(`${caller}: a share below 1 is required, got 1: there is nobody who was not infused`)
}
