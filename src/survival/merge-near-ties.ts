const TOLERANCE = Math.sqrt(Number.EPSILON)

/**
 * Makes times equal that differ by rounding error only, in place, each to the earliest of its group: neighbours among the
 * distinct times (of entry and exit together) that are at most sqrt(machine epsilon) apart, absolutely or in units of the
 * mean distinct time. R's `timefix` does the same. `time` must ascend; `start`, in the same order of rows, need not. Says whether anything changed.
 */
export function mergeNearTies(time: Float64Array, start?: Float64Array): boolean {
  const all = start ? bothSorted(time, start) : time
  // The mean is at most the greatest: most data need no mean.
  if (!someNear(all, 1.01 * TOLERANCE * Math.max(1, all[all.length - 1] ?? 0))) return false
  const limit = TOLERANCE * Math.max(1, meanDistinct(all))
  if (!someNear(all, limit)) return false
  if (!start) mergeAscending(time, limit)
  else {
    const merged = all.slice()
    mergeAscending(merged, limit)
    replace(time, all, merged)
    replace(start, all, merged)
    for (let i = 0; i < time.length; i++)
      if (!(start[i]! < time[i]!))
        throw new RangeError(
          `patients: an interval of (start, time] must not vanish in rounding, got length 0 at ${time[i]!}`,
        )
  }
  return true
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

function bothSorted(time: Float64Array, start: Float64Array): Float64Array {
  const all = new Float64Array(time.length + start.length)
  all.set(time)
  all.set(start, time.length)
  return all.sort()
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

/** Neighbours are compared as they were, not as they became: a chain of near-ties is one group. */
function mergeAscending(times: Float64Array, limit: number): void {
  for (let i = 1, last = times[0]!; i < times.length; i++) {
    const gap = times[i]! - last
    last = times[i]!
    if (gap <= limit) times[i] = times[i - 1]!
  }
}

/** Each time by what its place among all the times became. */
function replace(times: Float64Array, all: Float64Array, merged: Float64Array): void {
  for (let i = 0; i < times.length; i++) {
    const t = times[i]!
    let low = 0
    let high = all.length - 1
    while (low < high) {
      const middle = (low + high) >>> 1
      if (all[middle]! < t) low = middle + 1
      else high = middle
    }
    times[i] = merged[low]!
  }
}
