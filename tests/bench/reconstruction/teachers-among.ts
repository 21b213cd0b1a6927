import type { Comparison } from './comparison.ts'

/** Comparisons that can teach a prior: their patients are known, and their figures at L1 and L2 can be read. */
export function teachersAmong(comparisons: readonly Comparison[]): Comparison[] {
  return comparisons.filter((it) => {
    try {
      return [it.truth, it.evidence.L1, it.evidence.L2].every(Boolean)
    } catch {
      return false
    }
  })
}
