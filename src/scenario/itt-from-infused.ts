import type { Curve } from '../survival/curve.ts'
import { fixedLag, type Lag } from './lag.ts'
import { notInfusedSurvival, type NotInfusedLaw } from './not-infused-law.ts'
import type { RawCurve } from './outcome.ts'
import { rawCurve } from './raw-curve.ts'
import { requireShare } from './require-share.ts'
import { survivalFunction, type Reading, type SurvivalFunction } from './survival-function.ts'

/** The two kinds of patient of an arm, and how they mix. */
export interface IttMixture {
  /** Those who were infused, counted from infusion (with a lag) or from the arm's clock (lag 0). */
  readonly infused: Curve
  readonly share: number
  readonly notInfused: NotInfusedLaw
  /** Default: no lag, both curves on one clock. */
  readonly lag?: Lag
  readonly control?: Curve
  /** How curves are read between their points; default steps. */
  readonly reading?: Reading
}

export interface IttFromInfusedInput extends IttMixture {
  /** Months, ascending from 0, at which the arm's curve is wanted; default: the times of `infused`. */
  readonly times?: Float64Array
}

/**
 * Forward mixture: the curve of the whole arm from the curve of those who were infused and an assumption about the others:
 *
 *     S_ITT(t) = p Int S_inf(t - u) dF_V(u) + (1 - p) S_non(t)
 *
 * F_V is the law of the lag to infusion; nobody who will be infused has the event before that (S_inf = 1 there). Milestones and RMST are
 * linear in p; a hazard ratio is not, so it is never mixed.
 *
 * Throws a RangeError for a share outside (0, 1], and for the law 'as-arm', which would define the arm by itself.
 *
 * @example
 * ```ts
 * import { ittFromInfused } from 'remeier'
 * const infused = { time: Float64Array.of(0, 6, 12), survival: Float64Array.of(1, 0.8, 0.6) }
 * ittFromInfused({ infused, share: 0.75, notInfused: { kind: 'never-fail' } }).survival // => [1, 0.85, 0.7]
 * ```
 */
export function ittFromInfused(input: IttFromInfusedInput): RawCurve {
  const { times = input.infused.time } = input
  return rawCurve(times, times.map(ittSurvival(input)))
}

/** The same as a function of time. */
export function ittSurvival(mixture: IttMixture): SurvivalFunction {
  const { infused, share, notInfused, control, reading = 'steps', lag = fixedLag(0) } = mixture
  requireShare('ittFromInfused', share)
  if (notInfused.kind === 'as-arm')
    throw new RangeError(
      "ittFromInfused: an assumption that does not refer to the whole arm's curve is required, got 'as-arm'",
    )
  const fromInfusion = survivalFunction(infused, reading)
  const delayed = delayedBy(lag, fromInfusion)
  const others = notInfusedSurvival(notInfused, {
    arm: delayed,
    infused: fromInfusion,
    ...(control === undefined ? {} : { control: survivalFunction(control, reading) }),
  })
  return (time) => share * delayed(time) + (1 - share) * others(time)
}

/** Those infused, counted from the arm's clock: Int S_inf(t - u) dF_V(u). */
export function delayedBy(lag: Lag, fromInfusion: SurvivalFunction): SurvivalFunction {
  return (time) => {
    let sum = 0
    for (let i = 0; i < lag.time.length; i++) {
      const since = time - lag.time[i]!
      sum += lag.probability[i]! * (since < 0 ? 1 : fromInfusion(since))
    }
    return sum
  }
}
