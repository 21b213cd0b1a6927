import { cholesky, choleskySolve } from '../../../src/numeric/cholesky.ts'
import type { HorizonClues } from '../../../src/reconstruct/horizon-clues.ts'

export interface HorizonCase {
  readonly clues: HorizonClues
  /** Months. */
  readonly horizon: number
}

/** Two for each coefficient: fewer carry no regression. */
export const enough = 20

/** What stands where nothing was learnt: twice the latest printed time, the third of the features of horizon-clues.ts. */
const usual = [Math.LN2, 0, 1, 0, 0, 0, 0, 0, 0, 0]

/**
 * Coefficients of log(horizon / unit) on the clues: ridge regression with Huber's weights. Of fewer than `enough` comparisons: a constant multiple of the latest
 * printed time, the geometric mean of theirs and of 2, which counts for as many comparisons as `ridge` says.
 */
export function learnHorizon(cases: readonly HorizonCase[], ridge: number): number[] {
  const features = cases.map(({ clues }) => clues.features)
  const wanted = cases.map(({ clues, horizon }) => Math.log(horizon / clues.unit))
  if (cases.length < enough) {
    const beyond = wanted.reduce((sum, y, k) => sum + y - dot(features[k]!, usual), 0)
    return usual.map((it, f) => (f === 0 ? it + beyond / (cases.length + ridge) : it))
  }
  const penalty = features[0]!.map((_, f) => (f === 0 ? 0 : ridge))
  let weights = cases.map(() => 1)
  let coefficients: Float64Array = new Float64Array(penalty.length)
  for (let pass = 0; pass < 20; pass += 1) {
    coefficients = ridgeRegression(features, wanted, weights, penalty)
    const residuals = wanted.map((y, k) => Math.abs(y - dot(features[k]!, coefficients)))
    const scale = 1.4826 * [...residuals].sort((a, b) => a - b)[residuals.length >> 1]!
    weights = residuals.map((residual) => Math.min(1, scale / Math.max(residual, 1e-9)))
  }
  return [...coefficients]
}

function dot(features: readonly number[], coefficients: ArrayLike<number>): number {
  return features.reduce((sum, x, f) => sum + x * coefficients[f]!, 0)
}

function ridgeRegression(
  features: readonly (readonly number[])[],
  wanted: readonly number[],
  weights: readonly number[],
  penalty: readonly number[],
): Float64Array {
  const p = penalty.length
  const matrix = new Float64Array(p * p)
  const right = new Float64Array(p)
  for (let f = 0; f < p; f += 1) matrix[f * p + f] = penalty[f]!
  features.forEach((row, k) => {
    for (let f = 0; f < p; f += 1) {
      right[f]! += weights[k]! * row[f]! * wanted[k]!
      for (let g = 0; g < p; g += 1) matrix[f * p + g]! += weights[k]! * row[f]! * row[g]!
    }
  })
  const factor = cholesky(matrix, p)
  if (factor === null) throw new RangeError('learnHorizon: comparisons that differ in their figures are required')
  return choleskySolve(factor, p, right)
}
