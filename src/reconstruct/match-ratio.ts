import type { PValueEvidence } from '../evidence/evidence.ts'
import { root } from '../numeric/root.ts'
import { cox } from '../survival/cox.ts'
import { logRank } from '../survival/log-rank.ts'
import type { LatticeArm } from './lattice.ts'
import { mergeArms } from './lattice.ts'
import { agrees } from '../evidence/agrees.ts'
import type { Pair } from './read-hazard-ratio.ts'
import type { RatioTarget } from './ratio-target.ts'
import { aim, printedError, ratioMisses } from './ratio-target.ts'
import { warp } from './warp.ts'

export interface Matched {
  readonly arms: readonly LatticeArm[]
  readonly missed: number
  /** Wanted minus reached log hazard ratio. */
  readonly gap: number
  /** Printed minus reached standard error of the log hazard ratio; 0 where none is printed. */
  readonly errorGap: number
}

/** Furthest warp: exponents between e^-1.4 and e^1.4. */
const furthest = 1.4

/**
 * Brings the Cox hazard ratio to where estimate and limits print as they should, by warping time inside the cells of both arms in
 * opposite directions: a one-dimensional root.
 */
export function matchRatio(
  arms: readonly LatticeArm[],
  pair: Pair,
  boundaries: readonly (readonly number[])[],
  target: RatioTarget | null,
  pValue: PValueEvidence | null,
): Matched {
  const start = ratioOf(arms, pair)
  if (target === null || start === null)
    return { arms, missed: missesOf(arms, pair, target, pValue), gap: 0, errorGap: 0 }
  let best: Matched | null = null
  for (const mode of modes) {
    const matched = matchBy(mode, arms, pair, boundaries, target, pValue, start.standardError)
    if (best === null || matched.missed < best.missed) best = matched
    if (best.missed === 0) break
  }
  return best!
}

/** Which arms are warped, and which way: both in opposite directions, or one of them. Small arms need the choice. */
const modes = [
  { numerator: 1, denominator: -1 },
  { numerator: 1, denominator: 0 },
  { numerator: 0, denominator: 1 },
] as const

function matchBy(
  mode: (typeof modes)[number],
  arms: readonly LatticeArm[],
  pair: Pair,
  boundaries: readonly (readonly number[])[],
  target: RatioTarget,
  pValue: PValueEvidence | null,
  firstError: number,
): Matched {
  const warped = (x: number): readonly LatticeArm[] =>
    arms.map((arm, index) => {
      const direction = index === pair.numerator ? mode.numerator : index === pair.denominator ? mode.denominator : 0
      return direction === 0 ? arm : warp(arm, boundaries[index]!, Math.exp(direction * x))
    })
  const at = (x: number) => ratioOf(warped(x), pair)
  let best = 0
  let error = firstError
  let wanted = aim(target, error)
  for (let round = 0; round < 2; round += 1) {
    best = reach((x) => (at(x)?.logHazardRatio ?? NaN) - wanted)
    error = at(best)?.standardError ?? error
    const next = aim(target, error)
    if (Math.abs(next - wanted) < 1e-3) break
    wanted = next
  }
  const result = warped(best)
  const reached = ratioOf(result, pair)
  const gap = reached === null ? 0 : wanted - reached.logHazardRatio
  const wantedError = printedError(target)
  const errorGap = wantedError === null || reached === null ? 0 : wantedError - reached.standardError
  return { arms: result, missed: missesOf(result, pair, target, pValue), gap, errorGap }
}

/** The warp that brings the excess to zero, or as near as the furthest warps can. */
function reach(excess: (x: number) => number): number {
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

function ratioOf(arms: readonly LatticeArm[], pair: Pair) {
  const fitted = cox(mergeArms(['denominator', 'numerator'], [arms[pair.denominator]!, arms[pair.numerator]!]))
  return fitted.kind === 'value' ? fitted : null
}

function missesOf(
  arms: readonly LatticeArm[],
  pair: Pair,
  target: RatioTarget | null,
  pValue: PValueEvidence | null,
): number {
  const reached = target === null ? null : ratioOf(arms, pair)
  const own =
    target === null ? 0 : reached === null ? 1 : ratioMisses(target, reached.logHazardRatio, reached.standardError)
  if (pValue === null || pValue.stratified === true) return own
  const test = logRank(mergeArms(['denominator', 'numerator'], [arms[pair.denominator]!, arms[pair.numerator]!]))
  return own + (test.kind === 'value' && agrees(pValue.figure, test.pValue) ? 0 : 1)
}
