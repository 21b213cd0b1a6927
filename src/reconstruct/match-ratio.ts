import { root } from '../numeric/root.ts'
import { cox } from '../survival/cox.ts'
import { logRank } from '../survival/log-rank.ts'
import type { LatticeArm } from './lattice.ts'
import { mergeArms } from './lattice.ts'
import type { Pair } from './pairs-of.ts'
import type { Contrast, PairTarget, RatioTarget } from './ratio-target.ts'
import { aim, ratioMisses, wantedError } from './ratio-target.ts'
import { warping } from './warp.ts'

export interface Matched {
  readonly arms: readonly LatticeArm[]
  readonly missed: number
  /** Of each pair the wanted over the reached standard error of the log hazard ratio, where something of it is missed; else 1. */
  readonly errorRatios: readonly number[]
}

/** One pair matched. */
interface MatchedPair {
  readonly arms: readonly LatticeArm[]
  readonly missed: number
  readonly errorRatio: number
}

type Hold = (arms: readonly LatticeArm[]) => readonly LatticeArm[]

/** Which arms are warped, and which way: both in opposite directions, or one of them; `twist` warps both the same way first, as a share of the furthest warp. */
interface Mode {
  readonly numerator: number
  readonly denominator: number
  readonly twist: number
}

/** Small arms need the choice; standard error and p-value move a little with the twist. */
const modes: readonly Mode[] = [
  { numerator: 1, denominator: -1, twist: 0 },
  { numerator: 1, denominator: 0, twist: 0 },
  { numerator: 0, denominator: 1, twist: 0 },
  { numerator: 1, denominator: -1, twist: 0.4 },
  { numerator: 1, denominator: -1, twist: -0.4 },
]

const still: Mode = { numerator: 0, denominator: 0, twist: 0 }

/** Every ratio that is asked for, one after the other: no arm is bent for two. `hold` puts back after each warp what else depends on the times inside cells. */
export function matchRatios(
  arms: readonly LatticeArm[],
  pairs: readonly PairTarget[],
  boundaries: readonly (readonly number[])[],
  furthest = 1.4,
  hold: Hold = (warped) => warped,
): Matched {
  let bent = pairs.some(({ target }) => target !== null) ? arms : hold(arms)
  let missed = 0
  const errorRatios = pairs.map((pair) => {
    if (pair.target === null) return 1
    const matched = matchRatio(bent, pair, boundaries, pair.target, furthest, hold)
    bent = matched.arms
    missed += matched.missed
    return matched.missed === 0 ? 1 : matched.errorRatio
  })
  return { arms: bent, missed, errorRatios }
}

/**
 * Brings the Cox hazard ratio to where estimate, limits and p-value print as they should, by warping time inside the cells of
 * those arms that may be: a one-dimensional root. Exponents lie between e^-furthest and e^furthest.
 */
function matchRatio(
  arms: readonly LatticeArm[],
  pair: PairTarget,
  boundaries: readonly (readonly number[])[],
  target: RatioTarget,
  furthest: number,
  hold: Hold,
): MatchedPair {
  const warps = arms.map((arm, index) => warping(arm, boundaries[index]!))
  let best: MatchedPair | null = null
  const { numerator, denominator, bent } = pair
  const usable = modes.filter(
    (mode) =>
      (bent.includes(numerator) || (mode.numerator === 0 && mode.twist === 0)) &&
      (bent.includes(denominator) || (mode.denominator === 0 && mode.twist === 0)),
  )
  for (const mode of usable.length > 0 ? usable : [still]) {
    const matched = matchBy(mode, warps, pair, target, furthest, hold)
    if (matched !== null && (best === null || matched.missed < best.missed)) best = matched
    if (best === null || best.missed === 0) break
  }
  return best ?? { arms, missed: 1, errorRatio: 1 }
}

/** Null where the patients have no hazard ratio. */
function matchBy(
  mode: Mode,
  warps: readonly ((exponent: number) => LatticeArm)[],
  pair: Pair,
  target: RatioTarget,
  furthest: number,
  hold: Hold,
): MatchedPair | null {
  const warped = (x: number): readonly LatticeArm[] =>
    hold(
      warps.map((warp, index) => {
        if (index !== pair.numerator && index !== pair.denominator) return warp(1)
        const direction = index === pair.numerator ? mode.numerator : mode.denominator
        return warp(Math.exp(direction * x + mode.twist * furthest))
      }),
    )
  // A search comes back to its ends, and so does the next with another goal.
  const ratios = new Map<number, number>()
  const ratioAt = (x: number): number => {
    const ratio = ratios.get(x) ?? logRatioOf(warped(x), pair) ?? NaN
    ratios.set(x, ratio)
    return ratio
  }
  let best = 0
  let reached = contrastOf(warped(0), pair)
  if (reached === null) return null
  ratios.set(0, reached.logHazardRatio)
  let wanted = aim(target, reached)
  for (let round = 0; round < 3 && ratioMisses(target, reached) > 0; round += 1) {
    const goal = wanted
    best = reach((x) => ratioAt(x) - goal, furthest)
    reached = contrastOf(warped(best), pair)
    if (reached === null) return null
    wanted = aim(target, reached)
    if (Math.abs(wanted - goal) < 1e-4) break
  }
  const error = wantedError(target, reached.standardError)
  return {
    arms: warped(best),
    missed: ratioMisses(target, reached),
    errorRatio: error === null ? 1 : error / reached.standardError,
  }
}

/** The warp that brings the excess to zero, or as near as the furthest warps can. */
function reach(excess: (x: number) => number, furthest: number): number {
  const here = excess(0)
  if (Math.abs(here) < 1e-4) return 0
  const ends = [-furthest, furthest].map((x) => ({ x, excess: excess(x) }))
  const across = ends.find((end) => end.excess * here < 0)
  if (across !== undefined)
    return root(excess, Math.min(0, across.x), Math.max(0, across.x), { tolerance: 1e-3, maxIterations: 24 })
  const [first, second] = [ends[0]!, ends[1]!]
  const nearest = Math.abs(first.excess) < Math.abs(second.excess) ? first : second
  return Math.abs(nearest.excess) < Math.abs(here) ? nearest.x : 0
}

const pooled = (arms: readonly LatticeArm[], pair: Pair) =>
  mergeArms(['denominator', 'numerator'], [arms[pair.denominator]!, arms[pair.numerator]!])

function logRatioOf(arms: readonly LatticeArm[], pair: Pair): number | null {
  const fitted = cox(pooled(arms, pair))
  return fitted.kind === 'value' ? fitted.logHazardRatio : null
}

function contrastOf(arms: readonly LatticeArm[], pair: Pair): Contrast | null {
  const both = pooled(arms, pair)
  const fitted = cox(both)
  const test = logRank(both)
  if (fitted.kind !== 'value' || test.kind !== 'value') return null
  const { logHazardRatio, standardError } = fitted
  return { logHazardRatio, standardError, z: test.z, pValue: test.pValue }
}
