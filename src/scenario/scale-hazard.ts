import { power } from '../numeric/power.ts'
import type { KaplanMeier } from '../survival/kaplan-meier.ts'

/**
 * A Kaplan-Meier curve as it would be with its hazard multiplied: S(t)^m, for instance "what if the control arm had done better than it
 * did". A power is monotone, so the pointwise limits are the limits to the same power, with the same coverage; the standard error is m
 * S^(m - 1) times its own (delta method). Numbers at risk and events stay those observed. m = 1 is the identity.
 *
 * @param multiplier of the hazard, finite, > 0; otherwise a RangeError. Below 1: a better curve.
 *
 * [Cox1972]. Agrees with R `survfit` curves and limits to the power to 1e-12.
 */
export function scaleHazard(km: KaplanMeier, multiplier: number): KaplanMeier {
  requireMultiplier('scaleHazard', multiplier)
  const raised = (values: Float64Array): Float64Array => values.map((it) => power(it, multiplier))
  return {
    ...km,
    survival: raised(km.survival),
    lower: raised(km.lower),
    upper: raised(km.upper),
    standardError: km.standardError.map((error, i) => {
      const survival = km.survival[i]!
      return survival === 0 ? error : multiplier * power(survival, multiplier - 1) * error
    }),
  }
}

export function requireMultiplier(caller: string, multiplier: number): void {
  if (!(multiplier > 0 && Number.isFinite(multiplier)))
    throw new RangeError(`${caller}: a hazard multiplier above 0 is required, got ${multiplier}`)
}
