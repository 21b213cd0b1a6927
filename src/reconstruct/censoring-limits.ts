import type { EndpointEvidence } from '../evidence/evidence.ts'
import { followUpOf } from './administrative-law.ts'
import type { LatticeArm } from './lattice.ts'
import { movePatient, tickAtOrBefore } from './lattice.ts'
import { printedNumber } from './printed-number.ts'

export interface CensoringLimits {
  readonly first: number | null
  readonly last: number | null
}

/** Range of the censored patients' times, where follow-up is that of the reverse Kaplan-Meier curve. */
export function censoringLimits(evidence: EndpointEvidence): CensoringLimits[] {
  return evidence.arms.map((_, arm) => {
    const followUp = followUpOf(evidence, arm)
    if (followUp?.definition !== 'reverse Kaplan-Meier') return { first: null, last: null }
    const first = printedNumber(followUp.minimum)
    // A minimum printed as 0.0 stands for something short of the next digit.
    return {
      first: first === null ? null : first.value > 0 ? first.value : Math.max(0.001, first.upper / 2),
      last: printedNumber(followUp.maximum)?.value ?? null,
    }
  })
}

/** Arms that hold the first and the last censoring of those who share a follow-up. */
export type Holders = Map<string, number>

/**
 * Somebody is censored at the first and somebody at the last time of censoring: in the arm that comes nearest, which is noted in
 * `holders` and holds it from then on.
 */
export function pinExtremes(
  evidence: EndpointEvidence,
  arms: readonly LatticeArm[],
  limits: readonly CensoringLimits[],
  fences: readonly (readonly number[])[],
  holders: Holders,
): void {
  const groups = evidence.arms.map((arm, index) => (arm.followUp === null ? -1 : index))
  for (const group of new Set(groups)) {
    const members = groups.flatMap((it, arm) => (it === group ? [arm] : []))
    const { first, last } = limits[members[0]!]!
    for (const [time, direction] of [
      [first, 1],
      [last, -1],
    ] as const) {
      if (time === null) continue
      const key = `${group}/${direction}`
      const known = holders.get(key)
      const order = known === undefined ? [members] : [[known], members]
      let holder: number | null = null
      for (const those of order) holder ??= pin(arms, those, fences, tickAtOrBefore(time), direction)
      if (holder !== null) holders.set(key, holder)
    }
  }
}

/** Returns the arm, or null where none could. */
function pin(
  arms: readonly LatticeArm[],
  members: readonly number[],
  fences: readonly (readonly number[])[],
  tick: number,
  direction: 1 | -1,
): number | null {
  if (tick < 1) return null
  const apart = (arm: number, a: number, b: number): boolean => fences[arm]!.some((fence) => fence < a !== fence < b)
  const candidates = members.flatMap((arm) => {
    const { event, tick: ticks } = arms[arm]!
    const patient = direction === 1 ? event.indexOf(0) : event.lastIndexOf(0)
    return patient < 0 ? [] : [{ arm, patient, here: ticks[patient]!, distance: Math.abs(ticks[patient]! - tick) }]
  })
  candidates.sort((a, b) => a.distance - b.distance || a.arm - b.arm)
  const free = candidates.find(({ arm, here }) => !apart(arm, tick, here))
  if (free !== undefined) {
    movePatient(arms[free.arm]!, free.patient, tick, 0)
    return free.arm
  }
  // The risk table stands between: an event near the tick and that censoring exchange their labels.
  for (const { arm, patient, here } of candidates) {
    const own = arms[arm]!
    const near = own.tick.findIndex((at, i) => own.event[i] === 1 && !apart(arm, tick, at))
    if (near < 0) continue
    movePatient(own, patient, here, 1)
    const event = own.tick.findIndex((at, i) => own.event[i] === 1 && !apart(arm, tick, at))
    movePatient(own, event, tick, 0)
    return arm
  }
  return null
}
