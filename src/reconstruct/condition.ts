import type { Look } from './observation.ts'

/**
 * Covariance of a Gaussian law after more observations with independent errors, one after the other:
 * P - P g g' P / (g' P g + r). It does not depend on what they show, only on how they look at the state.
 */
export function condition(covariance: Float64Array, size: number, looks: readonly Look[]): Float64Array {
  const result = covariance.slice()
  for (const { gradient, variance } of looks) {
    const along = alongGradient(result, size, gradient)
    let total = variance
    for (let i = 0; i < size; i += 1) total += gradient[i]! * along[i]!
    for (let i = 0; i < size; i += 1) {
      const factor = along[i]! / total
      if (factor === 0) continue
      for (let j = 0; j < size; j += 1) result[i * size + j]! -= factor * along[j]!
    }
  }
  return result
}

/** Standard deviation of a linear function of the state. */
export function sdAlong(covariance: Float64Array, size: number, gradient: Float64Array): number {
  const along = alongGradient(covariance, size, gradient)
  let variance = 0
  for (let i = 0; i < size; i += 1) variance += gradient[i]! * along[i]!
  return Math.sqrt(Math.max(0, variance))
}

function alongGradient(covariance: Float64Array, size: number, gradient: Float64Array): Float64Array {
  const product = new Float64Array(size)
  for (let i = 0; i < size; i += 1) {
    const factor = gradient[i]!
    if (factor === 0) continue
    for (let j = 0; j < size; j += 1) product[j]! += factor * covariance[i * size + j]!
  }
  return product
}
