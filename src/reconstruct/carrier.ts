import type { EndpointEvidence } from '../evidence/evidence.ts'
import type { CarrierTask } from './carrier-task.ts'
import { carrierTask, hazardsFor, mostStarts, plannedArm, polishOptions, taskCells } from './carrier-task.ts'
import { pinExtremes } from './censoring-limits.ts'
import type { Fit } from './fit.ts'
import type { Hazards } from './hazards.ts'
import { followUpMisses, polishFollowUp } from './polish-follow-up.ts'
import type { LatticeArm } from './lattice.ts'
import type { Matched } from './match-ratio.ts'
import { contrastOf, matchRatio } from './match-ratio.ts'
import { guidesOf } from './guides.ts'
import { polish } from './polish.ts'
import { missedFigures } from './misses.ts'
import { aim } from './ratio-target.ts'
import type { Target } from './target.ts'
import { tilt } from './tilt.ts'
import type { EventSplit } from './split-events.ts'
import { moveEvents, splitEvents } from './split-events.ts'

export interface Carrier {
  readonly arms: readonly LatticeArm[]
  readonly split: EventSplit
}

interface Attempt extends Carrier {
  readonly missed: number
  /** Printed over reached standard error of the log hazard ratio, where something of the ratio is missed; else 1. */
  readonly errorRatio: number
}

/** One polished set of patients that reproduces the printed figures; only what is missed asks for another start. */
export function carrier(evidence: EndpointEvidence, full: Fit, seed: number, grid: Float64Array): Carrier {
  const task = carrierTask(evidence, full, seed, grid)
  let split = splitEvents(evidence, full)
  const curves = curvesOf(task, split)
  let kept: readonly Polished[] = []
  let best: Attempt | null = null
  for (let start = 0; start < mostStarts; start += 1) {
    kept = polishArms(task, curves, split, start, kept)
    const missed = kept.reduce((sum, arm) => sum + arm.missed, 0)
    if (best !== null && missed >= best.missed) continue
    const attempt = matchAll(task, kept, split, start)
    if (best === null || attempt.missed < best.missed) best = attempt
    if (best.missed === 0) break
    split = variedSplit(task, splitEvents(evidence, full), attempt)
  }
  return best!
}

/**
 * The model's split of a total, moved to where the width of the hazard ratio's interval asks for it: the variance of the log ratio goes
 * with 1 / d1 + 1 / d0. At most 4 sd of what the model believes: the printed interval is evidence that it has not seen.
 */
function variedSplit(
  { pair, full }: CarrierTask,
  split: EventSplit,
  { errorRatio, split: tried }: Attempt,
): EventSplit {
  if (pair === null || split.basis === 'reported' || Math.abs(errorRatio - 1) < 1e-3) return tried
  const { numerator, denominator } = pair
  const [a, b] = [tried.events[numerator]!, tried.events[denominator]!]
  const wanted = errorRatio * errorRatio * (1 / a + 1 / b)
  const total = a + b
  // 1 / x + 1 / (total - x) = wanted has two roots; nearer to even than half and half is not possible.
  const even = Math.max(0, (total * total) / 4 - total / wanted)
  const more = total / 2 + Math.sqrt(even)
  const most = 4 * split.spread[numerator]!
  const events = a > b ? more : total - more
  const move = Math.round(Math.max(-most, Math.min(most, events - split.events[numerator]!)))
  const sizes = full.model.arms.map((arm) => arm.n)
  return moveEvents(split, sizes, denominator, numerator, move)
}

/** The curves of the arms, moved to where patients along them have the printed hazard ratio. */
function curvesOf(task: CarrierTask, split: EventSplit): readonly Hazards[] {
  const { pair, ratio, evidence, full } = task
  const along = (fit: Fit): Hazards[] => evidence.arms.map((_, index) => hazardsFor(task, fit, index))
  const curves = along(full)
  if (pair === null || ratio === null) return curves
  const planned = curves.map((hazards, index) => plannedArm(task, hazards, split.events[index]!, index, 0))
  const reached = contrastOf(planned, pair)
  return reached === null ? curves : along(tilt(full, evidence, aim(ratio, reached) - reached.logHazardRatio))
}

/** An arm whose own figures have been polished. */
interface Polished {
  readonly arm: LatticeArm
  readonly events: number
  readonly missed: number
  readonly guides: readonly Target[]
}

/** Arms along the curve, each polished on its own figures; where another start left one that misses less, that one stays. */
function polishArms(
  task: CarrierTask,
  curves: readonly Hazards[],
  split: EventSplit,
  start: number,
  kept: readonly Polished[],
): readonly Polished[] {
  const { evidence, limits, fences, targets, holders } = task
  const planned = evidence.arms.map((_, index) => plannedArm(task, curves[index]!, split.events[index]!, index, start))
  pinExtremes(evidence, planned, limits, fences, holders)
  const idle = kept.every((it) => it.missed === 0)
  return planned.map((plan, index) => {
    const events = split.events[index]!
    const before = kept[index]
    const same = before?.events === events ? before : null
    if (same?.missed === 0 && !idle) return same
    const guides = guidesOf(plan, curves[index]!)
    const arm = polish(plan, targets[index]!, guides, polishOptions(task, index, start))
    const missed = missedFigures(arm, targets[index]!).size
    return same !== null && same.missed < missed ? same : { arm, events, missed, guides }
  })
}

/** Follow-up and hazard ratio of all arms together. Each depends on how the patients of one arm lie among the others', so they take turns. */
function matchAll(task: CarrierTask, polished: readonly Polished[], split: EventSplit, start: number): Attempt {
  const { evidence, pair, ratio, targets, followUp } = task
  const options = evidence.arms.map((_, index) => polishOptions(task, index, mostStarts + start))
  // Cells are bent further only where less did not do.
  const furthest = Math.min(1.4, 0.6 + 0.1 * start)
  const cells = taskCells(task, options)
  let matched: Matched = { arms: polished.map((it) => it.arm), missed: 0, errorRatio: 1 }
  let missed = 0
  for (let round = 0; round < 3; round += 1) {
    const followed = polishFollowUp(
      matched.arms,
      targets,
      followUp,
      options,
      polished.map((it) => it.guides),
    )
    matched =
      pair === null || ratio === null
        ? { ...matched, arms: followed }
        : matchRatio(followed, pair, cells, ratio, furthest)
    missed = followUpMisses(matched.arms, followUp)
    if (missed === 0) break
  }
  const own = matched.arms.reduce((sum, arm, index) => sum + missedFigures(arm, targets[index]!).size, 0)
  const errorRatio = matched.missed === 0 ? 1 : matched.errorRatio
  return { arms: matched.arms, split, missed: missed + matched.missed + own, errorRatio }
}
