import { gridFraction, gridSize } from './grid.ts'
import type { Model } from './state.ts'
import { armSize, highestTheta } from './state.ts'

/** What is expected of an arm in each cell of the grid: all that a number of events or a ratio needs but for its gradient. */
export interface Expected {
  /** Rise of the cumulative hazard of events. */
  readonly rise: Float64Array
  /** Patients at risk in the mean. */
  readonly atRisk: Float64Array
  readonly n: number
}

/** What is expected of an arm at one state after the other: each answer is written over the last. */
export function expectationOf(model: Model, arm: number): (state: Float64Array) => Expected {
  const { n, administrative } = model.arms[arm]!
  const law = gridFraction.map((u) => (administrative === null ? 0 : administrative(u * model.horizon)))
  const start = arm * armSize
  const rise = new Float64Array(gridSize)
  const atRisk = new Float64Array(gridSize)
  const expected = { rise, atRisk, n }
  return (state) => {
    let event = 0
    let from = 0
    let left = 1
    for (let j = 0; j < gridSize; j += 1) {
      const hazard = Math.exp(Math.min(state[start + j]!, highestTheta))
      const dropOut = Math.exp(Math.min(state[start + gridSize + j]!, highestTheta))
      const to = hazard + (dropOut + law[j]!)
      const step = to - from
      const next = Math.exp(-to)
      // The mean of exp(-h) along the cell, as in cell-mean.ts.
      const mean = Math.abs(step) < 1e-3 ? left * (1 - step / 2 + (step * step) / 6) : (left - next) / step
      rise[j] = hazard - event
      atRisk[j] = n * mean
      event = hazard
      from = to
      left = next
    }
    return expected
  }
}
