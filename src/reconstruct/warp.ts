import { power } from '../numeric/power.ts'
import type { LatticeArm } from './lattice.ts'

/**
 * Moves the patients of an arm inside the cells between boundaries: in (a, b] a tick t goes to a + (b - a) u^g, u = (t - a) / (b - a).
 * Nobody crosses a boundary or another patient, so that no figure of the arm changes, while the hazard ratio moves steadily with g.
 * `boundaries` ascend; a patient at the last tick of a cell stays.
 */
export function warp(arm: LatticeArm, boundaries: readonly number[], exponent: number): LatticeArm {
  if (exponent === 1) return arm
  const tick = arm.tick.slice()
  let cell = 0
  for (let i = 0; i < tick.length; i += 1) {
    const t = tick[i]!
    while (cell < boundaries.length && boundaries[cell]! < t) cell += 1
    const from = cell === 0 ? 0 : boundaries[cell - 1]!
    const to = cell < boundaries.length ? boundaries[cell]! : arm.tick.at(-1)!
    const width = to - from
    if (width <= 1) continue
    const share = (t - from) / width
    tick[i] = Math.max(from + 1, Math.min(to, Math.round(from + width * power(share, exponent))))
  }
  return { tick, event: regroup(tick, arm.event) }
}

/** Patients who came to share a tick: events before censorings. */
function regroup(tick: Int32Array, labels: Uint8Array): Uint8Array {
  const event = labels.slice()
  for (let i = 1; i < tick.length; i += 1) {
    for (let j = i; j > 0 && tick[j - 1] === tick[j] && event[j - 1]! < event[j]!; j -= 1) {
      event[j - 1] = 1
      event[j] = 0
    }
  }
  return event
}
