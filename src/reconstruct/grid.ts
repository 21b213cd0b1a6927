/** Points of u = t / T on which the state lives, dense early: u = (j / 41)^1.5, j = 1..41. */
export const gridSize = 41

export const gridFraction: Float64Array = Float64Array.from({ length: gridSize }, (_, j) => {
  const x = (j + 1) / gridSize
  return x * Math.sqrt(x)
})

const logFraction = gridFraction.map((u) => Math.log(u))

/** A time between two grid points: value(u) = (1 - weight) v[index] + weight v[index + 1] + offset. */
export interface GridPosition {
  readonly index: number
  readonly weight: number
  /** Below the first grid point log(-log S) runs on with slope 1 in log u, that is with a constant hazard. */
  readonly offset: number
}

/** Place of u on the grid; functions of the state are linear in log u between grid points. Beyond u = 1 the last value holds. */
export function gridPosition(u: number): GridPosition {
  const first = gridFraction[0]!
  if (u <= first) return { index: 0, weight: 0, offset: Math.log(Math.max(u, 1e-9) / first) }
  if (u >= 1) return { index: gridSize - 2, weight: 1, offset: 0 }
  let low = 0
  let high = gridSize - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (gridFraction[middle]! <= u) low = middle
    else high = middle
  }
  const from = logFraction[low]!
  return { index: low, weight: (Math.log(u) - from) / (logFraction[high]! - from), offset: 0 }
}
