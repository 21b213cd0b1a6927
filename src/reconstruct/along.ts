/** A place between two of several ascending times: after the one at `index`, by a share of the way to the next. */
export interface PlaceAlong {
  readonly index: number
  readonly share: number
}

/** The place of a time; beyond the last time the last. */
export function placeAlong(time: Float64Array, t: number): PlaceAlong {
  let low = 0
  let high = time.length - 1
  if (t >= time[high]!) return { index: high - 1, share: 1 }
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (time[middle]! <= t) low = middle
    else high = middle
  }
  return { index: low, share: (t - time[low]!) / (time[high]! - time[low]!) }
}

/** Value at a time of a column over ascending times, along the line; beyond the last time the last value holds. */
export function along(time: Float64Array, column: Float64Array, t: number): number {
  const { index, share } = placeAlong(time, t)
  return share === 1 ? column[index + 1]! : column[index]! + share * (column[index + 1]! - column[index]!)
}
