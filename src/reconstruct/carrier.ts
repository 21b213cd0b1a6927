import type { EndpointEvidence } from '../evidence/evidence.ts'
import { randomStream } from '../numeric/random-stream.ts'
import type { CensoringLimits, Holders } from './censoring-limits.ts'
import { censoringLimits, pinExtremes } from './censoring-limits.ts'
import { usableTicks } from './read-at-risk.ts'
import type { Fit } from './fit.ts'
import { fit as refit, pairOf } from './fit.ts'
import type { FollowUpTarget } from './polish-follow-up.ts'
import { followUpMisses, followUpTargets, polishFollowUp } from './polish-follow-up.ts'
import type { LatticeArm } from './lattice.ts'
import { tickAtOrBefore, tickBefore } from './lattice.ts'
import type { Matched } from './match-ratio.ts'
import { matchRatio, ratioGap } from './match-ratio.ts'
import { planArm } from './plan.ts'
import type { PolishOptions } from './polish.ts'
import { polish } from './polish.ts'
import { missedFigures } from './misses.ts'
import type { Prior } from './prior.ts'
import type { Pair } from './read-hazard-ratio.ts'
import type { RatioTarget } from './ratio-target.ts'
import { ratioTarget } from './ratio-target.ts'
import { tooNarrow } from './too-narrow.ts'
import { anchorsOf } from './time-grid.ts'
import { hazardsOf, towardsMedian } from './hazards.ts'
import type { EventSplit } from './split-events.ts'
import { moveEvents, splitEvents } from './split-events.ts'
import type { Target } from './target.ts'
import { targetsOf } from './target.ts'

export interface Carrier {
  readonly arms: readonly LatticeArm[]
  readonly split: EventSplit
}

interface Attempt extends Carrier {
  readonly missed: number
  /** Printed over reached standard error of the log hazard ratio. */
  readonly errorRatio: number
}

const mostStarts = 8
const mostProposals = 1200
/** Proposals times patients. */
const effort = 400_000
const offsets = [0.5, 0.35, 0.65, 0.425, 0.575, 0.3, 0.7, 0.5] as const

/** Everything about an endpoint that stays the same from start to start. */
interface Task {
  readonly evidence: EndpointEvidence
  readonly full: Fit
  readonly grid: Float64Array
  readonly seed: number
  readonly pair: Pair | null
  readonly ratio: RatioTarget | null
  readonly limits: readonly CensoringLimits[]
  readonly ticks: readonly (readonly { readonly time: number; readonly count: number }[])[]
  readonly fences: readonly (readonly number[])[]
  readonly targets: readonly (readonly Target[])[]
  readonly followUp: readonly FollowUpTarget[]
  readonly holders: Holders
}

/** One polished set of patients that reproduces the printed figures; only what is missed asks for another start. */
export function carrier(
  evidence: EndpointEvidence,
  full: Fit,
  prior: Prior,
  seed: number,
  grid: Float64Array,
): Carrier {
  const task = taskOf(evidence, full, seed, grid)
  const aligned = align(task, prior)
  let split = splitEvents(evidence, aligned)
  let kept: readonly Polished[] = []
  let best: Attempt | null = null
  for (let start = 0; start < mostStarts; start += 1) {
    kept = polishArms(task, aligned, split, start, kept)
    const missed = kept.reduce((sum, arm) => sum + arm.missed, 0)
    if (best !== null && missed >= best.missed) continue
    const attempt = matchAll(task, kept, split, start)
    if (best === null || attempt.missed < best.missed) best = attempt
    if (best.missed === 0) break
    split = variedSplit(task, splitEvents(evidence, aligned), attempt)
  }
  return best!
}

/** The smooth curve's hazard ratio is not that of patients placed along it: the fit aims beside it by what is missing. */
function align(task: Task, prior: Prior): Fit {
  const { evidence, full, pair, ratio } = task
  if (pair === null || ratio === null) return full
  let current = full
  let shift = 0
  for (let round = 0; round < 2; round += 1) {
    const { events } = splitEvents(evidence, current)
    const gap = ratioGap(events.map((count, arm) => plannedArm(task, current, count, arm, 0)), pair, ratio)
    if (Math.abs(gap) < 0.02 || Math.abs(shift + gap) > 0.5) break
    shift += gap
    current = refit(evidence, full.model, prior, shift)
  }
  return current
}

function taskOf(evidence: EndpointEvidence, full: Fit, seed: number, grid: Float64Array): Task {
  const { horizon } = full.model
  const doubted = new Set(full.doubts.map((doubt) => doubt.figure))
  const unwanted = new Set([...doubted, ...evidence.arms.flatMap(tooNarrow)])
  const ticks = evidence.arms.map((arm, index) => fallingTicks(usableTicks(arm, horizon), full.model.arms[index]!.n))
  return {
    evidence,
    full,
    grid,
    seed,
    pair: pairOf(evidence),
    ratio: ratioTarget(evidence.hazardRatio, evidence.pValue, doubted),
    limits: censoringLimits(evidence),
    ticks,
    fences: ticks.map((own) => own.map(({ time }) => tickBefore(time))),
    targets: evidence.arms.map((arm) => targetsOf(arm, horizon, unwanted)),
    followUp: followUpTargets(evidence, doubted),
    holders: new Map(),
  }
}

/**
 * The model's split of a total, moved to where the width of the hazard ratio's interval asks for it: the variance of the log ratio goes
 * with 1 / d1 + 1 / d0. At most 2.5 sd of what the model believes.
 */
function variedSplit({ pair, full }: Task, split: EventSplit, { errorRatio, split: tried }: Attempt): EventSplit {
  if (pair === null || split.basis === 'reported' || Math.abs(errorRatio - 1) < 1e-3) return split
  const { numerator, denominator } = pair
  const [a, b] = [tried.events[numerator]!, tried.events[denominator]!]
  const wanted = errorRatio * errorRatio * (1 / a + 1 / b)
  const total = a + b
  // 1 / x + 1 / (total - x) = wanted has two roots; nearer to even than half and half is not possible.
  const even = Math.max(0, (total * total) / 4 - total / wanted)
  const more = total / 2 + Math.sqrt(even)
  const most = 2.5 * split.spread[numerator]!
  const events = a > b ? more : total - more
  const move = Math.round(Math.max(-most, Math.min(most, events - split.events[numerator]!)))
  const sizes = full.model.arms.map((arm) => arm.n)
  return moveEvents(split, sizes, denominator, numerator, move)
}

/** An arm whose own figures have been polished. */
interface Polished {
  readonly arm: LatticeArm
  readonly events: number
  readonly missed: number
}

/** Arms along the curve, each polished on its own figures; where another start left one that misses less, that one stays. */
function polishArms(
  task: Task,
  current: Fit,
  split: EventSplit,
  start: number,
  kept: readonly Polished[],
): readonly Polished[] {
  const { evidence, limits, fences, targets, holders } = task
  const planned = evidence.arms.map((_, index) => plannedArm(task, current, split.events[index]!, index, start))
  pinExtremes(evidence, planned, limits, fences, holders)
  const idle = kept.every((it) => it.missed === 0)
  return planned.map((plan, index) => {
    const events = split.events[index]!
    const before = kept[index]
    const same = before?.events === events ? before : null
    if (same?.missed === 0 && !idle) return same
    const arm = polish(plan, targets[index]!, optionsOf(task, index, start))
    const missed = missedFigures(arm, targets[index]!).size
    return same !== null && same.missed < missed ? same : { arm, events, missed }
  })
}

function plannedArm(task: Task, current: Fit, events: number, index: number, start: number): LatticeArm {
  const { evidence, grid, limits, ticks } = task
  const { model, posterior } = current
  const { n } = model.arms[index]!
  const { first, last } = limits[index]!
  const hazards = hazardsOf(model, posterior.state, index, grid)
  return planArm({
    n,
    events,
    hazards: towardsMedian(hazards, n, anchorsOf(evidence.arms[index]!, model.horizon)),
    ticks: ticks[index]!,
    firstCensoring: first,
    lastCensoring: last,
    offset: offsets[start]!,
  })
}

function optionsOf({ evidence, full, seed, limits, fences }: Task, index: number, start: number): PolishOptions {
  const { first, last } = limits[index]!
  const { id } = evidence.arms[index]!
  return {
    proposals: Math.ceil(Math.min(mostProposals, effort / full.model.arms[index]!.n)),
    random: randomStream(seed, `${evidence.trial}/${evidence.endpoint}/${id}/polish`)(start),
    fences: fences[index]!,
    firstCensoring: first === null ? 0 : tickAtOrBefore(first),
    lastCensoring: last === null ? Math.max(1, tickAtOrBefore(full.model.horizon)) + 1 : tickAtOrBefore(last),
  }
}

/** Follow-up and hazard ratio of all arms together. Each depends on how the patients of one arm lie among the others', so they take turns. */
function matchAll(task: Task, polished: readonly Polished[], split: EventSplit, start: number): Attempt {
  const { evidence, pair, ratio, fences, targets, followUp } = task
  const options = evidence.arms.map((_, index) => optionsOf(task, index, mostStarts + start))
  // Cells are bent further only where less did not do.
  const furthest = Math.min(1.4, 0.8 + 0.2 * start)
  const cells = cellsOf(targets, fences, followUp, options)
  let matched: Matched = { arms: polished.map((it) => it.arm), missed: 0, errorRatio: 1 }
  let missed = 0
  for (let round = 0; round < 3; round += 1) {
    const followed = polishFollowUp(matched.arms, targets, followUp, options)
    matched =
      pair === null || ratio === null ? { ...matched, arms: followed } : matchRatio(followed, pair, cells, ratio, furthest)
    missed = followUpMisses(matched.arms, followUp)
    if (missed === 0) break
  }
  const own = matched.arms.reduce((sum, arm, index) => sum + missedFigures(arm, targets[index]!).size, 0)
  return { arms: matched.arms, split, missed: missed + matched.missed + own, errorRatio: matched.errorRatio }
}

/** Numbers at risk that never rise. */
function fallingTicks(ticks: readonly { readonly time: number; readonly count: number }[], n: number) {
  let least = n
  return ticks.map(({ time, count }) => {
    least = Math.min(least, count)
    return { time, count: least }
  })
}

/** Ends of the cells inside which time may be warped: wherever a figure of the arm looks. */
function cellsOf(
  targets: readonly (readonly Target[])[],
  fences: readonly (readonly number[])[],
  followUp: readonly FollowUpTarget[],
  options: readonly PolishOptions[],
): number[][] {
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
