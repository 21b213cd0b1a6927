import type { EndpointEvidence } from '../evidence/evidence.ts'
import { anotherSplit } from './another-split.ts'
import type { CarrierTask } from './carrier-task.ts'
import { carrierTask, hazardsFor, mostStarts, plannedArm, polishOptions, taskCells } from './carrier-task.ts'
import { pinExtremes } from './censoring-limits.ts'
import type { Fit } from './fit.ts'
import type { Hazards } from './hazards.ts'
import { holdMeans, meanCells, meanMisses, meanTargets } from './hold-means.ts'
import { followUpMisses, polishFollowUp } from './polish-follow-up.ts'
import type { LatticeArm } from './lattice.ts'
import type { Matched } from './match-ratio.ts'
import { matchRatios } from './match-ratio.ts'
import { guidesOf } from './guides.ts'
import { polish } from './polish.ts'
import { missedFigures } from './misses.ts'
import { seat } from './seat.ts'
import type { Target } from './target.ts'
import type { EventSplit } from './split-events.ts'
import { splitEvents } from './split-events.ts'

export interface Carrier {
  readonly arms: readonly LatticeArm[]
  readonly split: EventSplit
}

interface Attempt extends Carrier {
  readonly missed: number
  readonly errorRatios: readonly number[]
}

/** One polished set of patients that reproduces the printed figures; only what is missed asks for another start. */
export function carrier(evidence: EndpointEvidence, full: Fit, seed: number, grid: Float64Array): Carrier {
  const task = carrierTask(evidence, full, seed, grid)
  const modelled = splitEvents(evidence, full)
  const sizes = full.model.arms.map((arm) => arm.n)
  let split = modelled
  const curves = evidence.arms.map((_, index) => hazardsFor(task, index))
  let kept: readonly Polished[] = []
  let best: Attempt | null = null
  for (let start = 0; start < mostStarts && best?.missed !== 0; start += 1) {
    kept = polishArms(task, curves, split, start, kept)
    const missed = kept.reduce((sum, arm) => sum + arm.missed, 0)
    let attempt: Attempt | null = best
    if (attempt === null || missed < attempt.missed) {
      attempt = matchAll(task, kept, curves, split, start)
      // Seated, a small arm has one hazard ratio where the search left it many.
      if (attempt.missed > 0) attempt = fewerMissed(attempt, matchAll(task, kept, null, split, start))
      if (best === null || attempt.missed < best.missed) best = attempt
    }
    if (task.pairs.length > 0) split = anotherSplit(modelled, sizes, task.pairs, attempt, start)
  }
  return best!
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

const fewerMissed = (one: Attempt, other: Attempt): Attempt => (other.missed < one.missed ? other : one)

/**
 * Follow-up, restricted means and hazard ratio of all arms together. Each depends on how the patients of one arm lie among the others', so they take turns.
 * Between the figures patients are seated on `curves`, where there are any.
 */
function matchAll(
  task: CarrierTask,
  polished: readonly Polished[],
  curves: readonly Hazards[] | null,
  split: EventSplit,
  start: number,
): Attempt {
  const { evidence, full, pairs, targets, followUp } = task
  const options = evidence.arms.map((_, index) => polishOptions(task, index, mostStarts + start))
  // Cells are bent further only where less did not do.
  const furthest = Math.min(1.4, 0.6 + 0.1 * start)
  const cells = taskCells(task, options)
  const placed = polished.map((it) => it.arm)
  const means = meanTargets(evidence, placed, full.model.horizon)
  const bent = meanCells(cells, means)
  const hold = (arms: readonly LatticeArm[]): readonly LatticeArm[] => holdMeans(arms, means, bent)
  let matched: Matched = { arms: placed, missed: 0, errorRatios: [] }
  let missed = 0
  for (let round = 0; round < 3; round += 1) {
    const followed = polishFollowUp(
      matched.arms,
      targets,
      followUp,
      options,
      polished.map((it) => it.guides),
    ).map((arm, index) => (curves === null ? arm : seat(arm, cells[index]!, curves[index]!)))
    matched = matchRatios(followed, pairs, bent, furthest, hold)
    missed = followUpMisses(matched.arms, followUp) + meanMisses(matched.arms, means)
    if (missed === 0) break
  }
  const own = matched.arms.reduce((sum, arm, index) => sum + missedFigures(arm, targets[index]!).size, 0)
  return { arms: matched.arms, split, missed: missed + matched.missed + own, errorRatios: matched.errorRatios }
}
