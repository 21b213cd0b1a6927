import { type EstimateNotEstimable, notEstimable } from '../survival/estimate.ts'
import type { Patients } from '../survival/patients.ts'
import { type AdjustedForSwitching, adjustedForSwitching } from './adjusted-for-switching.ts'
import { weibullTimeRatio } from './weibull-time-ratio.ts'
import { type RecensorOption, requireSwitched, withoutSwitching } from './without-switching.ts'

export interface IterativeEstimate extends AdjustedForSwitching {
  readonly kind: 'value'
  readonly iterations: number
}

/**
 * Iterative parameter estimation: the model of `rpsftm` fitted by a Weibull accelerated failure time model in turns. Arm 0 is put back to its
 * times without switching at the present psi, the model is fitted to both arms, psi becomes minus its coefficient, and so on until it stays.
 *
 * Assumes what `rpsftm` assumes, and the Weibull law besides. With recensoring the map jumps, so it may come to rest slowly or not at all.
 *
 * @returns `not-estimable` where the model has no maximum, or psi does not come to rest in 1000 turns
 *
 * [BransonWhitehead2002]. Agrees with the same turns with R `survreg` to 1e-6.
 */
export function iterativeParameterEstimation(
  pair: Patients,
  options: RecensorOption & { readonly level?: number } = {},
): IterativeEstimate | EstimateNotEstimable {
  requireSwitched(pair, options.recensor ?? true, 'iterativeParameterEstimation')
  let psi = 0
  for (let iterations = 1; iterations <= 1000; iterations++) {
    const { time, event, assigned } = withoutSwitching(pair, psi, options)
    const fit = weibullTimeRatio(time, event, assigned)
    if (fit.kind !== 'value') return fit
    const step = Math.abs(-fit.logRatio - psi)
    psi = -fit.logRatio
    if (step < 1e-9) return { kind: 'value', ...adjustedForSwitching(pair, psi, options), iterations }
  }
  return notEstimable('psi does not come to rest in 1000 turns')
}
