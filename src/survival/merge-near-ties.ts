import { sortOrder } from '../numeric/sort-order.ts'
import { refuse } from './refuse.ts'

const TOLERANCE = Math.sqrt(Number.EPSILON)

/**
 * Makes times equal that differ by rounding error only, in place, each to the earliest of its group: neighbours among the
 * distinct times (of entry and exit together) that are at most sqrt(machine epsilon) apart, absolutely or in units of the
 * mean distinct time. R's `timefix` does the same. `time` must ascend; `start`, in the same order of rows, need not. Says whether anything changed.
 */
export function mergeNearTies(time: Float64Array, start?: Float64Array): boolean {
  if (!start) return mergeAscending(time)
  const n = time.length
  const both = new Float64Array(2 * n)
  both.set(time)
  both.set(start, n)
  const order = sortOrder(both)
  const sorted = both.map((_, i) => both[order[i]!]!)
  if (!mergeAscending(sorted)) return false
  order.forEach((row, i) => (both[row] = sorted[i]!))
  for (let i = 0; i < n; i++) {
    time[i] = both[i]!
    start[i] = both[n + i]!
    if (!(start[i]! < time[i]!)) refuse('patients', `start < ${time[i]!} by more than rounding`, start[i])
  }
  return true
}

/** Neighbours are compared as they were, not as they became: a chain of near-ties is one group. */
function mergeAscending(times: Float64Array): boolean {
  // The mean is at most the greatest: most data need no mean.
  if (!someNear(times, 1.01 * TOLERANCE * Math.max(1, times[times.length - 1] ?? 0))) return false
  const limit = TOLERANCE * Math.max(1, meanDistinct(times))
  let changed = false
  for (let i = 1, last = times[0]!; i < times.length; i++) {
    const gap = times[i]! - last
    last = times[i]!
    if (gap > limit || times[i] === times[i - 1]) continue
    times[i] = times[i - 1]!
    changed = true
  }
  return changed
}

function someNear(times: Float64Array, limit: number): boolean {
  let before = times[0]!
  for (let i = 1; i < times.length; i++) {
    const t = times[i]!
    const gap = t - before
    if (gap <= limit && gap > 0) return true
    before = t
  }
  return false
}

function meanDistinct(all: Float64Array): number {
  let sum = 0
  let distinct = 0
  for (let i = 0; i < all.length; i++) {
    if (i > 0 && all[i] === all[i - 1]) continue
    sum += all[i]!
    distinct++
  }
  return sum / distinct
}
