import type { Curve } from '../survival/curve.ts'
import { curveRmst } from './curve-measures.ts'
import { rawCurve } from './raw-curve.ts'
import { requireShare } from './require-share.ts'
import { boundedDifference, type DifferenceBounds, type Range, stratumBounds } from './stratum-bounds.ts'
import type { Reading } from './survival-function.ts'

export interface StratumEffectInput {
  /** Of milestones or restricted means, as randomised: arm minus control. A hazard ratio has no such decomposition. */
  readonly difference: number
  readonly standardError: number
  readonly share: number
  /** What the point rests on. Each that is not stated to hold refuses it. */
  readonly exclusion: boolean
  readonly monotonicity: boolean
  readonly noAccessInControl: boolean
}

export type StratumEffect =
  | { readonly kind: 'value'; readonly value: number; readonly standardError: number }
  | { readonly kind: 'refused'; readonly reason: string }

/**
 * Effect in the principal stratum of those who would be infused, on a milestone or restricted mean: ITT / p, with the standard error of the ITT
 * difference over p (first order: the share has no error).
 *
 * It is a point only under three assumptions: assignment does nothing to those who would not be infused (exclusion), nobody is infused in control who
 * would not be in the arm (monotonicity), and control has no access (which fails for overall survival after crossover). Refused
 * where one of them is not stated to hold; the bounds need none of them.
 *
 * [AngristImbensRubin1996]
 *
 * @example
 * ```ts
 * import { stratumEffect } from 'remeier'
 * const given = { difference: 0.3, standardError: 0.06, share: 0.75, exclusion: true, monotonicity: true }
 * stratumEffect({ ...given, noAccessInControl: true }).value // => 0.4
 * stratumEffect({ ...given, noAccessInControl: false }).kind // => 'refused'
 * ```
 */
export function stratumEffect(input: StratumEffectInput): StratumEffect {
  const { difference, standardError, share } = input
  requireShare('stratumEffect', share)
  const missing = [
    ...(input.exclusion ? [] : ['exclusion']),
    ...(input.monotonicity ? [] : ['monotonicity']),
    ...(input.noAccessInControl ? [] : ['no access in the control arm']),
  ]
  if (missing.length > 0)
    return { kind: 'refused', reason: `the point needs ${missing.join(' and ')}; without it there are only bounds` }
  return { kind: 'value', value: difference / share, standardError: standardError / share }
}

/**
 * What the restricted mean of the stratum can be, whatever happened to the others: the area under the pointwise bounds, which are survival curves
 * themselves, so that both ends are reached ([HorowitzManski1995]).
 *
 * @param curve of the whole arm, a survival curve from time 0
 * @param tau months, not beyond the end of the curve; otherwise a RangeError
 */
export function stratumRmstBounds(curve: Curve, share: number, tau: number, reading: Reading = 'steps'): Range {
  const areaOf = (end: 'lower' | 'upper'): number => {
    const bound = rawCurve(
      curve.time,
      curve.survival.map((it) => stratumBounds(it, share)[end]),
    )
    const area = curveRmst(bound, tau, reading)
    if (area.kind === 'value') return area.value
    throw new RangeError(
      `stratumRmstBounds: tau up to the end of the curve at ${curve.time[curve.time.length - 1]!} is required, got ${tau}`,
    )
  }
  return { lower: areaOf('lower'), upper: areaOf('upper') }
}

/** A curve with the standard error of its restricted mean. */
export interface RestrictedMean {
  readonly curve: Curve
  readonly standardError: number
}

export interface RmstDifferenceBoundsInput {
  readonly arm: RestrictedMean
  readonly control: RestrictedMean
  readonly share: number
  /** Months. */
  readonly tau: number
  /** As for `differenceBounds`. */
  readonly against: 'arm' | 'stratum'
  /** Months; default 0. */
  readonly target?: number
  readonly level?: number
  readonly reading?: Reading
}

/**
 * Difference in restricted means, infused minus control, over *all* assumptions about those not infused: [L1 - U0, U1 - L0], with the curves fixed.
 *
 * Sampling error as for `differenceBounds`: each end of a bounded area has at most the standard error of the whole area over p, because
 * what is cut off at 0 or 1 has none and the estimates at two times are never negatively correlated.
 *
 * [HorowitzManski1995]
 *
 * @example
 * ```ts
 * import { rmstDifferenceBounds } from 'remeier'
 * const curve = (survival) => ({ time: Float64Array.of(0, 2, 4), survival: Float64Array.from(survival) })
 * const arm = { curve: curve([1, 0.75, 0.5]), standardError: 0.3 }
 * const control = { curve: curve([1, 0.5, 0.25]), standardError: 0.4 }
 * rmstDifferenceBounds({ arm, control, share: 0.5, tau: 4, against: 'arm' }).range // => { lower: 0, upper: 1 }
 * ```
 */
export function rmstDifferenceBounds(input: RmstDifferenceBoundsInput): DifferenceBounds {
  const { arm, control, share, tau, against, target = 0, level = 0.95, reading = 'steps' } = input
  const infused = stratumRmstBounds(arm.curve, share, tau, reading)
  const ofControl = against === 'stratum' ? share : 1
  const reference = stratumRmstBounds(control.curve, ofControl, tau, reading)
  const errors = [arm.standardError / share, control.standardError / ofControl] as const
  return boundedDifference(infused, reference, { errors, target, level })
}
