import type { EndpointEvidence, FollowUpEvidence } from '../evidence/evidence.ts'
import type { LatticeArm } from './lattice.ts'
import { copyArm, movePatient, tickBefore } from './lattice.ts'
import { printedNumber } from './printed-number.ts'
import type { PolishOptions } from './polish.ts'
import { costOf, misses } from './misses.ts'
import { apart, settle } from './settle.ts'
import type { Target } from './target.ts'

/** A reverse Kaplan-Meier median over some arms as demands on their pooled censoring curve. */
export interface FollowUpTarget {
  readonly arms: readonly number[]
  /** The curve lies above 1/2 before the printed time's rounding interval, and not above it at its end. */
  readonly targets: readonly [Target, Target]
}

const proposals = 300

export function followUpTargets(evidence: EndpointEvidence, doubted: ReadonlySet<string>): FollowUpTarget[] {
  const found: FollowUpTarget[] = []
  const add = (arms: readonly number[], followUp: FollowUpEvidence | null): void => {
    if (followUp?.definition !== 'reverse Kaplan-Meier' || followUp.median === null) return
    const printed = printedNumber(followUp.median)
    if (printed === null || printed.value <= 0 || doubted.has(followUp.median.id)) return
    const base = { figure: followUp.median.id, z: 0, type: 'log-log' as const, beside: false }
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
): readonly LatticeArm[] {
  const arms = start.map(copyArm)
  const costs = arms.map((arm, index) => costOf(arm, targets[index]!))
  for (const { arms: members, targets: demands } of followUp) {
    const { random } = options[members[0]!]!
    const miss = new Float64Array(2)
    const trialMiss = new Float64Array(2)
    let cost = misses(reversed(arms, members), demands, miss)
    for (let proposal = 0; proposal < proposals && cost > 0; proposal += 1) {
      const arm = members[random.integer(members.length)]!
      const trial = copyArm(arms[arm]!)
      const [early, late] = miss
      const most = Math.abs(late! > 0 ? late! : early!) * trial.tick.length
      const count = 1 + Math.floor(most * random.uniform())
      let moved = 0
      while (moved < count && slide(trial, demands, late! > 0, options[arm]!)) moved += 1
      if (moved === 0) continue
      settle(trial, targets[arm]!, (k) => !targets[arm]![k]!.beside, options[arm]!)
      const own = costOf(trial, targets[arm]!)
      if (own > costs[arm]! + 0.1) continue
      const next = misses(
        reversed(
          arms.map((it, index) => (index === arm ? trial : it)),
          members,
        ),
        demands,
        trialMiss,
      )
      if (next > cost) continue
      cost = next
      miss.set(trialMiss)
      costs[arm] = own
      arms[arm] = trial
    }
  }
  return arms
}

/** How many medians of follow-up do not print as they should. */
export function followUpMisses(arms: readonly LatticeArm[], followUp: readonly FollowUpTarget[]): number {
  return followUp.filter(({ arms: members, targets }) => costOf(reversed(arms, members), targets) > 0).length
}

/** Moves a censoring near the median follow-up to a place within its rounding: `earlier` from after it, else from before it. */
function slide(arm: LatticeArm, demands: readonly [Target, Target], earlier: boolean, options: PolishOptions): boolean {
  const { random, fences, firstCensoring, lastCensoring } = options
  const from = demands[0].boundary
  const to = demands[1].boundary
  const tick = from + 1 + random.integer(Math.max(1, to - from))
  if (tick <= firstCensoring || tick >= lastCensoring) return false
  const candidates: number[] = []
  arm.tick.forEach((here, i) => {
    if (arm.event[i] !== 0 || here <= firstCensoring || here >= lastCensoring) return
    if ((earlier ? here > to : here <= from) && !apart(fences, here, tick)) candidates.push(i)
  })
  if (candidates.length === 0) return false
  // The nearest ones: their move passes the fewest events.
  const reach = Math.min(candidates.length, 1 + Math.floor(random.exponential() * 2))
  movePatient(arm, earlier ? candidates[reach - 1]! : candidates[candidates.length - reach]!, tick, 0)
  return true
}
