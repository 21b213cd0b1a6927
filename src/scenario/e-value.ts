export interface EValueInput {
  readonly hazardRatio: number
  readonly lower: number
  readonly upper: number
  /** `common`: more than 15% of the patients have the event by the end of follow-up; the ratio is then no risk ratio. */
  readonly outcome: 'common' | 'rare'
  /** What the ratio compares. Randomised groups have no confounding to explain away: refused. */
  readonly contrast: 'as treated' | 'randomised'
}

export type EValue =
  | {
      readonly kind: 'value'
      /** Risk ratio that the hazard ratio stands for. */
      readonly riskRatio: number
      /** Of the estimate, and of the limit nearer to 1: 1 where the interval holds 1. */
      readonly point: number
      readonly limit: number
    }
  | { readonly kind: 'refused'; readonly reason: string }

/**
 * E-value: the least strength, as a risk ratio with both treatment and event, that an unmeasured confounder must have to explain a ratio away:
 *
 *     E = RR + sqrt(RR (RR - 1)),  RR >= 1 (else its inverse)
 *
 * with RR = HR for a rare event, and (1 - 0.5^sqrt(HR)) / (1 - 0.5^sqrt(1 / HR)) for a common one. A large E-value proves no effect: it says what
 * confounding alone would take. Diagnostic; identifies nothing.
 *
 * A randomised contrast is refused. Throws a RangeError unless 0 < lower <= hazardRatio <= upper, finite.
 *
 * [VanderWeeleDing2017]. Agrees with a root of the bias factor found by R `uniroot` to 1e-9.
 *
 * @example
 * ```ts
 * import { eValue } from 'remeier'
 * const found = eValue({ hazardRatio: 0.5, lower: 0.4, upper: 0.8, outcome: 'rare', contrast: 'as treated' })
 * found.point // => 3.414213562373095
 * found.limit // => 1.8090169943749475
 * eValue({ hazardRatio: 0.5, lower: 0.4, upper: 0.8, outcome: 'rare', contrast: 'randomised' }).kind // => 'refused'
 * ```
 */
export function eValue({ hazardRatio, lower, upper, outcome, contrast }: EValueInput): EValue {
  if (!(lower > 0 && lower <= hazardRatio && hazardRatio <= upper && upper < Infinity))
    throw new RangeError(
      `eValue: 0 < lower <= hazard ratio <= upper is required, got ${lower}, ${hazardRatio} and ${upper}`,
    )
  if (contrast === 'randomised')
    return {
      kind: 'refused',
      reason: 'randomisation leaves no confounding to explain away: an E-value is about an as-treated contrast',
    }
  const riskRatioOf = (ratio: number): number => (outcome === 'rare' ? ratio : commonRiskRatio(ratio))
  const riskRatio = riskRatioOf(hazardRatio)
  const holdsOne = lower <= 1 && upper >= 1
  return {
    kind: 'value',
    riskRatio,
    point: strength(riskRatio),
    limit: holdsOne ? 1 : strength(riskRatioOf(hazardRatio < 1 ? upper : lower)),
  }
}

function commonRiskRatio(hazardRatio: number): number {
  const survives = (exponent: number): number => -Math.expm1(-Math.LN2 * exponent)
  return survives(Math.sqrt(hazardRatio)) / survives(Math.sqrt(1 / hazardRatio))
}

function strength(riskRatio: number): number {
  const above = Math.max(riskRatio, 1 / riskRatio)
  return above + Math.sqrt(above * (above - 1))
}
