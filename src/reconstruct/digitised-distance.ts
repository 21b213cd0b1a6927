import type { LatticeArm } from './lattice.ts'
import { ticksPerMonth } from './lattice.ts'
import type { OrderedPoints } from './order-points.ts'

/** How far the readings of an arm lie from a rebuilt curve: proportions. */
export interface DigitisedDistance {
  readonly points: number
  readonly mean: number
  readonly largest: number
  /** Months: where the largest is; null where all lie on the curve. */
  readonly at: number | null
}

/**
 * Distance of each reading from a Kaplan-Meier curve: 0 where the curve passes its height within the width in which two times cannot be told apart, so that a step read a pixel off in time is no
 * distance; else to the nearest height that the curve has there.
 */
export function digitisedDistance({ time, survival, blur }: OrderedPoints, arm: LatticeArm): DigitisedDistance {
  const above = heights(arm)
  const below = heights(arm)
  let [sum, largest, at]: [number, number, number | null] = [0, 0, null]
  // The origin is no reading.
  for (let k = 1; k < time.length; k += 1) {
    const high = above(time[k]! - blur)
    const low = below(time[k]! + blur)
    const off = Math.max(0, survival[k]! - high, low - survival[k]!)
    const distance = off < slight ? 0 : off
    sum += distance
    if (distance > largest) [largest, at] = [distance, time[k]!]
  }
  const points = time.length - 1
  return { points, mean: sum / Math.max(1, points), largest, at }
}

/** Less is the rounding of numbers. */
const slight = 1e-9

/** Survival just after ascending times. */
function heights({ tick, event }: LatticeArm): (time: number) => number {
  const n = tick.length
  let level = 1
  let i = 0
  return (time) => {
    const until = time * ticksPerMonth + 1e-6
    for (; i < n && tick[i]! <= until; i += 1) if (event[i] === 1) level *= 1 - 1 / (n - i)
    return level
  }
}

/** A curve is bent that lies further from its readings by so many sd of reading than they need. Right numbers, of trials of many kinds, hardly ever do that. */
const mostOnAverage = 1.5
const mostAtOne = 10

/** Whether a curve leaves its readings for something else: on average, or at one of them. */
export function isBent(
  own: DigitisedDistance,
  least: DigitisedDistance,
  noise: number,
): 'on average' | 'at one reading' | null {
  if (own.mean - least.mean > mostOnAverage * noise) return 'on average'
  return own.largest - least.largest > mostAtOne * noise ? 'at one reading' : null
}
