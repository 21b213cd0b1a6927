import type { LatticeArm } from './lattice.ts'
import { firstAfter, movePatient, nth } from './lattice.ts'
import type { MoveOptions } from './move-options.ts'
import { near, within } from './move-options.ts'
import type { Target } from './target.ts'
import { tradeEvent } from './trade-event.ts'

/** Makes one move in place that brings a missed target nearer; false where none is possible. */
export function propose(
  arm: LatticeArm,
  targets: readonly Target[],
  chosen: number,
  miss: number,
  options: MoveOptions,
): boolean {
  const { random } = options
  const { z, boundary, beside } = targets[chosen]!
  const down = miss > 0
  const kind = random.uniform()
  if (z === 0 || (!beside && kind < 0.5)) {
    return kind < 0.4 ? cross(arm, targets, chosen, down, options) : exchange(arm, boundary, kind < 0.7, options)
  }
  // At the same survival, limits are wider with fewer events on fewer at risk.
  const wider = down === z > 0
  if (beside && kind < 0.4) return tradeEvent(arm, targets, chosen, wider, options)
  if (kind < 0.6) return cross(arm, targets, chosen, !wider, options)
  return kind < 0.8 ? exchange(arm, boundary, wider, options) : thin(arm, boundary, wider, options)
}

/** Censorings near a boundary or before it go to earlier times, so that fewer are at risk until then, or to later ones. */
function thin(arm: LatticeArm, boundary: number, earlier: boolean, options: MoveOptions): boolean {
  const { random, fences, firstCensoring, lastCensoring } = options
  const split = firstAfter(arm, boundary)
  const end = Math.min(lastCensoring, arm.tick.at(-1)!)
  let moved = false
  for (let k = Math.floor(random.exponential() * 3); k >= 0; k -= 1) {
    const i = nth(arm, random.integer(Math.min(arm.tick.length, split + 8)), 1, 0, 0)
    const here = arm.tick[i] ?? 0
    if (here <= firstCensoring || here >= lastCensoring) continue
    const tick = earlier
      ? within(fences, here, firstCensoring + 1, here, random)
      : within(fences, here, here, end, random)
    if (tick === null) continue
    movePatient(arm, i, tick, 0)
    moved = true
  }
  return moved
}

/** One event more (down) or fewer before a target's boundary. */
export function cross(
  arm: LatticeArm,
  targets: readonly Target[],
  chosen: number,
  down: boolean,
  options: MoveOptions,
): boolean {
  const { boundary } = targets[chosen]!
  return options.random.uniform() < 0.6
    ? moveEvent(arm, targets, boundary, down, options) || swapAcross(arm, boundary, down, options)
    : swapAcross(arm, boundary, down, options) || moveEvent(arm, targets, boundary, down, options)
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

function swapAcross(arm: LatticeArm, boundary: number, down: boolean, options: MoveOptions): boolean {
  const { random } = options
  const split = firstAfter(arm, boundary)
  const before = nth(arm, split - 1, -1, down ? 0 : 1, near(random))
  const after = nth(arm, split, 1, down ? 1 : 0, near(random))
  return swap(arm, before, after, options)
}

/** An event and a censoring before a boundary exchange their places: the event goes later, where it weighs more, or earlier. */
function exchange(arm: LatticeArm, boundary: number, later: boolean, options: MoveOptions): boolean {
  const { random } = options
  const split = firstAfter(arm, boundary)
  if (split < 2) return false
  const early = nth(arm, random.integer(split), 1, later ? 1 : 0, 0)
  const late = early < 0 ? -1 : nth(arm, early + 1, 1, later ? 0 : 1, 2 * near(random))
  return late < split && swap(arm, early, late, options)
}

/** Two patients exchange their labels; nobody's time changes, and with it no number at risk. */
function swap(arm: LatticeArm, before: number, after: number, options: MoveOptions): boolean {
  const { firstCensoring, lastCensoring } = options
  if (before < 0 || after < 0) return false
  const label = arm.event[before]!
  // The last patient does not become an event, and the first and last censoring stay where they are known to be.
  if (label === 1 && after === arm.tick.length - 1) return false
  const [early, late] = [arm.tick[before]!, arm.tick[after]!]
  if (early <= firstCensoring || late >= lastCensoring) return false
  movePatient(arm, after, late, label)
  movePatient(arm, before, early, 1 - label)
  return true
}
