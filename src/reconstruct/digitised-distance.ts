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
export function digitisedDistance(points: OrderedPoints, arm: LatticeArm): DigitisedDistance {
  const off = distancesOf(points, arm)
  const largest = Math.max(0, ...off)
  return {
    points: off.length,
    mean: off.reduce((sum, it) => sum + it, 0) / Math.max(1, off.length),
    largest,
    at: largest === 0 ? null : points.time[off.indexOf(largest) + 1]!,
  }
}

/** Readings that lie further than `limit` from a curve. */
export function readingsAstray(points: OrderedPoints, arm: LatticeArm, limit: number): number {
  return distancesOf(points, arm).filter((it) => it > limit).length
}

/** Of each reading but the origin, which is none. */
function distancesOf({ time, survival, blur }: OrderedPoints, arm: LatticeArm): number[] {
  const above = heights(arm)
  const below = heights(arm)
  return Array.from({ length: time.length - 1 }, (_, k) => {
    const own = survival[k + 1]!
    const high = above(time[k + 1]! - blur)
    const low = below(time[k + 1]! + blur)
    const off = Math.max(0, own - high, low - own)
    return off < slight ? 0 : off
  })
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

/** Proportions: further from its readings, even where a fall is read in time three times as coarsely as hands do, a curve is not theirs. */
const farOff = 0.05
const coarseTime = 3
/** Of the step of one patient, who may stand on the other side of a reading. */
const farInSteps = 1.5

/** Where a curve lies far from a reading, so that it is not to be used; null where it is near to all. */
export function farFromReadings(
  points: OrderedPoints,
  arm: LatticeArm,
): { readonly distance: number; readonly at: number } | null {
  const off = distancesOf({ ...points, blur: coarseTime * points.blur }, arm)
  const level = heights(arm)
  let worst: { distance: number; at: number } | null = null
  off.forEach((distance, k) => {
    const at = points.time[k + 1]!
    // Those at risk just before: at the last reading nobody is left after it.
    const left = arm.tick.filter((tick) => tick >= Math.floor(at * ticksPerMonth)).length
    const limit = Math.max(farOff, (farInSteps * level(at)) / Math.max(1, left))
    if (distance > limit && distance > (worst?.distance ?? 0)) worst = { distance, at }
  })
  return worst
}
