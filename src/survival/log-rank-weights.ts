import { power } from '../numeric/power.ts'
import type { RiskSets } from './risk-sets.ts'

/** A weight for each event time of a stratum. */
export type LogRankWeights = (sets: RiskSets) => Float64Array

/** S(t-)^rho (1 - S(t-))^gamma, S the Kaplan-Meier curve of both arms together. */
export function flemingHarringtonWeights(rho: number, gamma: number): LogRankWeights {
  if (!(rho >= 0 && gamma >= 0 && rho < Infinity && gamma < Infinity))
    throw new RangeError(`Fleming-Harrington weights: finite rho, gamma >= 0 are required, got ${rho}, ${gamma}`)
  return (sets) => survivalBefore(sets).map((s) => power(s, rho) * power(1 - s, gamma))
}

/**
 * 1 / max(S(t-), S(t*)): from 1 up to a largest weight that is reached at t*. Where S has fallen to 0 by t*, S(t*) stands for its last
 * value above 0: everybody is gone, or with delayed entry a risk set was empty and others came later.
 */
export function modestWeights(tStar: number): LogRankWeights {
  if (!(tStar >= 0 && tStar < Infinity))
    throw new RangeError(`modest weights: a finite time t* >= 0 is required, got ${tStar}`)
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
  if (weights.length !== cuts.length + 1)
    throw new RangeError(
      `piecewise weights: one weight more than cuts is required, got ${weights.length} for ${cuts.length}`,
    )
  cuts.forEach((cut, k) => {
    if (!(cut > (k === 0 ? 0 : cuts[k - 1]!) && cut < Infinity))
      throw new RangeError(`piecewise weights: finite ascending cuts > 0 are required, got ${cuts.join(', ')}`)
  })
  if (weights.some((w) => !(w >= 0 && w < Infinity)))
    throw new RangeError(`piecewise weights: finite weights >= 0 are required, got ${weights.join(', ')}`)
  return (sets) => sets.time.map((t) => weights[cuts.filter((cut) => cut < t).length]!)
}

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
