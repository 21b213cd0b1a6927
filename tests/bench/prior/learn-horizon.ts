import { cholesky, choleskySolve } from '../../../src/numeric/cholesky.ts'
import type { HorizonClues } from '../../../src/reconstruct/horizon-clues.ts'

export interface HorizonCase {
  readonly clues: HorizonClues
  /** Months. */
  readonly horizon: number
}

/** Coefficients of log(horizon / unit) on the clues: ridge regression with Huber's weights. */
export function learnHorizon(cases: readonly HorizonCase[], ridge: number): number[] {
  const p = cases[0]!.clues.features.length
  const wanted = cases.map(({ clues, horizon }) => Math.log(horizon / clues.unit))
  let weights = cases.map(() => 1)
  let coefficients: Float64Array = new Float64Array(p)
  for (let pass = 0; pass < 20; pass += 1) {
    const matrix = new Float64Array(p * p)
    const right = new Float64Array(p)
    for (let f = 1; f < p; f += 1) matrix[f * p + f] = ridge
    cases.forEach(({ clues: { features } }, k) => {
      for (let f = 0; f < p; f += 1) {
        right[f]! += weights[k]! * features[f]! * wanted[k]!
        for (let g = 0; g < p; g += 1) matrix[f * p + g]! += weights[k]! * features[f]! * features[g]!
      }
    })
    const factor = cholesky(matrix, p)
    if (factor === null) throw new RangeError('learnHorizon: more comparisons with a median are required')
    coefficients = choleskySolve(factor, p, right)
    const residuals = cases.map(({ clues: { features } }, k) =>
      Math.abs(wanted[k]! - features.reduce((sum, x, f) => sum + x * coefficients[f]!, 0)),
    )
    const scale = 1.4826 * [...residuals].sort((a, b) => a - b)[residuals.length >> 1]!
    weights = residuals.map((residual) => Math.min(1, scale / Math.max(residual, 1e-9)))
  }
  return [...coefficients]
}
