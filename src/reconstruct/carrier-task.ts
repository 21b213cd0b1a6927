import type { EndpointEvidence } from '../evidence/evidence.ts'
import { randomStream } from '../numeric/random-stream.ts'
import type { CensoringLimits, Holders } from './censoring-limits.ts'
import { censoringLimits } from './censoring-limits.ts'
import type { Fit } from './fit.ts'
import type { Hazards } from './hazards.ts'
import { hazardsOf, towardsMedian } from './hazards.ts'
import type { LatticeArm } from './lattice.ts'
import { tickAtOrBefore, tickBefore } from './lattice.ts'
import { pastHorizon } from './past-horizon.ts'
import { planArm } from './plan.ts'
import type { PolishOptions } from './polish.ts'
import type { FollowUpTarget } from './polish-follow-up.ts'
import { followUpTargets } from './polish-follow-up.ts'
import type { PairTarget } from './ratio-target.ts'
import { pairTargets } from './ratio-target.ts'
import { usableTicks } from './read-at-risk.ts'
import type { Target } from './target.ts'
import { targetsOf } from './target.ts'
import { anchorsOf } from './time-grid.ts'
import { tooNarrow } from './too-narrow.ts'

/** Where a patient is placed inside its share of the expected count, by start. */
const offsets = [0.5, 0.35, 0.65, 0.425, 0.575, 0.3, 0.7, 0.5] as const
/** Further starts are spent only while a figure is missed; many short ones find more than few long ones. */
export const mostStarts = 24
/** Moves tried at the first start, and how many times patients they may be at most; each further start tries half as many more, up to `longest` times as many. */
const proposals = 600
const effort = 200_000
const longest = 4
/** The first start keeps near the curve; the others, which have to find what it did not, may leave it further on their way. */
const near = { guideWeight: 30, temperature: 0.1 } as const
const far = { guideWeight: 20, temperature: 0.3 } as const

/** Everything about an endpoint that stays the same from start to start. */
export interface CarrierTask {
  readonly evidence: EndpointEvidence
  readonly full: Fit
  readonly grid: Float64Array
  readonly seed: number
  readonly pairs: readonly PairTarget[]
  readonly limits: readonly CensoringLimits[]
  readonly ticks: readonly (readonly { readonly time: number; readonly count: number }[])[]
  readonly fences: readonly (readonly number[])[]
  readonly targets: readonly (readonly Target[])[]
  readonly followUp: readonly FollowUpTarget[]
  readonly holders: Holders
}

export function carrierTask(evidence: EndpointEvidence, full: Fit, seed: number, grid: Float64Array): CarrierTask {
  const { horizon } = full.model
  const unwanted = new Set(evidence.arms.flatMap(tooNarrow))
  const ticks = evidence.arms.map((arm, index) => fallingTicks(usableTicks(arm, horizon), full.model.arms[index]!.n))
  return {
    evidence,
    full,
    grid,
    seed,
    pairs: pairTargets(evidence),
    limits: censoringLimits(evidence),
    ticks,
    fences: ticks.map((own) => own.map(({ time }) => tickBefore(time))),
    targets: evidence.arms.map((arm) => targetsOf(arm, horizon, unwanted)),
    followUp: followUpTargets(evidence),
    holders: new Map(),
  }
}

/** Numbers at risk that never rise. */
function fallingTicks(ticks: readonly { readonly time: number; readonly count: number }[], n: number) {
  let least = n
  return ticks.map(({ time, count }) => {
    least = Math.min(least, count)
    return { time, count: least }
  })
}

/** The curve that an arm's patients follow. */
export function hazardsFor({ evidence, grid, full }: CarrierTask, index: number): Hazards {
  const { model, posterior } = full
  const hazards = hazardsOf(model, posterior.state, index, grid)
  return towardsMedian(hazards, model.arms[index]!.n, anchorsOf(evidence.arms[index]!, model.horizon))
}

/** An arm of a task placed along its curve. */
export function plannedArm(
  { full, limits, ticks }: CarrierTask,
  hazards: Hazards,
  events: number,
  index: number,
  start: number,
): LatticeArm {
  const { first, last } = limits[index]!
  const { n } = full.model.arms[index]!
  const allSeen = events === n || (last !== null && last < full.model.horizon)
  return planArm({
    n,
    events,
    hazards: allSeen ? pastHorizon(hazards) : hazards,
    ticks: ticks[index]!,
    firstCensoring: first,
    lastCensoring: last,
    offset: offsets[start % offsets.length]!,
  })
}

/** How an arm of a task is polished at a start. */
export function polishOptions(
  { evidence, full, seed, limits, fences }: CarrierTask,
  index: number,
  start: number,
): PolishOptions {
  const { first, last } = limits[index]!
  const { id } = evidence.arms[index]!
  return {
    proposals: Math.ceil(
      Math.min(longest, 1 + (start % mostStarts) / 2) * Math.min(proposals, effort / full.model.arms[index]!.n),
    ),
    random: randomStream(seed, `${evidence.trial}/${evidence.endpoint}/${id}/polish`)(start),
    fences: fences[index]!,
    ...(start % mostStarts === 0 ? near : far),
    firstCensoring: first === null ? 0 : tickAtOrBefore(first),
    lastCensoring: last === null ? Math.max(1, tickAtOrBefore(full.model.horizon)) + 1 : tickAtOrBefore(last),
  }
}

/** Ends of the cells inside which time may be warped: wherever a figure of the arm looks. */
export function taskCells({ targets, fences, followUp }: CarrierTask, options: readonly PolishOptions[]): number[][] {
  return targets.map((own, arm) => {
    const { firstCensoring, lastCensoring } = options[arm]!
    const ends = new Set([...own.map((target) => target.boundary), ...fences[arm]!])
    for (const group of followUp) {
      if (group.arms.includes(arm)) for (const target of group.targets) ends.add(target.boundary)
    }
    for (const tick of [firstCensoring, lastCensoring]) {
      ends.add(tick - 1)
      ends.add(tick)
    }
    return [...ends].filter((tick) => tick > 0).sort((a, b) => a - b)
  })
}
