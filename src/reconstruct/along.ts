/** Value at a time of a column over ascending times, along the line; beyond the last time the last value holds. */
export function along(time: Float64Array, column: Float64Array, t: number): number {
  const last = time.length - 1
  if (t >= time[last]!) return column[last]!
  let low = 0
  let high = last
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (time[middle]! <= t) low = middle
    else high = middle
  }
  const share = (t - time[low]!) / (time[high]! - time[low]!)
  return column[low]! + share * (column[high]! - column[low]!)
}
