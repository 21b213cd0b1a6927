import { root } from '../numeric/root.ts'
import { cox } from '../survival/cox.ts'
import { logRank } from '../survival/log-rank.ts'
import type { LatticeArm } from './lattice.ts'
import { mergeArms } from './lattice.ts'
import type { Pair } from './pairs-of.ts'
import type { Contrast, Following, PairTarget, RatioTarget } from './ratio-target.ts'
import { aim, ratioMisses, wantedError } from './ratio-target.ts'
import { warping } from './warp.ts'

export interface Matched {
  readonly arms: readonly LatticeArm[]
  readonly missed: number
  /** Of each pair the wanted over the reached standard error of the log hazard ratio, where something of it is missed; else 1. */
  readonly errorRatios: readonly number[]
}

/** Two arms with what is asked of their ratio. */
interface Asked extends Pair {
  readonly target: RatioTarget
}

/** One pair matched. */
interface MatchedPair {
  readonly arms: readonly LatticeArm[]
  readonly missed: number
  /** With those that follow. */
  readonly allMissed: number
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

/** Every ratio that is asked for: together as far as they share what they lack, then one after the other, each by its own arm. `hold` puts back after each warp what else depends on the times inside cells. */
export function matchRatios(
  arms: readonly LatticeArm[],
  pairs: readonly PairTarget[],
  boundaries: readonly (readonly number[])[],
  furthest = 1.4,
  hold: Hold = (warped) => warped,
): Matched {
  const asked = pairs.map(({ target, ...it }) => (target === null ? null : { ...it, target }))
  const free = asked.flatMap((it) => (it !== null && it.bent.length > 0 ? it : []))
  const others = asked.flatMap((it) => (it !== null && it.bent.length === 0 ? it : []))
  let matched =
    free.length > 1 ? bendTogether(arms, free, boundaries, furthest, hold) : free.length > 0 ? arms : hold(arms)
  let missed = 0
  const errorRatios = asked.map((pair) => {
    if (pair === null || pair.bent.length === 0) return 1
    // The last whose arm it is heeds a ratio for which none is bent.
    const following = others.filter(
      (it) => free.findLast((own) => own.bent.some((arm) => arm === it.numerator || arm === it.denominator)) === pair,
    )
    const result = matchRatio(matched, pair, following, boundaries, furthest, hold)
    matched = result.arms
    missed += result.missed
    return result.missed === 0 ? 1 : result.errorRatio
  })
  for (const it of others) {
    const at = contrastOf(matched, it)
    missed += at === null ? 1 : ratioMisses(it.target, at)
  }
  return { arms: matched, missed, errorRatios }
}

/**
 * What ratios that share an arm lack on average, brought about by all of their arms: the shared one goes one way, the others the other. Each arm is
 * bent less than if every ratio were left to its own.
 */
function bendTogether(
  arms: readonly LatticeArm[],
  pairs: readonly Asked[],
  boundaries: readonly (readonly number[])[],
  furthest: number,
  hold: Hold,
): readonly LatticeArm[] {
  const warps = arms.map((arm, index) => warping(arm, boundaries[index]!))
  const directions = arms.map((_, arm) => {
    const above = pairs.some((it) => it.numerator === arm)
    const below = pairs.some((it) => it.denominator === arm)
    return above === below ? 0 : above ? 1 : -1
  })
  const bent = (x: number): readonly LatticeArm[] =>
    hold(warps.map((warp, arm) => warp(Math.exp(directions[arm]! * x))))
  const wanted = pairs.map((it) => {
    const at = contrastOf(arms, it)
    return at === null ? NaN : aim(it.target, at)
  })
  const excess = (x: number): number => {
    const at = bent(x)
    return pairs.reduce((sum, it, k) => sum + (logRatioOf(at, it) ?? NaN) - wanted[k]!, 0)
  }
  return Number.isFinite(excess(0)) ? bent(reach(excess, furthest)) : arms
}

/**
 * Brings the Cox hazard ratio to where estimate, limits and p-value print as they should, by warping time inside the cells of the
 * arms that are bent for it: a one-dimensional root. Exponents lie between e^-furthest and e^furthest.
 */
function matchRatio(
  arms: readonly LatticeArm[],
  pair: Asked & Pick<PairTarget, 'bent'>,
  following: readonly Asked[],
  boundaries: readonly (readonly number[])[],
  furthest: number,
  hold: Hold,
): MatchedPair {
  const warps = arms.map((arm, index) => warping(arm, boundaries[index]!))
  const stays = (arm: number): boolean => !pair.bent.includes(arm)
  let best: MatchedPair | null = null
  for (const mode of modes) {
    if (stays(pair.numerator) && (mode.numerator !== 0 || mode.twist !== 0)) continue
    if (stays(pair.denominator) && (mode.denominator !== 0 || mode.twist !== 0)) continue
    const matched = matchBy(mode, warps, pair, following, furthest, hold)
    if (matched !== null && (best === null || matched.allMissed < best.allMissed)) best = matched
    if (best === null || best.allMissed === 0) break
  }
  return best ?? { arms, missed: 1, allMissed: 1, errorRatio: 1 }
}

/** Null where the patients have no hazard ratio. */
function matchBy(
  mode: Mode,
  warps: readonly ((exponent: number) => LatticeArm)[],
  pair: Asked,
  following: readonly Asked[],
  furthest: number,
  hold: Hold,
): MatchedPair | null {
  const { target } = pair
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
  const lookAt = (x: number): Looked | null => {
    const bent = warped(x)
    const at = contrastOf(bent, pair)
    return at && { arms: bent, at, following: following.flatMap((it) => follow(bent, it, pair)) }
  }
  const allMissed = ({ at, following: others }: Looked): number =>
    others.reduce((sum, it) => sum + ratioMisses(it.target, it.at), ratioMisses(target, at))
  let reached = lookAt(0)
  if (reached === null) return null
  ratios.set(0, reached.at.logHazardRatio)
  let wanted = aim(target, reached.at, reached.following)
  for (let round = 0; round < 3 && allMissed(reached) > 0; round += 1) {
    const goal = wanted
    reached = lookAt(reach((x) => ratioAt(x) - goal, furthest))
    if (reached === null) return null
    wanted = aim(target, reached.at, reached.following)
    if (Math.abs(wanted - goal) < 1e-4) break
  }
  const { standardError } = reached.at
  const error = wantedError(target, standardError)
  return {
    arms: reached.arms,
    missed: ratioMisses(target, reached.at),
    allMissed: allMissed(reached),
    errorRatio: error === null ? 1 : error / standardError,
  }
}

/** Where a warp leads. */
interface Looked {
  readonly arms: readonly LatticeArm[]
  readonly at: Contrast
  readonly following: readonly Following[]
}

/** Nothing where the patients have no such ratio. */
function follow(arms: readonly LatticeArm[], it: Asked, first: Pair): Following[] {
  const at = contrastOf(arms, it)
  const alike = it.numerator === first.numerator || it.denominator === first.denominator
  return at === null ? [] : [{ target: it.target, at, sign: alike ? 1 : -1 }]
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
