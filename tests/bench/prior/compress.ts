import type { PriorLaw } from '../../../src/reconstruct/learnt-prior.ts'
import { armSize } from '../../../src/reconstruct/state.ts'
import type { Learnt } from './learn.ts'

/**
 * The law of the first `size` points of an arm, its covariances as factors of low rank: positive definite by construction, for any number
 * of arms.
 */
export function compress(learnt: Learnt, size: number, rank: number, round: (x: number) => number): PriorLaw {
  const shared = factors(corner(learnt.between, size), size, rank).map((row) => row.map(round))
  const rest = corner(learnt.within, size)
  subtract(rest, shared, size)
  const own = factors(rest, size, rank).map((row) => row.map(round))
  subtract(rest, own, size)
  const ownVariance = Array.from({ length: size }, (_, i) => round(Math.max(1e-3, rest[i * size + i]!)))
  return { mean: learnt.mean.map((row) => Array.from(row.subarray(0, size), round)), shared, own, ownVariance }
}

function corner(matrix: Float64Array, size: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, k) => matrix[Math.floor(k / size) * armSize + (k % size)]!)
}

function subtract(matrix: Float64Array, rows: readonly (readonly number[])[], size: number): void {
  for (const row of rows)
    for (let i = 0; i < size; i += 1) for (let j = 0; j < size; j += 1) matrix[i * size + j]! -= row[i]! * row[j]!
}

/** Largest positive eigenvalues: rows sqrt(value) x vector, the largest first, signs fixed by their sum. */
function factors(matrix: Float64Array, size: number, rank: number): number[][] {
  const { values, vectors } = eigen(matrix, size)
  return [...values.keys()]
    .sort((a, b) => values[b]! - values[a]!)
    .slice(0, rank)
    .filter((k) => values[k]! > 0)
    .map((k) => {
      const column = Array.from({ length: size }, (_, i) => vectors[i * size + k]! * Math.sqrt(values[k]!))
      const sign = column.reduce((sum, x) => sum + x, 0) < 0 ? -1 : 1
      return column.map((x) => sign * x)
    })
}

/** Eigenvalues and eigenvectors (columns) of a symmetric matrix by Jacobi's rotations. */
function eigen(symmetric: Float64Array, n: number): { values: Float64Array; vectors: Float64Array } {
  const a = Float64Array.from(symmetric)
  const vectors = new Float64Array(n * n)
  for (let i = 0; i < n; i += 1) vectors[i * n + i] = 1
  for (let sweep = 0; sweep < 30; sweep += 1) {
    let off = 0
    for (let p = 0; p < n; p += 1) {
      for (let q = p + 1; q < n; q += 1) {
        const apq = a[p * n + q]!
        off = Math.max(off, Math.abs(apq))
        if (Math.abs(apq) < 1e-15) continue
        const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * apq)
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
        const c = 1 / Math.sqrt(t * t + 1)
        rotate(a, vectors, n, p, q, c, t * c)
      }
    }
    if (off < 1e-12) break
  }
  return { values: Float64Array.from({ length: n }, (_, i) => a[i * n + i]!), vectors }
}

function rotate(a: Float64Array, vectors: Float64Array, n: number, p: number, q: number, c: number, s: number): void {
  for (let k = 0; k < n; k += 1) {
    const [x, y] = [a[k * n + p]!, a[k * n + q]!]
    a[k * n + p] = c * x - s * y
    a[k * n + q] = s * x + c * y
  }
  for (let k = 0; k < n; k += 1) {
    const [x, y] = [a[p * n + k]!, a[q * n + k]!]
    a[p * n + k] = c * x - s * y
    a[q * n + k] = s * x + c * y
    const [u, v] = [vectors[k * n + p]!, vectors[k * n + q]!]
    vectors[k * n + p] = c * u - s * v
    vectors[k * n + q] = s * u + c * v
  }
}
