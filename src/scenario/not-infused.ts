import type { Curve } from '../survival/curve.ts'
import { delayedBy } from './itt-from-infused.ts'
import { fixedLag, type Lag } from './lag.ts'
import type { RawCurve } from './outcome.ts'
import { rawCurve } from './raw-curve.ts'
import { requireShare } from './require-share.ts'
import { survivalFunction, type Reading } from './survival-function.ts'

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
 */
export function notInfused({ arm, infused, share, lag = fixedLag(0), reading = 'steps' }: NotInfusedInput): RawCurve {
  requireShare('notInfused', share)
  if (share === 1)
    throw new RangeError('notInfused: a share below 1 is required, got 1: there is nobody who was not infused')
  const treated = delayedBy(lag, survivalFunction(infused, reading))
  return rawCurve(
    arm.time,
    arm.survival.map((itt, i) => (itt - share * treated(arm.time[i]!)) / (1 - share)),
  )
}
