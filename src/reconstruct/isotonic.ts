/**
 * Isotonic regression: the non-decreasing sequence nearest to `values` in weighted least squares, by pooling adjacent violators.
 * Where a rough draw falls, the better known value counts for more; a running maximum would keep every peak.
 */
export function isotonic(values: Float64Array, weights: Float64Array): Float64Array {
  const level: number[] = []
  const weight: number[] = []
  const length: number[] = []
  for (let i = 0; i < values.length; i += 1) {
    level.push(values[i]!)
    weight.push(weights[i]!)
    length.push(1)
    for (let last = level.length - 1; last > 0 && level[last - 1]! > level[last]!; last -= 1) {
      const sum = weight[last - 1]! + weight[last]!
      level[last - 1] = (weight[last - 1]! * level[last - 1]! + weight[last]! * level[last]!) / sum
      weight[last - 1] = sum
      length[last - 1] = length[last - 1]! + length[last]!
      level.pop()
      weight.pop()
      length.pop()
    }
  }
  return Float64Array.from(level.flatMap((value, block) => new Array<number>(length[block]!).fill(value)))
}
