import { cholesky, choleskySolve } from '../numeric/cholesky.ts'
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
  const covariance = moments.covariance.slice()
  const start = mean.slice()
  for (let arm = 0; arm < model.arms.length; arm += 1) {
    const looks = observations.flatMap((it) => (it.tested ? [it.look(mean)] : [])).filter((it) => isOf(arm, it))
    const { shift, variance } = levelOf(arm, looks, noisy, mean.length)
    const freed = (shift * shift) / (usual * usual) - variance
    if (!(freed > 0)) continue
    const from = arm * armSize
    for (let i = from; i < from + gridSize; i += 1) {
      start[i]! += shift
      for (let j = from; j < from + gridSize; j += 1) covariance[i * mean.length + j]! += freed
    }
  }
  return { moments: { mean, covariance }, start }
}

/** Whether a figure looks at the survival of one arm alone. */
function isOf(arm: number, { gradient }: Look): boolean {
  const own = arm * armSize
  const level = levelSlope(arm, gradient)
  return level !== 0 && gradient.every((g, i) => g === 0 || (i >= own && i < own + armSize))
}

/** How a figure moves with the level of an arm. */
function levelSlope(arm: number, gradient: Float64Array): number {
  return gradient.subarray(arm * armSize, arm * armSize + gridSize).reduce((sum, g) => sum + g, 0)
}

/** Generalised least squares: the shift of the level that the figures of an arm ask for, and its variance. */
function levelOf(arm: number, looks: readonly Look[], covariance: Float64Array, size: number) {
  const none = { shift: 0, variance: Infinity }
  const count = looks.length
  if (count === 0) return none
  const matrix = new Float64Array(count * count)
  const lift = looks.map(({ gradient }) => times(covariance, gradient, size))
  looks.forEach(({ gradient, variance }, k) => {
    lift.forEach((row, l) => {
      matrix[k * count + l] = gradient.reduce((sum, g, i) => sum + (g === 0 ? 0 : g * row[i]!), k === l ? variance : 0)
    })
  })
  const factor = cholesky(matrix, count)
  if (factor === null) return none
  const slopes = Float64Array.from(looks, ({ gradient }) => levelSlope(arm, gradient))
  const weights = choleskySolve(factor, count, slopes)
  const known = slopes.reduce((sum, slope, k) => sum + slope * weights[k]!, 0)
  return { shift: looks.reduce((sum, { residual }, k) => sum + residual * weights[k]!, 0) / known, variance: 1 / known }
}

function times(matrix: Float64Array, vector: Float64Array, size: number): Float64Array {
  const product = new Float64Array(size)
  vector.forEach((factor, i) => {
    if (factor !== 0) for (let j = 0; j < size; j += 1) product[j]! += factor * matrix[i * size + j]!
  })
  return product
}
