import type { EndpointEvidence, FollowUpEvidence } from '../evidence/evidence.ts'
import type { LatticeArm } from './lattice.ts'
import { copyArm, movePatient, tickBefore } from './lattice.ts'
import { printedNumber } from './printed-number.ts'
import type { PolishOptions } from './polish.ts'
import { costOf } from './misses.ts'
import type { Target } from './target.ts'

/** A reverse Kaplan-Meier median over some arms as demands on their pooled censoring curve. */
export interface FollowUpTarget {
  readonly arms: readonly number[]
  readonly targets: readonly Target[]
}

export function followUpTargets(evidence: EndpointEvidence, doubted: ReadonlySet<string>): FollowUpTarget[] {
  const found: FollowUpTarget[] = []
  const add = (arms: readonly number[], followUp: FollowUpEvidence | null): void => {
    if (followUp?.definition !== 'reverse Kaplan-Meier' || followUp.median === null) return
    const printed = printedNumber(followUp.median)
    if (printed === null || printed.value <= 0 || doubted.has(followUp.median.id)) return
    const base = { figure: followUp.median.id, z: 0, type: 'log-log' as const }
    const before: Target = { ...base, boundary: tickBefore(printed.lower), low: 0.5 + 1e-9, high: 1 }
    const after: Target = { ...base, boundary: tickBefore(printed.upper), low: 0, high: 0.5 - 1e-9 }
    found.push({ arms, targets: [before, after] })
  }
  evidence.arms.forEach((arm, index) => {
    add([index], arm.followUp)
  })
  add(
    evidence.arms.map((_, arm) => arm),
    evidence.followUp,
  )
  return found
}

/** Pooled patients with events and censorings exchanged. */
function reversed(arms: readonly LatticeArm[], members: readonly number[]): LatticeArm {
  const rows = members.flatMap((arm) => Array.from(arms[arm]!.tick, (tick, i) => 2 * tick + arms[arm]!.event[i]!))
  const keys = Int32Array.from(rows).sort()
  return { tick: keys.map((key) => key >> 1), event: Uint8Array.from(keys, (key) => 1 - (key & 1)) }
}

/** Moves censorings across the median follow-up until it is as printed; no figure of an arm may get worse. */
export function polishFollowUp(
  start: readonly LatticeArm[],
  targets: readonly (readonly Target[])[],
  followUp: readonly FollowUpTarget[],
  options: readonly PolishOptions[],
): { readonly arms: readonly LatticeArm[]; readonly missed: number } {
  const arms = start.map(copyArm)
  const costs = arms.map((arm, index) => costOf(arm, targets[index]!))
  let missed = 0
  for (const { arms: members, targets: demands } of followUp) {
    const pool = reversed(arms, members)
    const { random } = options[members[0]!]!
    let cost = costOf(pool, demands)
    for (let proposal = 0; proposal < 400 && cost > 0; proposal += 1) {
      const arm = members[random.integer(members.length)]!
      const earlier = costOf(pool, [demands[1]!]) > 0
      const move = slide(arms[arm]!, demands, earlier, options[arm]!, random)
      if (move === null) continue
      const trial = copyArm(arms[arm]!)
      movePatient(trial, move.patient, move.to, 0)
      const own = costOf(trial, targets[arm]!)
      if (own > costs[arm]!) continue
      movePatient(
        pool,
        pool.tick.findIndex((tick, i) => tick === move.from && pool.event[i] === 1),
        move.to,
        1,
      )
      const next = costOf(pool, demands)
      if (next > cost) {
        movePatient(
          pool,
          pool.tick.findIndex((tick, i) => tick === move.to && pool.event[i] === 1),
          move.from,
          1,
        )
        continue
      }
      cost = next
      costs[arm] = own
      arms[arm] = trial
    }
    if (cost > 0) missed += 1
  }
  return { arms, missed }
}

interface Slide {
  readonly patient: number
  readonly from: number
  readonly to: number
}

/** A censoring near the median follow-up and a place for it on the other side. */
function slide(
  arm: LatticeArm,
  demands: readonly Target[],
  earlier: boolean,
  options: PolishOptions,
  random: PolishOptions['random'],
): Slide | null {
  const from = demands[0]!.boundary
  const to = demands[1]!.boundary
  const candidates: number[] = []
  arm.tick.forEach((tick, i) => {
    if (arm.event[i] !== 0 || tick <= options.firstCensoring || tick >= options.lastCensoring) return
    if (earlier ? tick > to : tick <= from) candidates.push(i)
  })
  if (candidates.length === 0) return null
  // The nearest ones: their move passes the fewest events.
  const reach = Math.min(candidates.length, 1 + Math.floor(random.exponential() * 2))
  const chosen = earlier ? candidates[reach - 1]! : candidates[candidates.length - reach]!
  const width = Math.max(1, to - from)
  const tick = from + 1 + random.integer(width)
  const here = arm.tick[chosen]!
  if (tick <= options.firstCensoring || tick >= options.lastCensoring) return null
  if (options.fences.some((fence) => fence < tick !== fence < here)) return null
  return { patient: chosen, from: here, to: tick }
}
