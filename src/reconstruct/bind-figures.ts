import type { RandomNumbers } from '../numeric/random-stream.ts'
import type { DigitisedArm } from './digitised-arm.ts'
import type { LatticeArm } from './lattice.ts'
import { ticksPerMonth } from './lattice.ts'
import { misses } from './misses.ts'
import { polish } from './polish.ts'
import type { Target } from './target.ts'

/** A figure further from the readings than this many of their sd, and one step, contradicts the picture: it is shown as missed, not forced. */
const furthest = 4
/** Moves tried, and how many times patients they may be at most. */
const proposals = 900
const effort = 300_000

/**
 * Moves single patients of a digitised arm, with the readings as guides, until its printed figures come back. Printed figures are exact intervals and
 * readings are noisy, so that the figures decide wherever both are possible; a noisy path alone ends a rounding step beside them.
 *
 * @param slack how many sd of reading the curve may be moved before that counts against a move
 */
export function bindFigures({ arm, gaps, noise }: DigitisedArm, random: RandomNumbers, slack: number): LatticeArm {
  const figures = withinReach(
    arm,
    gaps.flatMap((gap) => gap.demands),
    noise,
  )
  const end = arm.tick.at(-1)!
  const readings = gaps.flatMap(({ read, to }) => (read === null ? [] : [Math.round(to * ticksPerMonth)]))
  return polish(arm, figures, guidesAt(arm, readings, slack * noise), {
    guideWeight: 10,
    temperature: 0.3,
    random,
    proposals: Math.ceil(Math.min(proposals, effort / arm.tick.length)),
    fences: gaps.flatMap(({ tick, fence }) => (tick && fence !== null ? [fence] : [])),
    firstCensoring: 0,
    // Whoever is followed to the end of the curve stays there.
    lastCensoring: end,
  })
}

function withinReach(arm: LatticeArm, figures: readonly Target[], noise: number): Target[] {
  const miss = new Float64Array(figures.length)
  misses(arm, figures, miss, 0)
  const steps = survivalAt(
    arm,
    figures.map(({ boundary }) => boundary),
  )
  return figures.filter((_, k) => Math.abs(miss[k]!) <= furthest * noise + steps[k]!.step)
}

/** Where the curve was read it stays within so much. */
function guidesAt(arm: LatticeArm, readings: readonly number[], width: number): Target[] {
  const ticks = [...new Set(readings)]
  return survivalAt(arm, ticks).map(({ survival }, k): Target => {
    const [low, high] = [survival - width, survival + width]
    return { figure: null, boundary: ticks[k]!, z: 0, type: 'log-log', low, high, beside: false }
  })
}

/** Survival after each of some ticks, ascending, and what one event more takes from it. */
function survivalAt({ tick, event }: LatticeArm, ticks: readonly number[]): { survival: number; step: number }[] {
  const n = tick.length
  let survival = 1
  let i = 0
  return ticks.map((until) => {
    for (; i < n && tick[i]! <= until; i += 1) survival -= event[i] === 1 ? survival / (n - i) : 0
    return { survival, step: survival / Math.max(1, n - i) }
  })
}
