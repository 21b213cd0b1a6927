import { addWeighted, type LogRank, type LogRankSums, requireWholeWeights, testOf } from './log-rank.ts'
import { flemingHarringtonWeights, type LogRankWeights, modestWeights, piecewiseWeights } from './log-rank-weights.ts'
import type { Patients } from './patients.ts'
import { requireCall } from './require-call.ts'
import { riskSets, type StratumOption } from './risk-sets.ts'

/**
 * Fleming-Harrington test: the log-rank test with weights S(t-)^rho (1 - S(t-))^gamma at the event times, S the
 * Kaplan-Meier curve of both arms together (of the stratum, where there are strata). (0, 0) is the log-rank test, (1, 0)
 * weighs early differences, (0, 1) late ones.
 *
 * `observed`, `expected` and `variance` are weighted; otherwise everything is as for `logRank`.
 *
 * @param rho finite, >= 0; otherwise a RangeError
 * @param gamma finite, >= 0; otherwise a RangeError
 *
 * [HarringtonFleming1982]. Agrees with R `survdiff(rho = )` for gamma = 0, and with the formula written out in R for others, to 1e-10.
 *
 * @example
 * ```ts
 * import { flemingHarringtonTest, patients } from 'remeier/survival'
 * const p = patients({ arms: ['a', 'b'], time: [1, 3, 2, 4], event: [1, 1, 1, 1], assigned: [0, 0, 1, 1] })
 * flemingHarringtonTest(p, 1, 0).observed[1] // => 1
 * ```
 */
export function flemingHarringtonTest(
  patients: Patients,
  rho: number,
  gamma: number,
  options: StratumOption = {},
): LogRank {
  return weightedLogRank(
    patients,
    'flemingHarringtonTest',
    flemingHarringtonWeights('flemingHarringtonTest', [rho, gamma]),
    options,
  )
}

/**
 * Modestly weighted log-rank test: weights 1 / max(S(t-), S(t*)), which grow from 1 until t* and then stay. It keeps the
 * strong null hypothesis for effects that come late. Where S has fallen to 0 by t* (everybody gone, or with delayed entry a risk set
 * that empties early), its last value above 0 stands for S(t*). Otherwise as `flemingHarringtonTest`.
 *
 * @param tStar finite, >= 0, in the unit of the times; otherwise a RangeError. 0 is the log-rank test.
 *
 * [MagirrBurman2019]. Agrees with the formula written out in R to 1e-10.
 *
 * @example
 * ```ts
 * import { modestlyWeightedLogRank, patients } from 'remeier/survival'
 * const p = patients({ arms: ['a', 'b'], time: [1, 3, 2, 4], event: [1, 1, 1, 1], assigned: [0, 0, 1, 1] })
 * modestlyWeightedLogRank(p, 2).observed[1] // => 3.333333333333333
 * ```
 */
export function modestlyWeightedLogRank(patients: Patients, tStar: number, options: StratumOption = {}): LogRank {
  return weightedLogRank(patients, 'modestlyWeightedLogRank', modestWeights(tStar), options)
}

/**
 * Log-rank test with weights that are constant between cuts: `weights[k]` for event times in (cuts[k - 1], cuts[k]].
 * Weights (0, 1) count events after a cut only. Otherwise as `flemingHarringtonTest`.
 *
 * @param cuts finite, > 0, ascending
 * @param weights finite, >= 0, one more than cuts; otherwise a RangeError
 *
 * [Zucker1990]. Agrees with the formula written out in R to 1e-10.
 *
 * @example
 * ```ts
 * import { patients, piecewiseLogRank } from 'remeier/survival'
 * const p = patients({ arms: ['a', 'b'], time: [1, 3, 2, 4], event: [1, 1, 1, 1], assigned: [0, 0, 1, 1] })
 * piecewiseLogRank(p, [2], [0, 1]).expected[1] // => 1.5
 * ```
 */
export function piecewiseLogRank(
  patients: Patients,
  cuts: readonly number[],
  weights: readonly number[],
  options: StratumOption = {},
): LogRank {
  return weightedLogRank(patients, 'piecewiseLogRank', piecewiseWeights(cuts, weights), options)
}

function weightedLogRank(patients: Patients, caller: string, weights: LogRankWeights, options: StratumOption): LogRank {
  const sums: LogRankSums = { observed0: 0, observed1: 0, expected0: 0, expected1: 0, variance: 0 }
  requireCall(caller, patients, options, ['stratum'])
  requireWholeWeights(patients, caller)
  for (const sets of riskSets(patients, caller, options.stratum)) addWeighted(sums, sets, weights(sets))
  return testOf(sums)
}
