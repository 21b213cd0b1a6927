import type { Hazards } from './hazards.ts'
import type { LatticeArm } from './lattice.ts'
import { ticksPerMonth } from './lattice.ts'

/**
 * Puts each event of an arm where the smooth curve passes the middle of its step. Nobody crosses a boundary or another patient, so that
 * no figure of the arm changes: what a search left anywhere between two figures returns to the curve. Censorings stay where they are, as far as the events let them; so
 * does the last patient. `boundaries` ascend.
 */
export function seat(arm: LatticeArm, boundaries: readonly number[], hazards: Hazards): LatticeArm {
  const { event } = arm
  const n = event.length
  const wanted = middles(arm, hazards)
  const { from, to } = roomOf(arm, boundaries)
  const tick = new Int32Array(n)
  // Events first, with room for whoever is censored between them.
  for (let i = 0; i < n; i += 1) {
    const least = i === 0 ? from[i]! : Math.max(from[i]!, tick[i - 1]! + apart(event, i))
    tick[i] = event[i] === 1 ? Math.max(least, Math.min(to[i]!, wanted[i]!)) : least
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    if (event[i] === 1) continue
    const most = i + 1 < n ? Math.min(to[i]!, tick[i + 1]! - apart(event, i + 1)) : to[i]!
    tick[i] = Math.max(tick[i]!, Math.min(most, arm.tick[i]!))
  }
  return { tick, event }
}

/** 1 where a patient must stand after the one before: at one tick, events come before censorings. */
function apart(event: Uint8Array, i: number): number {
  return event[i - 1]! < event[i]! ? 1 : 0
}

/** First and last tick that each patient may take. */
function roomOf({ tick, event }: LatticeArm, boundaries: readonly number[]) {
  const n = tick.length
  const from = new Int32Array(n)
  const to = new Int32Array(n)
  let cell = 0
  for (let i = 0; i < n; i += 1) {
    while (cell < boundaries.length && boundaries[cell]! < tick[i]!) cell += 1
    from[i] = cell === 0 ? 1 : boundaries[cell - 1]! + 1
    to[i] = Math.min(boundaries[cell] ?? Infinity, tick[n - 1]!)
  }
  if (n > 0) from[n - 1] = tick[n - 1]!
  for (let i = n - 2; i >= 0; i -= 1) to[i] = Math.min(to[i]!, to[i + 1]! - apart(event, i + 1))
  return { from, to }
}

/** Tick at which the curve passes the middle of each event's step. */
function middles({ tick, event }: LatticeArm, { time, event: hazard }: Hazards): Int32Array {
  const n = tick.length
  const last = time.length - 1
  const middle = new Int32Array(n)
  let survival = 1
  let k = 1
  for (let i = 0; i < n; i += 1) {
    if (event[i] === 0) continue
    const step = survival / (n - i)
    const level = -Math.log(survival - step / 2)
    survival -= step
    while (k < last && hazard[k]! < level) k += 1
    const rise = hazard[k]! - hazard[k - 1]!
    const share = rise > 0 ? Math.max(0, Math.min(1, (level - hazard[k - 1]!) / rise)) : 1
    const passed = Math.round((time[k - 1]! + share * (time[k]! - time[k - 1]!)) * ticksPerMonth)
    // Whoever was put past the end of the curve stays there.
    middle[i] = hazard[k]! < level ? Math.max(passed, tick[i]!) : passed
  }
  return middle
}
