/**
 * Cholesky factor of a symmetric positive definite matrix: L with L L' = A. Matrices are flat, row by row; only the lower
 * triangle of `matrix` is read. Returns null where A is not positive definite to working precision.
 */
export function cholesky(matrix: Float64Array, n: number): Float64Array | null {
  if (matrix.length !== n * n) throw new RangeError(`cholesky: ${n * n} elements are required, got ${matrix.length}`)
  const factor = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j]!
      for (let k = 0; k < j; k++) sum -= factor[i * n + k]! * factor[j * n + k]!
      if (i > j) factor[i * n + j] = sum / factor[j * n + j]!
      else if (sum > matrix[i * n + i]! * 1e-14) factor[i * n + i] = Math.sqrt(sum)
      else return null
    }
  }
  return factor
}

/** The x with L L' x = b, from the factor L that `cholesky` returned. */
export function choleskySolve(factor: Float64Array, n: number, b: Float64Array): Float64Array {
  const x = Float64Array.from(b)
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i]! -= factor[i * n + k]! * x[k]!
    x[i]! /= factor[i * n + i]!
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i]! -= factor[k * n + i]! * x[k]!
    x[i]! /= factor[i * n + i]!
  }
  return x
}

/** The inverse of L L', full and flat. */
export function choleskyInverse(factor: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n)
  const unit = new Float64Array(n)
  for (let j = 0; j < n; j++) {
    unit.fill(0)
    unit[j] = 1
    const column = choleskySolve(factor, n, unit)
    for (let i = 0; i < n; i++) inverse[i * n + j] = column[i]!
  }
  return inverse
}
