import { cellMean } from './cell-mean.ts'
import { gridSize } from './grid.ts'
import type { Path, Value } from './state.ts'
import { addNode } from './state.ts'

/** Expected share of an arm that has an event within the horizon: integral of S G dL. */
export function eventShare(path: Path, size: number): Value {
  const gradient = new Float64Array(size)
  let value = 0
  const { event, censoring, dropOut, start } = path
  for (let j = 0; j < gridSize; j += 1) {
    const rise = event[j + 1]! - event[j]!
    const { mean, dp, dq } = cellMean(event[j]! + censoring[j]!, event[j + 1]! + censoring[j + 1]!)
    value += rise * mean
    addNode(gradient, start, j + 1, event, mean + rise * dq)
    addNode(gradient, start + gridSize, j + 1, dropOut, rise * dq)
    addNode(gradient, start, j, event, -mean + rise * dp)
    addNode(gradient, start + gridSize, j, dropOut, rise * dp)
  }
  return { value, gradient }
}
