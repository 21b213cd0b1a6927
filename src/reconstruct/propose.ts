import type { RandomNumbers } from '../numeric/random-stream.ts'
import type { LatticeArm } from './lattice.ts'
import { movePatient } from './lattice.ts'
import type { Target } from './target.ts'

export interface MoveOptions {
  readonly random: RandomNumbers
  /** No patient may cross one of these: last ticks before the times of the risk table, ascending. */
  readonly fences: readonly number[]
  /** Censorings stay within these ticks. */
  readonly firstCensoring: number
  readonly lastCensoring: number
}

/** Makes one move in place that pushes the curve at the target's boundary the way it must go; false where none is possible. */
export function propose(
  arm: LatticeArm,
  targets: readonly Target[],
  chosen: number,
  miss: number,
  options: MoveOptions,
): boolean {
  const { random } = options
  const target = targets[chosen]!
  const down = miss > 0
  const split = firstAfter(arm, target.boundary)
  const atRisk = arm.tick.length - split
  // A miss of less than a jump is a matter of sliding, a larger one of moving whole events.
  const jumps = Math.abs(miss) * (atRisk + 1) * 2
  const sliding = jumps < 1 ? 0.7 : 0.2
  const kind = random.uniform()
  if (kind < sliding) return slideCensoring(arm, split, down, jumps, options)
  if (kind < sliding + 0.6 * (1 - sliding)) return moveEvent(arm, targets, target.boundary, down, options)
  return swapLabels(arm, target.boundary, down, options)
}

/**
 * Makes the limits at a boundary wider or narrower at the same survival: one event leaves and censorings come before it, or the other
 * way round. What is left of the change in survival is mended by small moves.
 */
export function reshape(
  arm: LatticeArm,
  targets: readonly Target[],
  boundary: number,
  wider: boolean,
  options: MoveOptions,
): boolean {
  const { random, fences, firstCensoring, lastCensoring } = options
  const split = firstAfter(arm, boundary)
  let events = 0
  for (let i = 0; i < split; i += 1) events += arm.event[i]!
  if (!moveEvent(arm, targets, boundary, !wider, options)) return false
  // One event weighs S / Y, one censoring slid over all events before the boundary about S d / Y^2.
  const slides = 1 + Math.floor((random.uniform() * 2 * (arm.tick.length - split)) / Math.max(1, events))
  for (let k = 0; k < Math.min(slides, 12); k += 1) {
    const from = firstAfter(arm, boundary)
    const i = wider
      ? nth(arm, from, 1, 0, Math.floor(random.exponential() * 4))
      : nth(arm, from - 1, -1, 0, Math.floor(random.exponential() * 8))
    if (i < 0) continue
    const here = arm.tick[i]!
    if (here <= firstCensoring || here >= lastCensoring) continue
    const wanted = wider
      ? firstCensoring + 1 + random.integer(Math.max(1, boundary - firstCensoring))
      : boundary + 1 + random.integer(Math.max(1, Math.min(lastCensoring, arm.tick.at(-1)!) - boundary))
    const tick = onSameSide(fences, here, Math.max(1, Math.min(lastCensoring, wanted)))
    movePatient(arm, i, tick, 0)
  }
  return true
}

/** First patient after a boundary. */
function firstAfter(arm: LatticeArm, boundary: number): number {
  let low = 0
  let high = arm.tick.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (arm.tick[middle]! <= boundary) low = middle + 1
    else high = middle
  }
  return low
}

/** The `nth` patient with a label from `from` in a direction; -1 where there is none. */
function nth(arm: LatticeArm, from: number, direction: 1 | -1, label: number, count: number): number {
  let left = count
  for (let i = from; i >= 0 && i < arm.tick.length; i += direction) {
    if (arm.event[i] !== label) continue
    if (left === 0) return i
    left -= 1
  }
  return -1
}

/** 0, 1, 2, ... with falling chance: near patients first. */
function near(random: RandomNumbers): number {
  return Math.floor(random.exponential() * 1.5)
}

function moveEvent(
  arm: LatticeArm,
  targets: readonly Target[],
  boundary: number,
  down: boolean,
  { random, fences }: MoveOptions,
): boolean {
  const split = firstAfter(arm, boundary)
  const i = down ? nth(arm, split, 1, 1, near(random)) : nth(arm, split - 1, -1, 1, near(random))
  if (i < 0) return false
  let low = 1
  let high = arm.tick.at(-1)!
  for (const target of targets) {
    if (target.boundary < boundary) low = Math.max(low, target.boundary + 1)
    else if (target.boundary > boundary) high = Math.min(high, target.boundary)
  }
  const [from, to] = down ? [low, boundary] : [boundary + 1, high]
  const tick = within(fences, arm.tick[i]!, from, to, random)
  if (tick === null) return false
  movePatient(arm, i, tick, 1)
  return true
}

/** A random tick of [from, to] on the same side of every fence as `here`. */
function within(
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

function swapLabels(arm: LatticeArm, boundary: number, down: boolean, options: MoveOptions): boolean {
  const { random, firstCensoring, lastCensoring } = options
  const split = firstAfter(arm, boundary)
  const before = nth(arm, split - 1, -1, down ? 0 : 1, near(random))
  const after = nth(arm, split, 1, down ? 1 : 0, near(random))
  if (before < 0 || after < 0) return false
  // The last patient does not become an event, and the first and last censoring stay where they are known to be.
  if (!down && after === arm.tick.length - 1) return false
  if (arm.tick[before]! <= firstCensoring || arm.tick[after]! >= lastCensoring) return false
  const [early, late] = [arm.tick[before]!, arm.tick[after]!]
  movePatient(arm, after, late, down ? 0 : 1)
  movePatient(arm, before, early, down ? 1 : 0)
  return true
}

/**
 * Fewer at risk earlier means larger steps: a censoring that slides to the left over m events lowers the curve by about S m / Y^2,
 * one that slides to the right lifts it. `jumps` says how far the curve is off, in steps of 1 / Y.
 */
function slideCensoring(arm: LatticeArm, split: number, down: boolean, jumps: number, options: MoveOptions): boolean {
  const { random, fences, firstCensoring, lastCensoring } = options
  if (split === 0) return false
  const i = random.integer(Math.min(arm.tick.length, split + 3))
  const here = arm.tick[i]!
  // Whoever holds the first or the last censoring stays.
  if (arm.event[i] !== 0 || here <= firstCensoring || here >= lastCensoring) return false
  const atRisk = arm.tick.length - i
  const passes = 1 + Math.floor(random.exponential() * Math.min(atRisk, 1 + jumps * atRisk))
  const last = nth(arm, i, down ? -1 : 1, 1, passes - 1)
  const end = last < 0 ? (down ? firstCensoring : arm.tick[arm.tick.length - 1]!) : arm.tick[last]!
  const wanted = Math.max(firstCensoring, Math.min(lastCensoring, down ? end - 1 : end + 1))
  const tick = onSameSide(fences, here, wanted)
  if (tick === here || tick < 1) return false
  movePatient(arm, i, tick, 0)
  return true
}

/** The tick nearest to `wanted` that lies on the same side of every fence as `here`. */
function onSameSide(fences: readonly number[], here: number, wanted: number): number {
  let tick = wanted
  for (const fence of fences) {
    if (fence < here) tick = Math.max(tick, fence + 1)
    else tick = Math.min(tick, fence)
  }
  return tick
}
