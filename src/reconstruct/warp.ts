import type { LatticeArm } from './lattice.ts'

/**
 * Moves the patients of an arm inside the cells between boundaries: in (a, b] a tick t goes to a + (b - a) u^g, u = (t - a) / (b - a).
 * Nobody crosses a boundary or another patient, so that no figure of the arm changes, while the hazard ratio moves steadily with g.
 * `boundaries` ascend; a patient at the last tick of a cell stays. What does not depend on g is looked up once.
 */
export function warping(arm: LatticeArm, boundaries: readonly number[]): (exponent: number) => LatticeArm {
  const n = arm.tick.length
  const from = new Int32Array(n)
  const width = new Int32Array(n)
  const logShare = new Float64Array(n)
  let cell = 0
  for (let i = 0; i < n; i += 1) {
    const t = arm.tick[i]!
    while (cell < boundaries.length && boundaries[cell]! < t) cell += 1
    from[i] = cell === 0 ? 0 : boundaries[cell - 1]!
    width[i] = (boundaries[cell] ?? arm.tick[n - 1]!) - from[i]!
    logShare[i] = Math.log((t - from[i]!) / width[i]!)
  }
  return (exponent) => {
    if (exponent === 1) return arm
    const tick = arm.tick.slice()
    for (let i = 0; i < n; i += 1) {
      if (width[i]! <= 1) continue
      const to = Math.round(from[i]! + width[i]! * Math.exp(exponent * logShare[i]!))
      tick[i] = Math.max(from[i]! + 1, Math.min(from[i]! + width[i]!, to))
    }
    return { tick, event: regroup(tick, arm.event) }
  }
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
