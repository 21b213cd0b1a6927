import type { GridPosition } from './grid.ts'
import { gridSize } from './grid.ts'

/** A prior in months lives on as many points as the state: from a week to 33 years, equally far apart in log t. */
const firstMonth = 0.25
const lastMonth = 400

const logStep = Math.log(lastMonth / firstMonth) / (gridSize - 1)

export const gridMonths: Float64Array = Float64Array.from({ length: gridSize }, (_, j) =>
  j + 1 === gridSize ? lastMonth : firstMonth * Math.exp(j * logStep),
)

/** Place of a time on this grid: theta is linear in log t between the points, and runs on with a constant hazard at both ends. */
export function monthsPosition(time: number): GridPosition {
  const place = Math.log(Math.max(time, 1e-9) / firstMonth) / logStep
  const last = gridSize - 1
  if (place <= 0) return { index: 0, weight: 0, offset: place * logStep }
  if (place >= last) return { index: last - 1, weight: 1, offset: (place - last) * logStep }
  const index = Math.floor(place)
  return { index, weight: place - index, offset: 0 }
}
