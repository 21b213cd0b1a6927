import { expectedLogRatio } from './contrast.ts'
import type { MeasureWorth } from './figure-worth.ts'
import { gridFraction, gridSize } from './grid.ts'
import type { Look } from './observation.ts'
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
export function usualTimes(horizon: number): MeasureTimes {
  const times = standardTimes(horizon)
  const away = (time: number): number => Math.abs(time - horizon / 2)
  const milestone = times.reduce((best, time) => (away(time) < away(best) ? time : best), times[0] ?? horizon / 2)
  return { milestone, tau: times.at(-1) ?? horizon }
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
  addSurvival(model, state, arm, time, 1, gradient)
  return gradient
}

const panels = 200

/** Restricted mean: the area under S up to tau, by trapezoids. */
function meanGradient(model: Model, state: Float64Array, arm: number, tau: number): Float64Array {
  const gradient = new Float64Array(state.length)
  for (let k = 1; k <= panels; k += 1) {
    const weight = ((k === panels ? 0.5 : 1) * tau) / panels
    addSurvival(model, state, arm, (k / panels) * tau, weight, gradient)
  }
  return gradient
}

function addSurvival(
  model: Model,
  state: Float64Array,
  arm: number,
  time: number,
  weight: number,
  gradient: Float64Array,
): void {
  const hazard = Math.exp(stateAt(model, state, arm, 0, time))
  addGradientAt(model, gradient, arm, 0, time, -weight * Math.exp(-hazard) * hazard)
}

/**
 * A restricted mean of an arm, printed in months with one decimal: beside its rounding, what the published curve does between two points of
 * the grid (the mean of a bridge has a twelfth of the rise as its variance).
 */
export function meanLook(model: Model, state: Float64Array, arm: number, tau: number): Look {
  const { n, event, censoring } = pathOf(model, state, arm)
  let variance = (0.1 * 0.1) / 12
  let before = 0
  for (let j = 0; j < gridSize && before < tau; j += 1) {
    const time = gridFraction[j]! * model.horizon
    const survival = Math.exp(-event[j]!)
    const atRisk = Math.max(1, n * Math.exp(-event[j]! - censoring[j]!))
    const length = (time - before) * survival
    variance += (length * length * Math.max(0, event[j + 1]! - event[j]!)) / (12 * atRisk)
    before = time
  }
  return { residual: 0, variance, gradient: meanGradient(model, state, arm, tau) }
}
