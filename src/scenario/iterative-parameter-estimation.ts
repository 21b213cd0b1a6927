import { type EstimateNotEstimable, notEstimable } from '../survival/estimate.ts'
import type { Patients } from '../survival/patients.ts'
import { type AdjustedForSwitching, adjustedForSwitching } from './adjusted-for-switching.ts'
import { weibullTimeRatio } from './weibull-time-ratio.ts'
import { type RecensorOption, requireSwitched, withoutSwitching } from './without-switching.ts'

export interface IterativeEstimate extends AdjustedForSwitching {
  readonly kind: 'value'
  readonly iterations: number
  /** 'fixed point': a turn no longer moves psi. 'jump': the turns go round it, since the fit jumps there from one side to the other. */
  readonly rest: 'fixed point' | 'jump'
}

/**
 * Iterative parameter estimation: the model of `rpsftm` fitted by a Weibull accelerated failure time model in turns. Arm 0 is put back to its
 * times without switching at the present psi, the model is fitted to both arms, psi becomes minus its coefficient, and so on until it stays.
 *
 * Assumes what `rpsftm` assumes, and the Weibull law besides. With recensoring the fit jumps where a patient's event is lost, and the turns may
 * go round such a jump for ever: then psi is the jump.
 *
 * @returns `not-estimable` where the model has no maximum, or the turns come to no rest and go round no jump
 *
 * [BransonWhitehead2002]. Agrees with the same turns with R `survreg` to 1e-6.
 *
 * @example
 * ```ts
 * import { iterativeParameterEstimation } from 'remeier'
 * import { patients } from 'remeier/survival'
 * const p = patients({ arms: ['a', 'b'], time: [1, 2, 3, 2, 4, 6], event: [1, 1, 1, 1, 1, 1], assigned: [0, 0, 0, 1, 1, 1], switched: [NaN, NaN, NaN, NaN, NaN, NaN] })
 * iterativeParameterEstimation(p, { recensor: false }).accelerationFactor // => 2
 * ```
 */
export function iterativeParameterEstimation(
  pair: Patients,
  options: RecensorOption & { readonly level?: number } = {},
): IterativeEstimate | EstimateNotEstimable {
  requireSwitched(pair, options.recensor ?? true, 'iterativeParameterEstimation')
  const turn = (psi: number): number | EstimateNotEstimable => {
    const { time, event, assigned } = withoutSwitching(pair, psi, options)
    const fit = weibullTimeRatio(time, event, assigned)
    return fit.kind === 'value' ? -fit.logRatio : fit
  }
  let psi = 0
  // Turns that come back to where they were go round for ever. They are compared with the last one whose number is a power of two.
  let [before, low, high] = [psi, psi, psi]
  let iterations = 1
  for (; iterations <= TURNS; iterations++) {
    const next = turn(psi)
    if (typeof next !== 'number') return next
    const still = Math.abs(next - psi) < STILL
    psi = next
    if (still) return { kind: 'value', ...adjustedForSwitching(pair, psi, options), iterations, rest: 'fixed point' }
    ;[low, high] = [Math.min(low, psi), Math.max(high, psi)]
    if (Math.abs(psi - before) < STILL) break
    if ((iterations & (iterations - 1)) === 0) [before, low, high] = [psi, psi, psi]
  }
  const jump = between(turn, low, high)
  if (jump === null) return notEstimable(`psi does not come to rest in ${TURNS} turns`)
  return {
    kind: 'value',
    ...adjustedForSwitching(pair, jump, options),
    iterations: Math.min(iterations, TURNS),
    rest: 'jump',
  }
}

const TURNS = 200
const STILL = 1e-9

/** Where a turn moves psi up below and down above, by bisection; null where it does not. */
function between(turn: (psi: number) => number | EstimateNotEstimable, low: number, high: number): number | null {
  const moves = (psi: number): number => {
    const next = turn(psi)
    return typeof next === 'number' ? next - psi : NaN
  }
  if (!(moves(low) > 0 && moves(high) < 0)) return null
  let [a, b] = [low, high]
  while (b - a > 1e-12 * Math.max(1, Math.abs(a))) {
    const middle = (a + b) / 2
    if (moves(middle) > 0) a = middle
    else b = middle
  }
  return (a + b) / 2
}
