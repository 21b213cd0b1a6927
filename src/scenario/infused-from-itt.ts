import type { Curve } from '../survival/curve.ts'
import { notInfusedSurvival, type NotInfusedLaw } from './not-infused-law.ts'
import type { RawCurve } from './outcome.ts'
import { rawCurve } from './raw-curve.ts'
import { requireShare } from './require-share.ts'
import { survivalFunction, type Reading } from './survival-function.ts'

export interface InfusedFromIttInput {
  /** The whole arm, as randomised. */
  readonly arm: Curve
  /** Share of the arm that is (or will be) infused, on (0, 1]. */
  readonly share: number
  readonly notInfused: NotInfusedLaw
  readonly control?: Curve
  /** How the control arm's curve is read between its points; default steps. */
  readonly reading?: Reading
  /**
   * Set where the event precludes infusion: the earliest time of infusion, months. All who were infused were then free of the
   * event until here, so that S_ITT must not have fallen below the share yet.
   */
  readonly firstInfusion?: number
}

export interface InfusedFromItt {
  readonly curve: RawCurve
  /** Only where `firstInfusion` was given: S_ITT just there, and whether it is at least the share. */
  readonly guarantee: { readonly time: number; readonly survival: number; readonly feasible: boolean } | null
}

/**
 * Inverse mixture: the curve of those who were (or would be) infused, counted from the arm's own clock, from the curve of the whole
 * arm and an assumption about the others:
 *
 *     S_inf(t) = (S_ITT(t) - (1 - p) S_non(t)) / p
 *
 * Computed at the arm's own times and nowhere else. Give it the smooth curve of an arm: between the steps of a Kaplan-Meier curve
 * an S_non that falls all the time makes S_inf rise by construction. With S_ITT fixed, a *worse* S_non gives a *better* S_inf.
 * The raw curve is returned with its flags; an assumption that makes it leave [0, 1] or rise contradicts the arm's curve.
 *
 * Throws a RangeError for a share outside (0, 1].
 */
export function infusedFromItt(input: InfusedFromIttInput): InfusedFromItt {
  const { arm, share, control, reading = 'steps', firstInfusion } = input
  requireShare('infusedFromItt', share)
  const wholeArm = survivalFunction(arm, reading)
  const others = notInfusedSurvival(input.notInfused, {
    arm: wholeArm,
    ...(control === undefined ? {} : { control: survivalFunction(control, reading) }),
  })
  const survival = arm.survival.map((itt, i) => (itt - (1 - share) * others(arm.time[i]!)) / share)
  return { curve: rawCurve(arm.time, survival), guarantee: guaranteeAt(wholeArm, share, firstInfusion) }
}

function guaranteeAt(
  arm: (time: number) => number,
  share: number,
  time: number | undefined,
): InfusedFromItt['guarantee'] {
  if (time === undefined) return null
  const survival = arm(time)
  return { time, survival, feasible: survival >= share }
}
