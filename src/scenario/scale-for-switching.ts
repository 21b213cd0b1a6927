export interface SwitchingInput {
  readonly hazardRatio: number
  readonly lower: number
  readonly upper: number
  /** Share of the control arm's person-time that was under the other treatment, on [0, 1). */
  readonly exposed: number
  /** Whether the curves cross. */
  readonly crossing?: boolean
}

export type ScaledForSwitching =
  | { readonly kind: 'value'; readonly hazardRatio: number; readonly lower: number; readonly upper: number }
  | { readonly kind: 'refused'; readonly reason: string }

/** A logarithm nearer to 0 than this has no direction that could be scaled: ratios between 0.91 and 1.1. */
const NEAR = Math.log(1.1)

/**
 * Hazard ratio as it would be without switching, from the aggregate alone: exp(log HR / (1 - c)). It takes the effect on the log scale to be diluted in
 * proportion to the exposed share c, from the first day and alike in all: an order of magnitude, not an adjustment. The p-value does not change.
 *
 * Refused where the interval holds 1 or the ratio lies between 0.91 and 1.1 (a scaled nothing can only grow in the direction that chance gave
 * it), and where curves cross (no single ratio is there to be scaled).
 *
 * Throws a RangeError unless 0 < lower <= hazardRatio <= upper, finite, and 0 <= exposed < 1.
 *
 * [CuzickEdwardsSegnan1997]
 *
 * @example
 * ```ts
 * import { scaleForSwitching } from 'remeier'
 * scaleForSwitching({ hazardRatio: 0.8, lower: 0.7, upper: 0.9, exposed: 0.5 }).hazardRatio // => 0.64
 * scaleForSwitching({ hazardRatio: 0.8, lower: 0.6, upper: 1.1, exposed: 0.5 }).kind // => 'refused'
 * ```
 */
export function scaleForSwitching(input: SwitchingInput): ScaledForSwitching {
  const { hazardRatio, lower, upper, exposed, crossing = false } = input
  if (!(lower > 0 && lower <= hazardRatio && hazardRatio <= upper && upper < Infinity))
    throw new RangeError(
      `scaleForSwitching: 0 < lower <= hazard ratio <= upper is required, got ${lower}, ${hazardRatio} and ${upper}`,
    )
  if (!(exposed >= 0 && exposed < 1))
    throw new RangeError(`scaleForSwitching: an exposed share on [0, 1) is required, got ${exposed}`)
  if (crossing) return { kind: 'refused', reason: 'the curves cross, so that there is no single ratio to scale' }
  if (lower <= 1 && upper >= 1)
    return { kind: 'refused', reason: 'the interval of the hazard ratio holds 1, so that it has no direction to scale' }
  if (Math.abs(Math.log(hazardRatio)) < NEAR)
    return { kind: 'refused', reason: 'the hazard ratio is too near to 1 for a scaled one to mean anything' }
  const scaled = (ratio: number): number => Math.exp(Math.log(ratio) / (1 - exposed))
  return { kind: 'value', hazardRatio: scaled(hazardRatio), lower: scaled(lower), upper: scaled(upper) }
}

/**
 * Survival of an exponential arm of whom all who are event-free at a time switch to a treatment that stretches time by exp(-psi): S(t) = exp(-rate t)
 * until then, exp(-rate (s + (t - s) e^psi)) after it. The closed form behind rank-preserving structural failure times: psi < 0 lengthens life.
 *
 * Throws a RangeError unless rate > 0 and time, switchTime >= 0.
 */
export function switchedExponential(rate: number, psi: number, switchTime: number): (time: number) => number {
  if (!(rate > 0 && switchTime >= 0 && Number.isFinite(psi)))
    throw new RangeError(
      `switchedExponential: a rate above 0, a finite psi and a time >= 0 are required, got ${rate}, ${psi} and ${switchTime}`,
    )
  return (time) => Math.exp(-rate * (Math.min(time, switchTime) + Math.max(0, time - switchTime) * Math.exp(psi)))
}
