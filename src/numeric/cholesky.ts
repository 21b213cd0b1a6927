/**
 * Cholesky factor of a symmetric positive definite matrix: L with L L' = A. Matrices are flat, row by row; only the lower
 * triangle of `matrix` is read, and of `factor`, where an array is brought along, written. Returns null where A is not positive
 * definite to working precision.
 */
export function cholesky(
  matrix: Float64Array,
  n: number,
  factor: Float64Array = new Float64Array(n * n),
): Float64Array | null {
  if (matrix.length !== n * n) throw new RangeError(`cholesky: ${n * n} elements are required, got ${matrix.length}`)
  for (let i = 0; i < n; i += 4) {
    const rows = Math.min(4, n - i)
    if (rows === 4) fourRows(matrix, factor, n, i)
    for (let row = i; row < i + rows; row++) {
      for (let j = rows === 4 ? i : 0; j <= row; j++) {
        let sum = matrix[row * n + j]!
        for (let k = 0; k < j; k++) sum -= factor[row * n + k]! * factor[j * n + k]!
        if (row > j) factor[row * n + j] = sum / factor[j * n + j]!
        else if (sum > matrix[row * n + row]! * 1e-14) factor[row * n + row] = Math.sqrt(sum)
        else return null
      }
    }
  }
  return factor
}

/** Rows i to i + 3 left of column i: four sums at a time, since each waits for its last term; every sum in the same order. */
function fourRows(matrix: Float64Array, factor: Float64Array, n: number, i: number): void {
  const [p, q, r, s] = [i * n, (i + 1) * n, (i + 2) * n, (i + 3) * n] as const
  for (let j = 0; j < i; j++) {
    const own = j * n
    let [a, b, c, d] = [matrix[p + j]!, matrix[q + j]!, matrix[r + j]!, matrix[s + j]!]
    for (let k = 0; k < j; k++) {
      const x = factor[own + k]!
      a -= factor[p + k]! * x
      b -= factor[q + k]! * x
      c -= factor[r + k]! * x
      d -= factor[s + k]! * x
    }
    const pivot = factor[own + j]!
    factor[p + j] = a / pivot
    factor[q + j] = b / pivot
    factor[r + j] = c / pivot
    factor[s + j] = d / pivot
  }
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
