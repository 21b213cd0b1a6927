import type { EndpointEvidence } from '../evidence/evidence.ts'
import { randomStream } from '../numeric/random-stream.ts'
import { censoringLimits, pinExtremes } from './censoring-limits.ts'
import { usableTicks } from './read-at-risk.ts'
import type { Fit } from './fit.ts'
import { fit as refit, pairOf } from './fit.ts'
import { followUpTargets, polishFollowUp } from './polish-follow-up.ts'
import type { LatticeArm } from './lattice.ts'
import { tickAtOrBefore, tickBefore } from './lattice.ts'
import { matchRatio } from './match-ratio.ts'
import { planArm } from './plan.ts'
import type { PolishOptions } from './polish.ts'
import { polish } from './polish.ts'
import { missedFigures } from './misses.ts'
import type { Prior } from './prior.ts'
import { ratioTarget } from './ratio-target.ts'
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
  /** Wanted minus reached log hazard ratio. */
  readonly gap: number
  /** Printed minus reached standard error of the log hazard ratio. */
  readonly errorGap: number
}

const mostStarts = 4
const proposals = 500
const offsets = [0.5, 0.5, 0.4, 0.6] as const

/** One polished set of patients that reproduces the printed figures, as far as four starts can. */
export function carrier(
  evidence: EndpointEvidence,
  full: Fit,
  prior: Prior,
  seed: number,
  grid: Float64Array,
): Carrier {
  const pair = pairOf(evidence)
  let current = full
  let shift = 0
  let best: Attempt | null = null
  for (let start = 0; start < mostStarts; start += 1) {
    const split = variedSplit(evidence, current, start, best?.errorGap ?? 0)
    const attempt = attemptAt(evidence, current, full, split, seed, grid, start)
    if (best === null || attempt.missed < best.missed) best = attempt
    if (best.missed === 0) break
    // The smooth curve's ratio is not the patients': aim beside it by what was missing.
    if (pair !== null && start < 2 && Math.abs(attempt.gap) > 0.01 && Math.abs(shift) < 0.5) {
      shift += attempt.gap
      current = refit(evidence, full.model, prior, shift)
    }
  }
  return best!
}

/**
 * The first two starts keep the model's split of a total; the others move it by one and by 2.5 sd to where the width of the hazard
 * ratio's interval asks for it: the more uneven the split, the wider the interval.
 */
function variedSplit(evidence: EndpointEvidence, fit: Fit, start: number, errorGap: number): EventSplit {
  const split = splitEvents(evidence, fit)
  const pair = pairOf(evidence)
  if (start < 2 || pair === null || split.basis === 'reported') return split
  const moved = Math.max(1, Math.round((start === 2 ? 1 : 2.5) * split.spread[pair.numerator]!))
  const sizes = fit.model.arms.map((arm) => arm.n)
  const more = split.events[pair.numerator]! > split.events[pair.denominator]! ? pair.numerator : pair.denominator
  const fewer = more === pair.numerator ? pair.denominator : pair.numerator
  return errorGap >= 0 ? moveEvents(split, sizes, fewer, more, moved) : moveEvents(split, sizes, more, fewer, moved)
}

function attemptAt(
  evidence: EndpointEvidence,
  current: Fit,
  full: Fit,
  split: EventSplit,
  seed: number,
  grid: Float64Array,
  start: number,
): Attempt {
  const { model } = current
  const doubted = new Set(full.doubts.map((doubt) => doubt.figure))
  const limits = censoringLimits(evidence)
  const fences = evidence.arms.map((arm) => usableTicks(arm, model.horizon).map(({ time }) => tickBefore(time)))
  const targets = evidence.arms.map((arm) => targetsOf(arm, model.horizon, doubted))
  const planned = evidence.arms.map((arm, index) => {
    const hazards = towardsMedian(
      hazardsOf(model, current.posterior.state, index, grid),
      model.arms[index]!.n,
      anchorsOf(arm, model.horizon),
    )
    const ticks = fallingTicks(usableTicks(arm, model.horizon), model.arms[index]!.n)
    const { first, last } = limits[index]!
    return planArm({
      n: model.arms[index]!.n,
      events: split.events[index]!,
      hazards,
      ticks,
      firstCensoring: first,
      lastCensoring: last,
      offset: offsets[start]!,
    })
  })
  pinExtremes(evidence, planned, limits, fences)
  const options = evidence.arms.map((arm, index): PolishOptions => {
    const { first, last } = limits[index]!
    return {
      proposals,
      random: randomStream(seed, `${evidence.trial}/${evidence.endpoint}/${arm.id}/polish`)(start),
      fences: fences[index]!,
      firstCensoring: first === null ? 0 : tickAtOrBefore(first),
      lastCensoring: last === null ? Math.max(1, tickAtOrBefore(model.horizon)) + 1 : tickAtOrBefore(last),
    }
  })
  const polished = planned.map((arm, index) => polish(arm, targets[index]!, options[index]!))
  const followUp = followUpTargets(evidence, doubted)
  const followed = polishFollowUp(polished, targets, followUp, options)
  const pair = pairOf(evidence)
  const wanted = ratioTarget(evidence.hazardRatio, doubted)
  const boundaries = cellsOf(targets, fences, followUp, options)
  const matched =
    pair === null
      ? { arms: followed.arms, missed: 0, gap: 0, errorGap: 0 }
      : matchRatio(followed.arms, pair, boundaries, wanted, evidence.pValue)
  const missed = matched.arms.reduce((sum, arm, index) => sum + missedFigures(arm, targets[index]!).size, 0)
  return {
    arms: matched.arms,
    split,
    missed: missed + matched.missed + followed.missed,
    gap: matched.gap,
    errorGap: matched.errorGap,
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

/** Ends of the cells inside which time may be warped: wherever a figure of the arm looks. */
function cellsOf(
  targets: readonly (readonly Target[])[],
  fences: readonly (readonly number[])[],
  followUp: readonly { readonly arms: readonly number[]; readonly targets: readonly Target[] }[],
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
