import type { ArmEvidence, EndpointEvidence } from '../evidence/evidence.ts'
import type { DigitisedCurve } from '../evidence/digitised-curve.ts'
import type { DigitisedArm } from './digitised-arm.ts'
import { digitisedArm } from './digitised-arm.ts'
import { pairOf } from './fit.ts'
import type { LatticeArm } from './lattice.ts'
import { ticksPerMonth } from './lattice.ts'
import type { Matched } from './match-ratio.ts'
import { matchRatio } from './match-ratio.ts'
import { printedNumber } from './printed-number.ts'
import { ratioTarget } from './ratio-target.ts'
import { usableTicks } from './read-at-risk.ts'
import { targetsOf } from './target.ts'

export interface DigitisedCarrier {
  readonly arms: readonly DigitisedArm[]
  /** The patients of each arm, the hazard ratio matched. */
  readonly patients: readonly LatticeArm[]
}

const none: ReadonlySet<string> = new Set()

/** One set of patients along digitised curves, one an arm, that keeps to numbers at risk, events and printed figures where it can. */
export function digitisedCarrier(evidence: EndpointEvidence, curves: readonly DigitisedCurve[]): DigitisedCarrier {
  const arms = armsOf(evidence, curves)
  const pair = pairOf(evidence)
  const wanted = ratioTarget(evidence.hazardRatio, evidence.pValue, none)
  const plain = arms.map(({ arm }) => arm)
  if (pair === null || wanted === null) return { arms, patients: plain }
  // Inside the gaps nothing was read; only if that room is too small are events moved within wider cells.
  let best: Matched | null = null
  for (const width of [1, 4, 12]) {
    const cells = arms.map((it) => cellsOf(it, width))
    const matched = matchRatio(plain, pair, cells, wanted)
    if (best === null || matched.missed < best.missed) best = matched
    if (best.missed === 0) break
  }
  return { arms, patients: best!.arms }
}

/** Ends of the cells inside which events may move: every `width`th gap, and whatever holds a number at risk or a printed figure. */
function cellsOf({ gaps }: DigitisedArm, width: number): number[] {
  const ends = gaps.flatMap(({ to, fence }, i) =>
    fence !== null ? [fence] : i % width === 0 ? [Math.round(to * ticksPerMonth)] : [],
  )
  return [...new Set(ends)].filter((tick) => tick > 0).sort((a, b) => a - b)
}

/** The events of arms that print none are what the curve shows; a printed total is kept by giving the difference to them. */
function armsOf(evidence: EndpointEvidence, curves: readonly DigitisedCurve[]): DigitisedArm[] {
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
function fallingTicks(arm: ArmEvidence): { time: number; count: number }[] {
  let least = printedNumber(arm.patients)!.value
  return usableTicks(arm, Infinity).map(({ time, count }) => {
    least = Math.min(least, count)
    return { time, count: least }
  })
}

export function countEvents(arm: LatticeArm): number {
  return arm.event.reduce((sum, event) => sum + event, 0)
}
