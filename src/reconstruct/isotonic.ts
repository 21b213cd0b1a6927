/**
 * Isotonic regression: the non-decreasing sequence nearest to `values` in weighted least squares, by pooling adjacent violators.
 * Where a rough draw falls, the better known value counts for more; a running maximum would keep every peak.
 */
export function isotonic(values: Float64Array, weights: Float64Array): Float64Array {
  const level = new Float64Array(values.length)
  const weight = new Float64Array(values.length)
  // First place after each block.
  const end = new Int32Array(values.length)
  let last = -1
  for (let i = 0; i < values.length; i += 1) {
    last += 1
    level[last] = values[i]!
    weight[last] = weights[i]!
    for (; last > 0 && level[last - 1]! > level[last]!; last -= 1) {
      const sum = weight[last - 1]! + weight[last]!
      level[last - 1] = (weight[last - 1]! * level[last - 1]! + weight[last]! * level[last]!) / sum
      weight[last - 1] = sum
    }
    end[last] = i + 1
  }
  const result = weight
  let to = values.length
  for (let block = last; block >= 0; block -= 1) {
    const from = block === 0 ? 0 : end[block - 1]!
    const own = level[block]!
    for (let i = from; i < to; i += 1) result[i] = own
    to = from
  }
  return result
}
