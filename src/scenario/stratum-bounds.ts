import { normalHalfWidth } from '../survival/estimate.ts'
import { requireShare } from './require-share.ts'

/** Survival at one time with the standard error of its estimate. */
export interface Milestone {
  readonly survival: number
  readonly standardError: number
}

export interface Range {
  readonly lower: number
  readonly upper: number
}

/**
 * What survival among the infused can be at one time, whatever happened to the others:
 *
 *     [max(0, (S - (1 - p)) / p), min(1, S / p)]
 *
 * The ends are reached when none (all) of those not infused are event-free at that time ([HorowitzManski1995]).
 */
export function stratumBounds(survival: number, share: number): Range {
  requireShare('stratumBounds', share)
  if (!(survival >= 0 && survival <= 1))
    throw new RangeError(`stratumBounds: survival on [0, 1] is required, got ${survival}`)
  return { lower: Math.max(0, (survival - (1 - share)) / share), upper: Math.min(1, survival / share) }
}

export interface DifferenceBounds {
  /** All differences that some assumption about those not infused can give. */
  readonly range: Range
  /** The range, widened at both ends by the sampling error at `level`. */
  readonly withSampling: Range
  readonly level: number
  /** The target lies outside the range: no assumption brings the difference there. */
  readonly kind: 'none-in-range' | 'in-range'
  /** The same for the range with sampling error. */
  readonly kindWithSampling: 'none-in-range' | 'in-range'
  readonly target: number
}

export interface DifferenceBoundsInput {
  readonly arm: Milestone
  readonly control: Milestone
  readonly share: number
  /**
   * `arm`: against everybody in the control arm. `stratum`: against those in the control arm who would have been infused had they been
   * assigned to it; their survival is bounded in the same way, so the range is wider, and both sides are the same kind of patient.
   */
  readonly against: 'arm' | 'stratum'
  /** The difference that is looked for; default 0. */
  readonly target?: number
  readonly level?: number
}

/**
 * Milestone difference, infused minus control, over *all* assumptions about those not infused, with the curve of the whole arm fixed.
 *
 * Sampling error: at each end the two estimates are taken as independent and normal, the share as known; an end that was cut off at 0 or 1
 * keeps the standard error of the uncut value, which errs on the wide side. The interval covers the whole range at `level`.
 */
export function differenceBounds(input: DifferenceBoundsInput): DifferenceBounds {
  const { arm, control, share, against, target = 0, level = 0.95 } = input
  const infused = stratumBounds(arm.survival, share)
  const stratum = against === 'stratum'
  const reference = stratum
    ? stratumBounds(control.survival, share)
    : { lower: control.survival, upper: control.survival }
  const controlError = stratum ? control.standardError / share : control.standardError
  const errors = [arm.standardError / share, controlError] as const
  return boundedDifference(infused, reference, { errors, target, level })
}

/** Difference of two bounded numbers, the first minus the second, whose ends have at most these standard errors. */
export function boundedDifference(
  one: Range,
  zero: Range,
  options: { readonly errors: readonly [number, number]; readonly target: number; readonly level: number },
): DifferenceBounds {
  const { errors, target, level } = options
  const range = { lower: one.lower - zero.upper, upper: one.upper - zero.lower }
  const margin = normalHalfWidth(level) * rootSumOfSquares(errors[0], errors[1])
  const withSampling = { lower: range.lower - margin, upper: range.upper + margin }
  const kindOf = (it: Range): DifferenceBounds['kind'] =>
    target < it.lower || target > it.upper ? 'none-in-range' : 'in-range'
  return { range, withSampling, level, kind: kindOf(range), kindWithSampling: kindOf(withSampling), target }
}

function rootSumOfSquares(a: number, b: number): number {
  return Math.sqrt(a * a + b * b)
}
