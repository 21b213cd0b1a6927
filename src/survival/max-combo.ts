import { outsideBox } from '../numeric/normal-box.ts'
import type { EstimateNotEstimable } from './estimate.ts'
import { requireWholeWeights } from './log-rank.ts'
import { flemingHarringtonWeights } from './log-rank-weights.ts'
import type { Patients } from './patients.ts'
import { refuse } from './refuse.ts'
import { requireCall } from './require-call.ts'
import { type RiskSets, riskSets, type StratumOption } from './risk-sets.ts'

export interface MaxComboValue {
  readonly kind: 'value'
  /** The z of each Fleming-Harrington test, above 0 = more events in arm 1 than expected. */
  readonly z: readonly number[]
  /** Correlations of the tests, row by row. */
  readonly correlation: readonly (readonly number[])[]
  /** Largest |z|. */
  readonly maximum: number
  /** Two-sided: P(largest |Z| > maximum) if the hazards are equal. */
  readonly pValue: number
}

export type MaxCombo = MaxComboValue | EstimateNotEstimable

export interface MaxComboOptions extends StratumOption {
  /** The (rho, gamma) of the tests to combine, 1 to 4; default (0, 0), (1, 0), (0, 1), (1, 1). */
  readonly weights?: readonly (readonly [rho: number, gamma: number])[]
}

/**
 * MaxCombo test: the largest of several Fleming-Harrington statistics in absolute value, with its probability from the
 * multivariate normal distribution that they have if the hazards are equal; the covariance of two statistics is the sum of
 * w w' V over the event times.
 *
 * @returns `not-estimable` where one of the statistics has no variance
 *
 * [Lin2020]. The statistic (0, 0) is a sum of (1, 0) and (0, 1), so their correlations are singular; the probability is
 * integrated over their rank, and agrees with a sum over directions in R to 1e-7. (R `mvtnorm::pmvnorm` is off by up to 8e-6
 * there.)
 *
 * @example
 * ```ts
 * import { maxCombo, patients } from 'remeier/survival'
 * const p = patients({ arms: ['a', 'b'], time: [1, 3, 2, 4], event: [1, 1, 1, 1], assigned: [0, 0, 1, 1] })
 * maxCombo(p, { weights: [[0, 0]] }).z[0] // => -0.7844645405527362
 * ```
 */
export function maxCombo(patients: Patients, options: MaxComboOptions = {}): MaxCombo {
  requireCall('maxCombo', patients, options, ['weights', 'stratum'])
  const { weights = [[0, 0], [1, 0], [0, 1], [1, 1]], stratum } = options // prettier-ignore
  const n = Array.isArray(weights) ? weights.length : 0
  if (n < 1 || n > 4) refuse('maxCombo', 'a list of 1 to 4 pairs (rho, gamma)', weights)
  const weighing = weights.map((pair) => flemingHarringtonWeights('maxCombo', pair))
  const score = new Float64Array(n)
  const covariance = new Float64Array(n * n)
  requireWholeWeights(patients, 'maxCombo')
  for (const sets of riskSets(patients, 'maxCombo', stratum)) {
    const columns = weighing.map((weight) => weight(sets))
    addStratum(sets, columns, score, covariance)
  }
  const sd = weights.map((_, k) => Math.sqrt(covariance[k * n + k]!))
  if (sd.some((s) => !(s > 0))) return { kind: 'not-estimable', reason: 'a weighted test without variance' }
  const correlation = covariance.map((c, at) => c / (sd[Math.floor(at / n)]! * sd[at % n]!))
  const z = sd.map((s, k) => score[k]! / s)
  const maximum = Math.max(...z.map(Math.abs))
  return {
    kind: 'value',
    z,
    correlation: weights.map((_, k) => [...correlation.subarray(k * n, (k + 1) * n)]),
    maximum,
    pValue: outsideBox(correlation, n, maximum),
  }
}

function addStratum(
  sets: RiskSets,
  weights: readonly Float64Array[],
  score: Float64Array,
  covariance: Float64Array,
): void {
  const size = weights.length
  for (let i = 0; i < sets.time.length; i++) {
    const n0 = sets.atRisk0[i]!
    const n1 = sets.atRisk1[i]!
    const n = n0 + n1
    const d = sets.events0[i]! + sets.events1[i]!
    const excess = sets.events1[i]! - (d * n1) / n
    const variance = n > 1 ? (d * n0 * n1 * (n - d)) / (n * n * (n - 1)) : 0
    for (let k = 0; k < size; k++) {
      score[k]! += weights[k]![i]! * excess
      for (let l = 0; l < size; l++) covariance[k * size + l]! += weights[k]![i]! * weights[l]![i]! * variance
    }
  }
}
