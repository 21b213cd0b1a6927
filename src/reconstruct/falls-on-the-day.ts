import type { OrderedPoints } from './order-points.ts'

/**
 * Readings with every fall that time cannot tell from the day of a number at risk moved to that very time, where it may stand on either side of the count; null where the curve falls by no more than `least` at any
 * of those days, or was read there.
 */
export function fallsOnTheDay(
  points: OrderedPoints,
  ticks: readonly { readonly time: number }[],
  least: number,
): OrderedPoints | null {
  const { survival, blur } = points
  const time = points.time.slice()
  let found = false
  for (const { time: day } of ticks) {
    const first = points.time.findIndex((it, k) => k > 0 && Math.abs(it - day) <= blur)
    if (first < 0) continue
    const last = points.time.findLastIndex((it) => it <= day + blur)
    if (survival[first - 1]! - survival[last]! <= least) continue
    for (let k = first; k <= last; k += 1) {
      if (time[k] !== day) found = true
      time[k] = day
    }
  }
  return found ? { ...points, time } : null
}
