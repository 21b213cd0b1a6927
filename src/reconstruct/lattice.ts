import { TICKS_PER_MONTH } from '../evidence/time-unit.ts'
import type { Patients } from '../survival/patients.ts'

/** Rebuilt times stand on a lattice, so that everything is computed from rounded times. */
export const ticksPerMonth = TICKS_PER_MONTH

/** Patients of one arm on the lattice, sorted by tick, events before censorings at the same tick. */
export interface LatticeArm {
  readonly tick: Int32Array
  readonly event: Uint8Array
}

/** Last tick not after a time. */
export function tickAtOrBefore(time: number): number {
  return Math.floor(time * ticksPerMonth + 1e-9)
}

/** Last tick before a time. */
export function tickBefore(time: number): number {
  return Math.ceil(time * ticksPerMonth - 1e-9) - 1
}

/** An arm from the ticks of its events and of its censorings, each ascending. */
export function latticeArm(events: readonly number[], censorings: readonly number[]): LatticeArm {
  const n = events.length + censorings.length
  const tick = new Int32Array(n)
  const event = new Uint8Array(n)
  let i = 0
  let j = 0
  for (let k = 0; k < n; k += 1) {
    const isEvent = j >= censorings.length || (i < events.length && events[i]! <= censorings[j]!)
    tick[k] = isEvent ? events[i]! : censorings[j]!
    event[k] = isEvent ? 1 : 0
    if (isEvent) i += 1
    else j += 1
  }
  return { tick, event }
}

/** Takes patient `from` to another tick (and label), keeping the order. Works in place. */
export function movePatient(arm: LatticeArm, from: number, tick: number, label: number): void {
  let k = from
  const after = (i: number): boolean => arm.tick[i]! > tick || (arm.tick[i] === tick && arm.event[i]! < label)
  const before = (i: number): boolean => arm.tick[i]! < tick || (arm.tick[i] === tick && arm.event[i]! > label)
  while (k > 0 && after(k - 1)) {
    arm.tick[k] = arm.tick[k - 1]!
    arm.event[k] = arm.event[k - 1]!
    k -= 1
  }
  while (k + 1 < arm.tick.length && before(k + 1)) {
    arm.tick[k] = arm.tick[k + 1]!
    arm.event[k] = arm.event[k + 1]!
    k += 1
  }
  arm.tick[k] = tick
  arm.event[k] = label
}

/** First patient after a boundary. */
export function firstAfter(arm: LatticeArm, boundary: number): number {
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
export function nth(arm: LatticeArm, from: number, direction: 1 | -1, label: number, count: number): number {
  let left = count
  for (let i = from; i >= 0 && i < arm.tick.length; i += direction) {
    if (arm.event[i] !== label) continue
    if (left === 0) return i
    left -= 1
  }
  return -1
}

export function countEvents(arm: LatticeArm): number {
  return arm.event.reduce((sum, event) => sum + event, 0)
}

export function copyArm(arm: LatticeArm): LatticeArm {
  return { tick: arm.tick.slice(), event: arm.event.slice() }
}

/** One set of patients from arms that are each in order. */
export function mergeArms(names: readonly string[], arms: readonly LatticeArm[]): Patients {
  const n = arms.reduce((sum, arm) => sum + arm.tick.length, 0)
  const time = new Float64Array(n)
  const event = new Uint8Array(n)
  const assigned = new Uint8Array(n)
  const next = arms.map(() => 0)
  const head = arms.map((arm) => orderAt(arm, 0))
  for (let k = 0; k < n; k += 1) {
    let best = 0
    for (let a = 1; a < head.length; a += 1) if (head[a]! < head[best]!) best = a
    const arm = arms[best]!
    const i = next[best]!
    time[k] = arm.tick[i]! / ticksPerMonth
    event[k] = arm.event[i]!
    assigned[k] = best
    next[best] = i + 1
    head[best] = orderAt(arm, i + 1)
  }
  return { arms: names, time, event, assigned }
}

/** Later than any: whole, so that what is compared stays so. */
const nobody = 0x3fff_ffff

/** Patients come by tick, at one tick events first; beyond the last there is nobody. */
function orderAt({ tick, event }: LatticeArm, i: number): number {
  return i < tick.length ? 2 * tick[i]! + 1 - event[i]! : nobody
}
