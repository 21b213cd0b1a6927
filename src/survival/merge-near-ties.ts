const TOLERANCE = Math.sqrt(Number.EPSILON)

/**
 * Makes times equal that differ by rounding error only, in place, each to the earliest of its group: neighbours among the
 * distinct times (of entry and exit together) that are at most sqrt(machine epsilon) apart, absolutely or in units of the
 * mean distinct time. R's `timefix` does the same. `time` must ascend. Says whether anything changed.
 */
export function mergeNearTies(time: Float64Array, start?: Float64Array): boolean {
  const all = start ? Float64Array.from([...time, ...start]).sort() : time
  let sum = 0
  let distinct = 0
  let closest = Infinity
  for (let i = 0; i < all.length; i++) {
    const gap = i === 0 ? Infinity : all[i]! - all[i - 1]!
    if (gap === 0) continue
    sum += all[i]!
    distinct++
    if (gap < closest) closest = gap
  }
  const mean = sum / distinct
  const isNear = (gap: number) => gap <= TOLERANCE || gap / mean <= TOLERANCE
  if (distinct < 2 || !isNear(closest)) return false
  const merged = new Map<number, number>()
  for (let i = 1, first = all[0]!; i < all.length; i++) {
    if (isNear(all[i]! - all[i - 1]!)) merged.set(all[i]!, first)
    else first = all[i]!
  }
  replace(time, merged)
  if (start) {
    replace(start, merged)
    for (let i = 0; i < time.length; i++)
      if (!(start[i]! < time[i]!))
        throw new RangeError(
          `patients: an interval of (start, time] must not vanish in rounding, got length 0 at ${time[i]!}`,
        )
  }
  return true
}

function replace(times: Float64Array, merged: ReadonlyMap<number, number>): void {
  for (let i = 0; i < times.length; i++) times[i] = merged.get(times[i]!) ?? times[i]!
}
