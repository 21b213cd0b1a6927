import { integrate } from './integrate.ts'
import { normalDensity, normalDistribution } from './normal-distribution.ts'

/**
 * P(max |Z_k| > m) for standard normal Z with the given correlations (flat, n by n, may be singular), by integrating over
 * as many independent normals as the matrix has rank, the last of them in closed form. Small probabilities keep their
 * digits: what is summed is the outside, not 1 minus the inside. Relative error about 1e-8 up to rank 3, 1e-6 at rank 4, for
 * m up to 26 (probabilities down to 1e-148); correlations within 5e-10 of 1 or -1 count as those.
 */
export function outsideBox(correlation: Float64Array, n: number, m: number): number {
  if (!(m > 0)) return 1
  const levels = constraintsByLevel(correlation, n)
  const tolerance = levels.length <= 3 ? 1e-9 : 1e-7
  const furthest = Math.max(9, m + 4)
  const outside = (level: number, given: readonly number[]): number => {
    const [lower, upper] = interval(levels[level]!, given, m)
    if (!(lower < upper)) return 1
    const beyond = normalDistribution(lower) + normalDistribution(-upper)
    if (level === levels.length - 1) return beyond
    const inner = (y: number) => normalDensity(y) * outside(level + 1, [...given, y])
    // Further out the density adds less than 1e-18 of the answer; the kinks of the integrand are left to the adaptive rule.
    return (
      beyond +
      integrate(
        inner,
        Math.max(lower, -furthest),
        Math.min(upper, furthest),
        tolerance,
        narrowPeaks(levels, level, given, m),
      )
    )
  }
  return Math.min(1, outside(0, []))
}

/** Peaks narrower than this are not found by an adaptive rule that begins with the whole. */
const NARROW = 0.1

/**
 * Places around the peaks of the integrand: given the normals so far, a later Z = shift + c y + remainder of variance v crosses the
 * side of the box most probably at y = c (side - shift) / (c^2 + v), within sqrt(v / (c^2 + v)).
 */
function narrowPeaks(
  levels: readonly (readonly Row[])[],
  level: number,
  given: readonly number[],
  m: number,
): number[] {
  return levels.slice(level + 1).flatMap((rows) =>
    rows.flatMap((row) => {
      const c = row[level]!
      const rest = row.slice(level + 1).reduce((sum, l) => sum + l * l, 0)
      const width = Math.sqrt(rest / (c * c + rest))
      if (!(width < NARROW)) return []
      const shift = given.reduce((sum, y, k) => sum + row[k]! * y, 0)
      return [-m, m].flatMap((side) => {
        const peak = (c * (side - shift)) / (c * c + rest)
        return [-20, -5, -1, 0, 1, 5, 20].map((k) => peak + k * width)
      })
    }),
  )
}

/** Coefficients of one Z in the independent normals, the last of them not 0. */
type Row = readonly number[]

/** The rows of a Cholesky factor of a matrix that may be singular, grouped by the last independent normal that they need. */
function constraintsByLevel(correlation: Float64Array, n: number): Row[][] {
  const factor: number[][] = []
  const levels: Row[][] = []
  const pivots: number[] = []
  for (let i = 0; i < n; i++) {
    const row: number[] = []
    let rest = correlation[i * n + i]!
    pivots.forEach((pivot, k) => {
      let sum = correlation[i * n + pivot]!
      for (let l = 0; l < k; l++) sum -= row[l]! * factor[pivot]![l]!
      row.push(sum / factor[pivot]![k]!)
      rest -= row[k]! * row[k]!
    })
    factor.push(row)
    if (rest > 1e-9) {
      row.push(Math.sqrt(rest))
      pivots.push(i)
      levels.push([row])
    } else {
      let last = row.length - 1
      while (last > 0 && Math.abs(row[last]!) < 1e-9) last--
      levels[last]!.push(row.slice(0, last + 1))
    }
  }
  return levels
}

/** Where the next independent normal may lie so that all rows of its level stay inside [-m, m]. */
function interval(rows: readonly Row[], given: readonly number[], m: number): [number, number] {
  let lower = -Infinity
  let upper = Infinity
  for (const row of rows) {
    let shift = 0
    for (let k = 0; k < given.length; k++) shift += row[k]! * given[k]!
    const coefficient = row[given.length]!
    const a = (-m - shift) / coefficient
    const b = (m - shift) / coefficient
    lower = Math.max(lower, Math.min(a, b))
    upper = Math.min(upper, Math.max(a, b))
  }
  return [lower, upper]
}
