import type { Look } from './observation.ts'
import { normalDensity, normalDistribution } from '../numeric/normal-distribution.ts'

/** log(-log(1/2)): theta where a curve passes its median. */
export const logLogHalf = Math.log(Math.LN2)

/**
 * "This function of the state lies below a bound" as a pseudo-observation: Gauss-Newton terms of log Phi((bound - value) / scale).
 * Far below the bound it says nothing.
 */
export function below(value: number, bound: number, scale: number, gradient: Float64Array): Look {
  const x = Math.max(-8, (bound - value) / scale)
  const chance = Math.max(normalDistribution(x), 1e-300)
  const ratio = normalDensity(x) / chance
  const curvature = Math.max((ratio * (ratio + x)) / (scale * scale), 1e-6)
  return { residual: -ratio / scale / curvature, variance: 1 / curvature, gradient, logChance: Math.log(chance) }
}
