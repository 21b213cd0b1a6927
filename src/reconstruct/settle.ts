import type { LatticeArm } from './lattice.ts'
import { movePatient } from './lattice.ts'
import type { MoveOptions } from './move-options.ts'
import { cross } from './propose.ts'
import type { Target } from './target.ts'
import { curveValue, missOf } from './target.ts'

/** The curve after all patients up to a boundary. */
interface Standing {
  /** First patient after it. */
  readonly next: number
  readonly survival: number
  readonly variance: number
}

const mostAdjustments = 4
/** Off by more, in steps of one event, whole events move. */
const mostJumps = 1.6
const mostSlides = 6

/**
 * Goes through the demands on the curve from left to right and mends those whose places `wanted` lists, by moves between the demand before and the
 * demand itself, so that none already met is lost: censorings slide over events while that is enough, whole events cross the boundary
 * where the curve is off by more. Works in place.
 */
export function settle(
  arm: LatticeArm,
  targets: readonly Target[],
  wanted: readonly number[],
  options: MoveOptions,
): void {
  let from: Standing = { next: 0, survival: 1, variance: 0 }
  let here = from
  let last = 0
  for (const k of wanted) {
    const target = targets[k]!
    if (target.boundary > last) from = here
    last = target.boundary
    here = advance(arm, from, target.boundary)
    for (let round = 0; round < mostAdjustments; round += 1) {
      if (missOf(target, here.survival, here.variance) === 0) break
      const change = logChange(target, here, options)
      const jumps = Math.abs(change) * (arm.tick.length - here.next)
      const done =
        (jumps <= mostJumps && slide(arm, from.next, here.next, change, options)) ||
        cross(arm, targets, k, change < 0, options)
      if (!done) break
      here = advance(arm, from, target.boundary)
    }
  }
}

function advance({ tick, event }: LatticeArm, from: Standing, boundary: number): Standing {
  const n = tick.length
  let { next, survival, variance } = from
  while (next < n && tick[next]! <= boundary) {
    const at = tick[next]!
    const atRisk = n - next
    let events = 0
    while (next < n && tick[next] === at) events += event[next++]!
    if (events === 0) continue
    survival = events === atRisk ? 0 : survival * (1 - events / atRisk)
    if (atRisk > events) variance += events / (atRisk * (atRisk - events))
  }
  return { next, survival, variance }
}

/** Change of log S that brings the target's curve inside its range. */
function logChange(target: Target, { survival, variance }: Standing, { random }: MoveOptions): number {
  const value = curveValue(target, survival, variance)
  const step = 1e-4
  const slope = (curveValue(target, Math.min(1, survival * (1 + step)), variance) - value) / step
  const width = random.uniform() * Math.min(target.high - target.low, 0.002)
  const goal = value > target.high ? target.high - width : target.low + width
  return slope > 1e-9 ? (goal - value) / slope : goal > value ? 1 : -1
}

/**
 * Slides censorings between two patients over events until log S has changed as wanted: to the left for a lower curve, since each
 * event passed at Y at risk then weighs 1 / (Y - 1) instead of 1 / Y.
 */
function slide(arm: LatticeArm, from: number, to: number, wanted: number, options: MoveOptions): boolean {
  const { random, firstCensoring, lastCensoring } = options
  if (to - from < 2) return false
  const down = wanted < 0
  let left = Math.abs(wanted)
  let moved = 0
  const start = random.integer(to - from)
  for (let k = 0; k < to - from && moved < mostSlides; k += 1) {
    const i = from + ((start + k) % (to - from))
    const here = arm.tick[i]!
    if (arm.event[i] !== 0 || here <= firstCensoring || here >= lastCensoring) continue
    const { passed, change } = pass(arm, i, down ? from - 1 : to, left, options)
    if (passed < 0) continue
    const beside = arm.tick[passed]! + (down ? -1 : 0)
    if (beside < 1 || beside < firstCensoring || beside > lastCensoring) continue
    if (down && from > 0 && beside <= arm.tick[from - 1]!) continue
    movePatient(arm, i, beside, 0)
    left -= change
    moved += 1
    if (left < change / 10) break
  }
  return moved > 0
}

/** Last event that a censoring passes on its way to `end` so that log S changes by nearest to `wanted`; -1 for none. */
function pass(arm: LatticeArm, i: number, end: number, wanted: number, { fences }: MoveOptions) {
  const { tick, event } = arm
  const n = tick.length
  const direction = end > i ? 1 : -1
  let passed = -1
  let change = 0
  for (let k = i + direction; k !== end; k += direction) {
    if (event[k] === 0) continue
    const atRisk = n - k + (direction > 0 ? 1 : 0)
    if (atRisk <= 2 || apart(fences, tick[i]!, tick[k]! + (direction < 0 ? -1 : 0))) break
    const step = 1 / (atRisk * (atRisk - 1))
    if (change + step / 2 > wanted) break
    change += step
    passed = k
  }
  return { passed, change }
}

/** Whether a number at risk stands between two ticks. */
export function apart(fences: readonly number[], a: number, b: number): boolean {
  return fences.some((fence) => fence < a !== fence < b)
}
