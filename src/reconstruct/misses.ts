import type { LatticeArm } from './lattice.ts'
import type { Target } from './target.ts'
import { missOf } from './target.ts'

/**
 * How far each target is missed, signed: positive where the curve must come down. Returns the cost: 0.3 a figure and 20 a unit of survival;
 * a guide costs `guideWeight` a unit. Beyond `limit` nobody asks how much more it is: the rest is not looked at.
 */
export function misses(
  arm: LatticeArm,
  targets: readonly Target[],
  into: Float64Array,
  guideWeight: number,
  limit = Infinity,
): number {
  const { tick, event } = arm
  const n = tick.length
  let atRisk = n
  let survival = 1
  let variance = 0
  let i = 0
  let cost = 0
  for (let k = 0; k < targets.length; k += 1) {
    const target = targets[k]!
    while (i < n && tick[i]! <= target.boundary) {
      const at = tick[i]!
      let events = 0
      let leaving = 0
      while (i < n && tick[i] === at) {
        events += event[i]!
        leaving += 1
        i += 1
      }
      if (events > 0) {
        survival = events === atRisk ? 0 : survival * (1 - events / atRisk)
        if (atRisk > events) variance += events / (atRisk * (atRisk - events))
      }
      atRisk -= leaving
    }
    const miss = missOf(target, survival, variance)
    into[k] = miss
    if (miss !== 0) cost += target.figure === null ? guideWeight * Math.abs(miss) : 0.3 + 20 * Math.abs(miss)
    if (cost > limit) return cost
  }
  return cost
}

export function costOf(arm: LatticeArm, targets: readonly Target[], guideWeight: number): number {
  return misses(arm, targets, new Float64Array(targets.length), guideWeight)
}

/** Ids of the figures that an arm misses. */
export function missedFigures(arm: LatticeArm, targets: readonly Target[]): Set<string> {
  const miss = new Float64Array(targets.length)
  misses(arm, targets, miss, 0)
  return new Set(targets.flatMap(({ figure }, k) => (miss[k] === 0 || figure === null ? [] : figure)))
}
