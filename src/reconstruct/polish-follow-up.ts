import type { EndpointEvidence, FollowUpEvidence } from '../evidence/evidence.ts'
import type { LatticeArm } from './lattice.ts'
import { copyArm, movePatient, tickAtOrBefore, tickBefore } from './lattice.ts'
import { printedNumber } from './printed-number.ts'
import type { PolishOptions } from './polish.ts'
import { costOf } from './misses.ts'
import { apart, settle } from './settle.ts'
import type { Target } from './target.ts'
import { missOf } from './target.ts'

/** A reverse Kaplan-Meier median over some arms as demands on their pooled censoring curve. */
export interface FollowUpTarget {
  readonly arms: readonly number[]
  /** The curve lies above 1/2 before the printed time's rounding interval, and not above it at its end. */
  readonly targets: readonly [Target, Target]
}

/** A figure that is missed anyway may be so by a little more; one that was met may not be missed: that costs 0.3. */
const guideWeight = 5
const bearable = 0.1
const mostProposals = 200

export function followUpTargets(evidence: EndpointEvidence): FollowUpTarget[] {
  const found: FollowUpTarget[] = []
  const add = (arms: readonly number[], followUp: FollowUpEvidence | null): void => {
    if (followUp?.definition !== 'reverse Kaplan-Meier' || followUp.median === null) return
    const printed = printedNumber(followUp.median)
    if (printed === null || printed.value <= 0) return
    const base = { figure: followUp.median.id, z: 0, type: 'log-log' as const, beside: false }
    const before: Target = { ...base, boundary: tickAtOrBefore(printed.lower), low: 0.5 + 1e-9, high: 1 }
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

/** Moves censorings across the median follow-up until it is as printed; no figure of an arm may get worse, and its guides hold the curve between them. */
export function polishFollowUp(
  start: readonly LatticeArm[],
  targets: readonly (readonly Target[])[],
  followUp: readonly FollowUpTarget[],
  options: readonly PolishOptions[],
  guides: readonly (readonly Target[])[],
): readonly LatticeArm[] {
  const arms = start.map(copyArm)
  const demanded = arms.map((_, index) =>
    [...targets[index]!, ...guides[index]!].sort((a, b) => a.boundary - b.boundary),
  )
  const placing = demanded.map((own) => own.flatMap(({ beside }, k) => (beside ? [] : [k])))
  const costs = arms.map((arm, index) => costOf(arm, demanded[index]!, guideWeight))
  for (const { arms: members, targets: demands } of followUp) {
    const { random } = options[members[0]!]!
    const proposals = Math.min(mostProposals, options[members[0]!]!.proposals)
    let miss = excess(arms, members, demands)
    for (let proposal = 0; proposal < proposals && miss !== 0; proposal += 1) {
      const arm = members[random.integer(members.length)]!
      const before = arms[arm]!
      const trial = copyArm(before)
      const count = 1 + Math.floor(Math.abs(miss) * trial.tick.length * random.uniform())
      // One from the other side weighs more where few are left: it helps where nobody can come from this side.
      const earlier = miss > 0 !== random.uniform() < 0.2
      if (!slide(trial, demands, earlier, count, options[arm]!)) continue
      settle(trial, demanded[arm]!, placing[arm]!, options[arm]!)
      const own = costOf(trial, demanded[arm]!, guideWeight)
      if (own > costs[arm]! + bearable) continue
      arms[arm] = trial
      const next = excess(arms, members, demands)
      if (Math.abs(next) > Math.abs(miss)) arms[arm] = before
      else {
        miss = next
        costs[arm] = own
      }
    }
  }
  return arms
}

/** How many medians of follow-up do not print as they should. */
export function followUpMisses(arms: readonly LatticeArm[], followUp: readonly FollowUpTarget[]): number {
  return followUp.filter(({ arms: members, targets }) => excess(arms, members, targets) !== 0).length
}

/** How far the pooled censoring curve is off where it should cross 1/2: above 0 where the median comes too late. */
function excess(arms: readonly LatticeArm[], members: readonly number[], [before, after]: FollowUpTarget['targets']) {
  const pool = members.map((arm) => arms[arm]!)
  const next = pool.map(() => 0)
  let atRisk = pool.reduce((sum, arm) => sum + arm.tick.length, 0)
  let curve = 1
  const runTo = (boundary: number): number => {
    for (;;) {
      let at = Infinity
      pool.forEach((arm, k) => {
        if (next[k]! < arm.tick.length) at = Math.min(at, arm.tick[next[k]!]!)
      })
      if (at > boundary) return curve
      let censored = 0
      let leaving = 0
      pool.forEach((arm, k) => {
        while (arm.tick[next[k]!] === at) {
          censored += 1 - arm.event[next[k]!]!
          leaving += 1
          next[k]! += 1
        }
      })
      curve *= 1 - censored / atRisk
      atRisk -= leaving
    }
  }
  const early = missOf(before, runTo(before.boundary), 0)
  return early === 0 ? missOf(after, runTo(after.boundary), 0) : early
}

/**
 * Moves some censorings into the rounding interval of the median follow-up: `earlier` from after it, else from before it, the nearest ones,
 * since they pass the fewest events. Returns whether any moved.
 */
function slide(
  arm: LatticeArm,
  [before, after]: FollowUpTarget['targets'],
  earlier: boolean,
  count: number,
  options: PolishOptions,
): boolean {
  const { random, fences, firstCensoring, lastCensoring } = options
  const [from, to] = [before.boundary, after.boundary]
  const n = arm.tick.length
  let left = count
  // Away from the interval, so that a move never shifts a patient who is still to be looked at.
  for (let k = 0; k < n && left > 0; k += 1) {
    const i = earlier ? k : n - 1 - k
    const here = arm.tick[i]!
    if (arm.event[i] !== 0 || here <= firstCensoring || here >= lastCensoring) continue
    if ((earlier ? here <= to : here > from) || random.uniform() < 0.4) continue
    const tick = from + 1 + random.integer(Math.max(1, to - from))
    if (tick <= firstCensoring || tick >= lastCensoring || apart(fences, here, tick)) continue
    movePatient(arm, i, tick, 0)
    left -= 1
  }
  return left < count
}
