import type { Bounds } from './bounds.ts'

/** The area under a curve between two times, months. */
export interface Area extends Bounds {
  readonly from: number
  readonly to: number
}

/** What restricted means say of areas: each up to its tau, and of each two the difference. */
export function areasOfMeans(means: readonly ({ readonly tau: number } & Bounds)[]): readonly Area[] {
  const ends = [{ tau: 0, lower: 0, upper: 0 }, ...means].sort((a, b) => a.tau - b.tau)
  return ends.flatMap((later, index) =>
    ends.slice(0, index).map((earlier) => ({
      from: earlier.tau,
      to: later.tau,
      lower: later.lower - earlier.upper,
      upper: later.upper - earlier.lower,
    })),
  )
}
