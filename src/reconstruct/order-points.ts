import { type DigitisedCurve, timeBlur } from '../evidence/digitised-curve.ts'

/** Points in the order in which a falling curve passes them, from the origin (0, 1); times ascend. */
export interface OrderedPoints {
  readonly time: Float64Array
  readonly survival: Float64Array
  /** Width below which two times are one. */
  readonly blur: number
}

/**
 * A hand that clicks a step may set its lower end a pixel left of its upper end. So points that time cannot tell apart are put in the order of
 * falling survival, and their times are then made monotone by the nearest ascending sequence (pooled neighbours).
 */
export function orderPoints(curve: DigitisedCurve): OrderedPoints {
  const m = curve.time.length
  const blur = timeBlur * (curve.time[m - 1] ?? 0)
  const order = Array.from({ length: m }, (_, k) => k)
  for (let moved = true; moved;) {
    moved = false
    for (let k = 1; k < m; k += 1) {
      const [a, b] = [order[k - 1]!, order[k]!]
      if (curve.time[b]! - curve.time[a]! > blur || curve.survival[b]! <= curve.survival[a]!) continue
      order[k - 1] = b
      order[k] = a
      moved = true
    }
  }
  const time = Float64Array.of(0, ...order.map((k) => curve.time[k]!))
  const survival = Float64Array.of(1, ...order.map((k) => curve.survival[k]!))
  return { time: ascending(time), survival, blur }
}

/** The nearest ascending sequence (least squares). */
export function ascending(values: Float64Array): Float64Array {
  const mean: number[] = []
  const size: number[] = []
  for (const value of values) {
    mean.push(value)
    size.push(1)
    while (mean.length > 1 && mean.at(-2)! > mean.at(-1)!) {
      const [b, a] = [mean.pop()!, mean.pop()!]
      const [n, m] = [size.pop()!, size.pop()!]
      mean.push((a * m + b * n) / (m + n))
      size.push(m + n)
    }
  }
  return Float64Array.from(mean.flatMap((value, k) => Array.from({ length: size[k]! }, () => value)))
}
