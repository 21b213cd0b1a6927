import type { DigitisedArm } from './digitised-arm.ts'
import { ticksPerMonth } from './lattice.ts'

/** A fall between two readings by more than this moves medians and means by where it stands. */
const wide = 0.05

export interface SpreadFall {
  /** Months: of the readings before and after it. */
  readonly from: number
  readonly to: number
  /** Survival lost between them. */
  readonly fall: number
}

/** The largest fall between two readings that the rebuilt patients spread over the time between them, or null where none is large: it may as well have been one step. */
export function spreadFall({ arm, points: { time, survival, blur } }: DigitisedArm): SpreadFall | null {
  let largest: SpreadFall | null = null
  for (let k = 1; k < time.length; k += 1) {
    const [from, to] = [time[k - 1]!, time[k]!]
    const fall = survival[k - 1]! - survival[k]!
    if (to - from <= 2 * blur || fall <= Math.max(wide, largest?.fall ?? 0)) continue
    const isInside = (tick: number): boolean =>
      tick > (from + blur) * ticksPerMonth && tick < (to - blur) * ticksPerMonth
    if (arm.tick.some((tick, i) => arm.event[i] === 1 && isInside(tick))) largest = { from, to, fall }
  }
  return largest
}
