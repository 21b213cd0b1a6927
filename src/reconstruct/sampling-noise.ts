import { gridSize } from './grid.ts'
import type { Model, Path } from './state.ts'
import { pathOf, stateSize } from './state.ts'

/** Half an event: keeps the noise on the log scale finite where hardly an event is expected yet. */
const continuity = 0.5

/**
 * Adds to `covariance` what makes the state the *published* Kaplan-Meier curve instead of the smooth truth: within an arm
 * cov(theta(s), theta(t)) = V(min(s, t)) / (L(s) L(t)), V Greenwood's variance; the same for phi.
 */
export function addSamplingNoise(model: Model, state: Float64Array, covariance: Float64Array): void {
  const size = stateSize(model)
  for (let arm = 0; arm < model.arms.length; arm += 1) {
    const path = pathOf(model, state, arm)
    addBlock(covariance, size, path.start, path, path.event)
    addBlock(covariance, size, path.start + gridSize, path, path.dropOut)
  }
}

function addBlock(covariance: Float64Array, size: number, start: number, path: Path, hazard: Float64Array): void {
  const { n, event, censoring } = path
  const highest = Math.log(2 * n)
  const variance = new Float64Array(gridSize)
  const scale = new Float64Array(gridSize)
  let total = 0
  for (let j = 0; j < gridSize; j += 1) {
    const level = (event[j]! + event[j + 1]! + censoring[j]! + censoring[j + 1]!) / 2
    total += (Math.max(0, hazard[j + 1]! - hazard[j]!) * Math.exp(Math.min(level, highest))) / n
    variance[j] = total
    scale[j] = 1 / (hazard[j + 1]! + continuity / n)
  }
  for (let i = 0; i < gridSize; i += 1) {
    const row = (start + i) * size + start
    for (let j = 0; j < gridSize; j += 1) {
      covariance[row + j] = covariance[row + j]! + variance[Math.min(i, j)]! * scale[i]! * scale[j]!
    }
  }
}
