import { power } from '../numeric/power.ts'
import { refuse } from './refuse.ts'
import { requireCuts, requireNumbers } from './require-numbers.ts'
import { requireTime } from './require-time.ts'
import type { RiskSets } from './risk-sets.ts'

/** A weight for each event time of a stratum. */
export type LogRankWeights = (sets: RiskSets) => Float64Array

/** S(t-)^rho (1 - S(t-))^gamma, S the Kaplan-Meier curve of both arms together. */
export function flemingHarringtonWeights(caller: string, pair: readonly [rho: number, gamma: number]): LogRankWeights {
  const required = 'finite numbers >= 0 as rho and gamma'
  requireNumbers(caller, pair, isWeight, required)
  const [rho, gamma] = pair
  requireNumbers(caller, [rho, gamma], isWeight, required)
  return (sets) => survivalBefore(sets).map((s) => power(s, rho) * power(1 - s, gamma))
}

/**
 * 1 / max(S(t-), S(t*)): from 1 up to a largest weight that is reached at t*. Where S has fallen to 0 by t*, S(t*) stands for its last
 * value above 0: everybody is gone, or with delayed entry a risk set was empty and others came later.
 */
export function modestWeights(tStar: number): LogRankWeights {
  requireTime('modestlyWeightedLogRank', tStar)
  return (sets) => {
    const before = survivalBefore(sets)
    let floor = 1
    for (let i = 0; i < before.length && sets.time[i]! <= tStar; i++)
      floor = before[i]! * (1 - hazard(sets, i)) || floor
    return before.map((s) => 1 / Math.max(s, floor))
  }
}

/** `weights[k]` for event times in (cuts[k - 1], cuts[k]], the last weight beyond the last cut. */
export function piecewiseWeights(cuts: readonly number[], weights: readonly number[]): LogRankWeights {
  requireCuts('piecewiseLogRank', cuts)
  requireNumbers('piecewiseLogRank', weights, isWeight, 'a list of finite weights >= 0')
  const size = cuts.length + 1
  if (weights.length !== size) refuse('piecewiseLogRank', `one weight more than cuts (${size})`, weights.length)
  return (sets) => sets.time.map((t) => weights[cuts.filter((cut) => cut < t).length]!)
}

const isWeight = (weight: number): boolean => weight >= 0 && weight < Infinity

function survivalBefore(sets: RiskSets): Float64Array {
  const before = new Float64Array(sets.time.length)
  let s = 1
  for (let i = 0; i < before.length; i++) {
    before[i] = s
    s *= 1 - hazard(sets, i)
  }
  return before
}

function hazard(sets: RiskSets, i: number): number {
  return (sets.events0[i]! + sets.events1[i]!) / (sets.atRisk0[i]! + sets.atRisk1[i]!)
}
