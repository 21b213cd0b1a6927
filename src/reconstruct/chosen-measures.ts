import { expectedLogRatio } from './contrast.ts'
import type { MeasureWorth } from './figure-worth.ts'
import { restrictedMean } from './restricted-mean.ts'
import { standardTimes } from './standard-times.ts'
import type { Model } from './state.ts'
import { addGradientAt, pathOf, stateAt } from './state.ts'

/** Where the measures are taken, months. */
export interface MeasureTimes {
  readonly milestone: number
  readonly tau: number
}

export interface ChosenMeasure extends Pick<MeasureWorth, 'measure' | 'time'> {
  readonly gradient: Float64Array
}

/** The standard time nearest to the middle of follow-up, and the last one within it. */
export function usualTimes(until: number, horizon = until): MeasureTimes {
  const times = standardTimes(until, horizon)
  const away = (time: number): number => Math.abs(time - until / 2)
  const milestone = times.reduce((best, time) => (away(time) < away(best) ? time : best), times[0] ?? until / 2)
  return { milestone, tau: times.at(-1) ?? until }
}

/** Measures of the published curves as linear functions of the state: arm 1 against arm 0, or a single arm's own. */
export function chosenMeasures(model: Model, state: Float64Array, { milestone, tau }: MeasureTimes): ChosenMeasure[] {
  if (model.arms.length === 1) {
    return [
      { measure: 'survival', time: milestone, gradient: survivalGradient(model, state, 0, milestone) },
      { measure: 'rmst', time: tau, gradient: meanGradient(model, state, 0, tau) },
    ]
  }
  const difference = (of: (arm: number) => Float64Array): Float64Array => {
    const control = of(0)
    return of(1).map((x, i) => x - control[i]!)
  }
  const ratio = expectedLogRatio(pathOf(model, state, 1), pathOf(model, state, 0), state.length).at
  return [
    {
      measure: 'survival-difference',
      time: milestone,
      gradient: difference((arm) => survivalGradient(model, state, arm, milestone)),
    },
    { measure: 'rmst-difference', time: tau, gradient: difference((arm) => meanGradient(model, state, arm, tau)) },
    {
      measure: 'log-hazard-ratio',
      time: null,
      gradient: ratio.scoreGradient.map((g) => g / Math.max(-ratio.slope, 1e-9)),
    },
  ]
}

/** S(t) = exp(-exp(theta)). */
function survivalGradient(model: Model, state: Float64Array, arm: number, time: number): Float64Array {
  const gradient = new Float64Array(state.length)
  const hazard = Math.exp(stateAt(model, state, arm, 0, time))
  addGradientAt(model, gradient, arm, 0, time, -Math.exp(-hazard) * hazard)
  return gradient
}

/** Restricted mean: the area under S up to tau. */
function meanGradient(model: Model, state: Float64Array, arm: number, tau: number): Float64Array {
  return restrictedMean(model, arm, tau).at(state).gradient
}
