import type { LatticeArm } from './lattice.ts'
import { firstAfter, movePatient, nth } from './lattice.ts'
import type { MoveOptions } from './move-options.ts'
import { near, within } from './move-options.ts'
import type { Target } from './target.ts'

/** Exponents of bent time lie between e^-furthest and e^furthest. */
const furthest = 3
const halvings = 12
/** Censorings fetched from beyond the boundary at once, at most, where those before it cannot make up for an event. */
const mostFetched = 16

/**
 * One event fewer before a boundary at the same height of the curve, or one more: those censored before it leave earlier, or later, so that the other events weigh more, or less. The limits there
 * draw apart (`wider`) or together, as no move of one patient lets them: of d events at Y at risk, the curve asks for the sum of 1 / Y and its limits for that of 1 / Y^2. [Greenwood1926]
 * Works in place; false where there is no such event.
 */
export function tradeEvent(
  arm: LatticeArm,
  targets: readonly Target[],
  chosen: number,
  wider: boolean,
  options: MoveOptions,
): boolean {
  const { random, fences } = options
  const { boundary } = targets[chosen]!
  const from = figureBefore(targets, boundary, near(random))
  const goal = survivalAt(arm, boundary)
  const split = firstAfter(arm, boundary)
  const i = wider ? nth(arm, split - 1, -1, 1, near(random)) : nth(arm, split, 1, 1, near(random))
  if (i < 0) return false
  const [low, high] = wider ? [boundary + 1, figureAfter(targets, boundary) ?? arm.tick.at(-1)!] : [from + 1, boundary]
  const tick = within(fences, arm.tick[i]!, low, high, random)
  if (tick === null) return false
  movePatient(arm, i, tick, 1)
  let enough = bend(arm, from, boundary, goal, options)
  for (let count = 1; !enough && wider && count <= mostFetched; count *= 2) {
    if (!fetch(arm, from, boundary, count, options)) break
    enough = bend(arm, from, boundary, goal, options)
  }
  return true
}

/** The boundary of the nearest figure before a boundary, or of one `further` back; 0 before them all. */
function figureBefore(targets: readonly Target[], boundary: number, further: number): number {
  let nearest = boundary
  let left = further
  for (let k = targets.length - 1; k >= 0; k -= 1) {
    const it = targets[k]!
    if (it.figure === null || it.boundary >= nearest) continue
    nearest = it.boundary
    if (left === 0) return nearest
    left -= 1
  }
  return 0
}

function figureAfter(targets: readonly Target[], boundary: number): number | undefined {
  return targets.find((it) => it.figure !== null && it.boundary > boundary)?.boundary
}

function survivalAt({ tick, event }: LatticeArm, boundary: number): number {
  const n = tick.length
  let survival = 1
  for (let i = 0; i < n && tick[i]! <= boundary; i += 1) if (event[i] === 1) survival *= 1 - 1 / (n - i)
  return survival
}

/** Brings the first `count` censorings after a boundary to before it, as far as numbers at risk let them; whether any came. */
function fetch(arm: LatticeArm, from: number, boundary: number, count: number, options: MoveOptions): boolean {
  const { random, fences, firstCensoring, lastCensoring } = options
  for (let k = 0; k < count; k += 1) {
    const i = nth(arm, firstAfter(arm, boundary), 1, 0, 0)
    const here = arm.tick[i] ?? lastCensoring
    if (here <= firstCensoring || here >= lastCensoring) return k > 0
    const tick = within(fences, here, Math.max(from, firstCensoring) + 1, boundary, random)
    if (tick === null) return k > 0
    movePatient(arm, i, tick, 0)
  }
  return true
}

/** Bends the times of the censorings of (from, to], nobody past a number at risk, until survival at `to` is `goal`; false where bending is not enough, and then as near as it comes. */
function bend(arm: LatticeArm, from: number, to: number, goal: number, options: MoveOptions): boolean {
  const n = arm.tick.length
  const [first, end] = [firstAfter(arm, from), firstAfter(arm, to)]
  const start = survivalAt(arm, from)
  const events: number[] = []
  const places: Place[] = []
  for (let i = first; i < end; i += 1) {
    if (arm.event[i] === 1) events.push(arm.tick[i]!)
    else places.push(placeOf(arm.tick[i]!, from, to, options))
  }
  // In order, as they are now: a bend keeps it.
  const censorings = new Int32Array(places.length)
  const bent = (x: number): void => {
    const exponent = Math.exp(x)
    for (let k = 0; k < censorings.length; k += 1) censorings[k] = at(places[k]!, exponent)
  }
  const reached = (x: number): number => {
    bent(x)
    let survival = start
    let gone = 0
    for (let k = 0; k < events.length; k += 1) {
      while (gone < censorings.length && censorings[gone]! < events[k]!) gone += 1
      survival *= 1 - 1 / (n - first - k - gone)
    }
    return survival
  }
  // A larger exponent takes everybody to earlier times, and the curve down.
  const enough = reached(-furthest) >= goal && reached(furthest) <= goal
  let [low, high] = [-furthest, furthest]
  for (let k = 0; k < halvings; k += 1) {
    const middle = (low + high) / 2
    if (reached(middle) > goal) low = middle
    else high = middle
  }
  bent((low + high) / 2)
  let [e, c] = [0, 0]
  for (let i = first; i < end; i += 1) {
    const isEvent = c >= censorings.length || (e < events.length && events[e]! <= censorings[c]!)
    arm.tick[i] = isEvent ? events[e++]! : censorings[c++]!
    arm.event[i] = isEvent ? 1 : 0
  }
  return enough
}

/** A censoring in the stretch that it may move in: at `low` + `width` u^g, u = e^`logShare`. */
interface Place {
  readonly low: number
  readonly width: number
  readonly logShare: number
}

const at = ({ low, width, logShare }: Place, exponent: number): number =>
  low + (width === 0 ? 0 : Math.max(1, Math.round(width * Math.exp(exponent * logShare))))

function placeOf(here: number, from: number, to: number, options: MoveOptions): Place {
  const { fences, firstCensoring, lastCensoring } = options
  if (here <= firstCensoring || here >= lastCensoring) return { low: here, width: 0, logShare: 0 }
  let low = Math.max(from, firstCensoring)
  let high = Math.min(to, lastCensoring - 1)
  for (const fence of fences) {
    if (fence < here) low = Math.max(low, fence)
    else high = Math.min(high, fence)
  }
  return { low, width: high - low, logShare: Math.log((here - low) / (high - low)) }
}
