import type { ArmEvidence, EndpointEvidence } from '../evidence/evidence.ts'
import type { DigitisedCurve } from '../evidence/digitised-curve.ts'
import type { RandomNumbers } from '../numeric/random-stream.ts'
import { randomStream } from '../numeric/random-stream.ts'
import { bindFigures } from './bind-figures.ts'
import type { DigitisedArm } from './digitised-arm.ts'
import { digitisedArm } from './digitised-arm.ts'
import type { LatticeArm } from './lattice.ts'
import { countEvents, ticksPerMonth } from './lattice.ts'
import type { Matched } from './match-ratio.ts'
import { matchRatios } from './match-ratio.ts'
import { missedFigures } from './misses.ts'
import { printedNumber } from './printed-number.ts'
import type { PairTarget } from './ratio-target.ts'
import { pairTargets } from './ratio-target.ts'
import { usableTicks } from './read-at-risk.ts'
import { targetsOf } from './target.ts'

export interface DigitisedCarrier {
  readonly arms: readonly DigitisedArm[]
  /** The patients of each arm, the hazard ratio matched. */
  readonly patients: readonly LatticeArm[]
}

const none: ReadonlySet<string> = new Set()

/**
 * One set of patients along digitised curves, one an arm, that keeps to numbers at risk, events and printed figures where it can.
 */
export function digitisedCarrier(
  evidence: EndpointEvidence,
  curves: readonly DigitisedCurve[],
  arms: readonly DigitisedArm[] = digitisedArms(evidence, curves),
): DigitisedCarrier {
  const pairs = pairTargets(evidence)
  const demands = arms.map(({ gaps }) => gaps.flatMap((gap) => gap.demands))
  const last: LatticeArm[] = []
  let kept: readonly Bound[] = []
  let best: Matched | null = null
  let fewest = Infinity
  for (let start = 0; start < mostStarts; start += 1) {
    kept = arms.map((it, index): Bound => {
      const before = kept[index]
      if (before?.missed === 0) return before
      const chain = Math.floor(start / chainLength)
      const from = before === undefined || start % chainLength === 0 ? it : { ...it, arm: last[index]! }
      const arm = bindFigures(from, ownRandom(evidence, index, start), 1 + chain)
      last[index] = arm
      const missed = missedFigures(arm, demands[index]!).size
      return before !== undefined && before.missed <= missed ? before : { arm, missed }
    })
    const own = kept.reduce((sum, { missed }) => sum + missed, 0)
    if (own >= fewest) continue
    fewest = own
    const bound = kept.map(({ arm }) => arm)
    const matched = match(arms, bound, pairs)
    const missed = own + matched.missed
    if (best === null || missed < best.missed) best = { ...matched, missed }
    if (own === 0) break
  }
  return { arms, patients: best!.arms }
}

/** Each goes on from the one before; every eighth begins anew, and may leave the readings further. */
const chainLength = 8
const mostStarts = 24

/** An arm with its printed figures, as far as they came back. */
interface Bound {
  readonly arm: LatticeArm
  readonly missed: number
}

/** Inside the gaps nothing was read; only if that room is too small are events moved within wider cells. */
function match(read: readonly DigitisedArm[], arms: readonly LatticeArm[], pairs: readonly PairTarget[]): Matched {
  let best: Matched | null = null
  for (const width of [1, 4, 12]) {
    const cells = read.map((it) => cellsOf(it, width))
    const matched = matchRatios(arms, pairs, cells)
    if (best === null || matched.missed < best.missed) best = matched
    if (best.missed === 0) break
  }
  return best!
}

/** The same patients whatever the seed of the draws. */
function ownRandom({ trial, endpoint, arms }: EndpointEvidence, arm: number, start: number): RandomNumbers {
  return randomStream(0, `${trial}/${endpoint}/${arms[arm]!.id}/figures`)(start)
}

/** Ends of the cells inside which events may move: every `width`th gap, and whatever holds a number at risk or a printed figure. */
function cellsOf({ gaps }: DigitisedArm, width: number): number[] {
  const ends = gaps.flatMap(({ to, fence }, i) =>
    fence !== null ? [fence] : i % width === 0 ? [Math.round(to * ticksPerMonth)] : [],
  )
  return [...new Set(ends)].filter((tick) => tick > 0).sort((a, b) => a - b)
}

/** The events of arms that print none are what the curve shows; a printed total is kept by giving the difference to them. */
export function digitisedArms(evidence: EndpointEvidence, curves: readonly DigitisedCurve[]): DigitisedArm[] {
  const horizon = Math.max(...curves.map((curve) => curve.time.at(-1) ?? 0))
  const build = (arm: ArmEvidence, index: number, events: number | null): DigitisedArm =>
    digitisedArm({
      n: printedNumber(arm.patients)!.value,
      events,
      ticks: fallingTicks(arm),
      curve: curves[index]!,
      targets: targetsOf(arm, horizon, none),
    })
  const printed = evidence.arms.map((arm) => printedNumber(arm.events)?.value ?? null)
  const total = printedNumber(evidence.events)?.value ?? null
  const arms = evidence.arms.map((arm, index) => build(arm, index, printed[index]!))
  const counts = arms.map(({ arm }) => countEvents(arm))
  const open = printed.flatMap((it, index) => (it === null ? [index] : []))
  const owed = total === null ? 0 : total - counts.reduce((sum, count) => sum + count, 0)
  if (owed === 0 || open.length === 0) return arms
  const shown = open.reduce((sum, index) => sum + counts[index]!, 0)
  let wanted = 0
  let given = 0
  for (const index of open) {
    wanted += (owed * (counts[index]! + 1)) / (shown + open.length)
    const own = Math.round(wanted) - given
    given += own
    arms[index] = build(evidence.arms[index]!, index, Math.max(0, counts[index]! + own))
  }
  return arms
}

/** Numbers at risk after time 0 that never rise. */
export function fallingTicks(arm: ArmEvidence): { time: number; count: number }[] {
  let least = printedNumber(arm.patients)!.value
  return usableTicks(arm, Infinity).map(({ time, count }) => {
    least = Math.min(least, count)
    return { time, count: least }
  })
}
