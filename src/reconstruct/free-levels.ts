import { cholesky, choleskySolve } from '../numeric/cholesky.ts'
import { sparseDot, sparseRow, timesSparse } from '../numeric/sparse-row.ts'
import { gridSize } from './grid.ts'
import type { Look, Observation } from './observation.ts'
import type { PriorMoments } from './prior.ts'
import { addSamplingNoise } from './sampling-noise.ts'
import type { Model } from './state.ts'
import { armSize } from './state.ts'

/** Levels as many standard deviations from the usual one are still usual. */
const usual = 2

export interface Freed {
  readonly moments: PriorMoments
  /** Where a search begins: the prior mean, the freed levels moved to where their figures are. */
  readonly start: Float64Array
}

/**
 * The prior, given way in the level of each arm (one shift of all theta = log(-log S)) whose own figures together lie further off than usual: an arm without events, or with
 * hardly any, is of no kind that was learnt from. Its level gets the variance that makes the estimated shift usual, s^2 / 2^2 - se^2; its shape and all other arms keep theirs.
 */
export function freeLevels(model: Model, moments: PriorMoments, observations: readonly Observation[]): Freed {
  const { mean } = moments
  const noisy = moments.covariance.slice()
  addSamplingNoise(model, mean, noisy)
  const looks = observations.flatMap((it) => (it.tested ? [it.look(mean)] : []))
  const levels = model.arms.map((_, arm) => levelOf(arm, looks.filter(isOf(arm)), noisy))
  const freed = levels.map(({ shift, variance }) => (shift * shift) / (usual * usual) - variance)
  if (!freed.some((more) => more > 0)) return { moments, start: mean }
  const covariance = moments.covariance.slice()
  const start = mean.slice()
  freed.forEach((more, arm) => {
    if (!(more > 0)) return
    const from = arm * armSize
    for (let i = from; i < from + gridSize; i += 1) {
      start[i]! += levels[arm]!.shift
      for (let j = from; j < from + gridSize; j += 1) covariance[i * mean.length + j]! += more
    }
  })
  return { moments: { mean, covariance }, start }
}

/** Whether a figure looks at the survival of one arm alone. */
function isOf(arm: number): (look: Look) => boolean {
  const own = arm * armSize
  return ({ gradient }) =>
    levelSlope(arm, gradient) !== 0 && gradient.every((g, i) => g === 0 || (i >= own && i < own + armSize))
}

/** How a figure moves with the level of an arm. */
function levelSlope(arm: number, gradient: Float64Array): number {
  return gradient.subarray(arm * armSize, arm * armSize + gridSize).reduce((sum, g) => sum + g, 0)
}

/** Generalised least squares: the shift of the level that the figures of an arm ask for, and its variance. */
function levelOf(arm: number, looks: readonly Look[], covariance: Float64Array) {
  const none = { shift: 0, variance: Infinity }
  const count = looks.length
  if (count === 0) return none
  const matrix = new Float64Array(count * count)
  const rows = looks.map(({ gradient }) => sparseRow(gradient))
  const lift = new Float64Array(looks[0]!.gradient.length)
  rows.forEach((row, k) => {
    timesSparse(covariance, row, lift)
    for (let l = k; l < count; l += 1)
      matrix[l * count + k] = sparseDot(rows[l]!, lift, k === l ? looks[k]!.variance : 0)
  })
  const factor = cholesky(matrix, count)
  if (factor === null) return none
  const slopes = Float64Array.from(looks, ({ gradient }) => levelSlope(arm, gradient))
  const weights = choleskySolve(factor, count, slopes)
  const known = slopes.reduce((sum, slope, k) => sum + slope * weights[k]!, 0)
  return { shift: looks.reduce((sum, { residual }, k) => sum + residual * weights[k]!, 0) / known, variance: 1 / known }
}
