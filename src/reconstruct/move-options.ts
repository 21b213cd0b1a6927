import type { RandomNumbers } from '../numeric/random-stream.ts'

/** What a move of patients within an arm is held to. */
export interface MoveOptions {
  readonly random: RandomNumbers
  /** No patient may cross one of these: last ticks before the times of the risk table, ascending. */
  readonly fences: readonly number[]
  /** Censorings stay within these ticks. */
  readonly firstCensoring: number
  readonly lastCensoring: number
}

/** 0, 1, 2, ... with falling chance: near patients first. */
export function near(random: RandomNumbers): number {
  return Math.floor(random.exponential() * 1.5)
}

/** A random tick of [from, to] on the same side of every fence as `here`. */
export function within(
  fences: readonly number[],
  here: number,
  from: number,
  to: number,
  random: RandomNumbers,
): number | null {
  let low = from
  let high = to
  for (const fence of fences) {
    if (fence < here) low = Math.max(low, fence + 1)
    else high = Math.min(high, fence)
  }
  return high < low ? null : low + random.integer(high - low + 1)
}
