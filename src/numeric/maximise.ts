import { cholesky, choleskyInverse, choleskySolve } from './cholesky.ts'

/** A function to maximise, at one point: value, gradient, and minus its Hessian (flat). */
export interface Evaluation {
  readonly value: number
  /** Sum of the terms of the value without their signs: what its rounding error is relative to. */
  readonly size: number
  readonly gradient: Float64Array
  readonly information: Float64Array
}

export interface Maximum {
  readonly at: Float64Array
  readonly value: number
  /** Inverse of the information at the maximum, flat. */
  readonly covariance: Float64Array
}

/**
 * Maximises a smooth function by Newton's method, with halved steps where it would fall and a ridge where it is not concave.
 * Null where it does not come to rest in so many steps, or its information is singular there.
 */
export function maximise(f: (x: Float64Array) => Evaluation, start: Float64Array, steps = 200): Maximum | null {
  const n = start.length
  let x = start
  let current = f(x)
  for (let iteration = 0; iteration < steps; iteration++) {
    const step = ascent(current, n)
    if (step === null) return null
    let next: Evaluation | null = null
    for (let length = 1; length > 1e-10 && next === null; length /= 2) {
      const candidate = x.map((value, j) => value + length * step[j]!)
      const evaluation = f(candidate)
      // A fall within the rounding error of a sum over a million terms is none.
      if (evaluation.value >= current.value - 1e-11 * current.size) {
        x = candidate
        next = evaluation
      }
    }
    if (next === null) break
    current = next
    if (step.every((s, j) => Math.abs(s) <= 1e-9 * Math.max(1, Math.abs(x[j]!)))) {
      const factor = cholesky(current.information, n)
      return factor && { at: x, value: current.value, covariance: choleskyInverse(factor, n) }
    }
  }
  return null
}

function ascent({ gradient, information }: Evaluation, n: number): Float64Array | null {
  let largest = 0
  for (let j = 0; j < n; j++) largest = Math.max(largest, Math.abs(information[j * n + j]!))
  for (let ridge = 0; ridge < 1e6; ridge = ridge === 0 ? 1e-3 : ridge * 10) {
    const matrix = information.slice()
    for (let j = 0; j < n; j++) matrix[j * n + j]! += ridge * (largest || 1)
    const factor = cholesky(matrix, n)
    if (factor) return choleskySolve(factor, n, gradient)
  }
  return null
}
