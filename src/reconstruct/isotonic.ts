/**
 * Isotonic regression in place: the non-decreasing sequence nearest to as many values, from one place on, as there are weights, in weighted
 * least squares, by pooling adjacent violators. Where a rough draw falls, the better known value counts for more; a running maximum would keep every peak.
 */
export function isotonic(weights: Float64Array): (values: Float64Array, from: number) => void {
  const size = weights.length
  const level = new Float64Array(size)
  const weight = new Float64Array(size)
  // First place after each block.
  const end = new Int32Array(size)
  return (values, from) => {
    let last = -1
    for (let i = 0; i < size; i += 1) {
      let own = values[from + i]!
      let sum = weights[i]!
      for (; last >= 0 && level[last]! > own; last -= 1) {
        own = (weight[last]! * level[last]! + sum * own) / (weight[last]! + sum)
        sum = weight[last]! + sum
      }
      last += 1
      level[last] = own
      weight[last] = sum
      end[last] = i + 1
    }
    let i = 0
    for (let block = 0; block <= last; block += 1) for (; i < end[block]!; i += 1) values[from + i] = level[block]!
  }
}
