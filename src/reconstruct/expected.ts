import { gridSize } from './grid.ts'
import type { Path } from './state.ts'

/** What is expected of an arm in each cell of the grid: all that a number of events or a ratio needs but for its gradient. */
export interface Expected {
  /** Rise of the cumulative hazard of events. */
  readonly rise: Float64Array
  /** Patients at risk in the mean. */
  readonly atRisk: Float64Array
  readonly n: number
}

export function expectedOf({ n, event, censoring }: Path): Expected {
  const rise = new Float64Array(gridSize)
  const atRisk = new Float64Array(gridSize)
  let from = 0
  let left = 1
  for (let j = 0; j < gridSize; j += 1) {
    rise[j] = event[j + 1]! - event[j]!
    const to = event[j + 1]! + censoring[j + 1]!
    const step = to - from
    const next = Math.exp(-to)
    // The mean of exp(-h) along the cell, as in cell-mean.ts.
    const mean = Math.abs(step) < 1e-3 ? left * (1 - step / 2 + (step * step) / 6) : (left - next) / step
    atRisk[j] = n * mean
    from = to
    left = next
  }
  return { rise, atRisk, n }
}
