import type { RandomNumbers } from '../numeric/random-stream.ts'
import type { LatticeArm } from './lattice.ts'
import { copyArm, movePatient } from './lattice.ts'
import type { Target } from './target.ts'
import { curveValue } from './target.ts'

/** How far each target is missed, signed: positive where the curve must come down. */
function misses(arm: LatticeArm, targets: readonly Target[], into: Float64Array): number {
  const { tick, event } = arm
  const n = tick.length
  let atRisk = n
  let survival = 1
  let variance = 0
  let i = 0
  let cost = 0
  for (let k = 0; k < targets.length; k += 1) {
    const target = targets[k]!
    while (i < n && tick[i]! <= target.boundary) {
      const at = tick[i]!
      let events = 0
      let leaving = 0
      while (i < n && tick[i] === at) {
        events += event[i]!
        leaving += 1
        i += 1
      }
      if (events > 0) {
        survival = events === atRisk ? 0 : survival * (1 - events / atRisk)
        if (atRisk > events) variance += events / (atRisk * (atRisk - events))
      }
      atRisk -= leaving
    }
    const value = curveValue(target, survival, variance)
    const miss = value > target.high ? value - target.high : value < target.low ? value - target.low : 0
    into[k] = miss
    if (miss !== 0) cost += 1 + 20 * Math.abs(miss)
  }
  return cost
}

export function costOf(arm: LatticeArm, targets: readonly Target[]): number {
  return misses(arm, targets, new Float64Array(targets.length))
}

/** Ids of the figures that an arm misses. */
export function missedFigures(arm: LatticeArm, targets: readonly Target[]): Set<string> {
  const miss = new Float64Array(targets.length)
  misses(arm, targets, miss)
  return new Set(targets.filter((_, k) => miss[k] !== 0).map((target) => target.figure))
}

export interface PolishOptions {
  readonly proposals: number
  readonly random: RandomNumbers
  /** No patient may cross one of these: last ticks before the times of the risk table, ascending. */
  readonly fences: readonly number[]
  /** Censorings stay within these ticks. */
  readonly firstCensoring: number
  readonly lastCensoring: number
  /** False inside a compound move. */
  readonly reshaping?: boolean
}

/**
 * Directed polish: a target that is missed at a boundary is answered by moving one event across it, by swapping an event and a
 * censoring across it, or by sliding a censoring over events; whatever does not raise the cost is kept. Works on a copy.
 */
export function polish(start: LatticeArm, targets: readonly Target[], options: PolishOptions): LatticeArm {
  const miss = new Float64Array(targets.length)
  let current = copyArm(start)
  let cost = misses(current, targets, miss)
  let best = current
  let least = cost
  const trial = new Float64Array(targets.length)
  const room = copyArm(current)
  for (let proposal = 0; proposal < options.proposals && cost > 0; proposal += 1) {
    room.tick.set(current.tick)
    room.event.set(current.event)
    const missed: number[] = []
    miss.forEach((amount, k) => {
      if (amount !== 0) missed.push(k)
    })
    const chosen = missed[options.random.integer(missed.length)]!
    const { z } = targets[chosen]!
    if (z !== 0 && options.reshaping !== false && options.random.uniform() < 0.3) {
      const wider = miss[chosen]! > 0 === z > 0
      if (!reshape(room, targets, targets[chosen]!.boundary, wider, options)) continue
      const mended = polish(room, targets, { ...options, proposals: 25, reshaping: false })
      room.tick.set(mended.tick)
      room.event.set(mended.event)
    } else if (!propose(room, targets, chosen, miss[chosen]!, options)) continue
    const next = misses(room, targets, trial)
    // A little worse is borne for a while: some figures can only be mended together.
    const slack = 0.3 * (1 - proposal / options.proposals) * options.random.exponential()
    if (next > cost + (options.random.uniform() < 0.3 ? slack : 0)) continue
    current.tick.set(room.tick)
    current.event.set(room.event)
    miss.set(trial)
    cost = next
    if (cost < least) {
      least = cost
      best = copyArm(current)
    }
  }
  if (cost <= least) best = current
  current = best
  return current
}

/** Makes one move in place that pushes the curve at the target's boundary the way it must go; false where none is possible. */
function propose(
  arm: LatticeArm,
  targets: readonly Target[],
  chosen: number,
  miss: number,
  options: PolishOptions,
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
function reshape(
  arm: LatticeArm,
  targets: readonly Target[],
  boundary: number,
  wider: boolean,
  options: PolishOptions,
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
  { random, fences }: PolishOptions,
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

function swapLabels(arm: LatticeArm, boundary: number, down: boolean, options: PolishOptions): boolean {
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
function slideCensoring(arm: LatticeArm, split: number, down: boolean, jumps: number, options: PolishOptions): boolean {
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
