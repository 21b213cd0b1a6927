import { normalUpperTail } from '../numeric/normal-distribution.ts'
import { requireTwoArms } from './arm.ts'
import type { EstimateNotEstimable } from './estimate.ts'
import type { Patients } from './patients.ts'
import { requireCall } from './require-call.ts'
import { type RiskSets, riskSets, type StratumOption } from './risk-sets.ts'

/** A test that compares the events of two arms with those expected if the hazards were equal. */
export interface LogRankValue {
  readonly kind: 'value'
  /** (observed - expected) / sqrt(variance) of arm 1; above 0 = more events in arm 1 than expected. */
  readonly z: number
  /** z^2, chi-squared with 1 degree of freedom. */
  readonly chiSquared: number
  /** Two-sided. */
  readonly pValue: number
  /** Weighted events of arm 0 and arm 1. */
  readonly observed: readonly [number, number]
  readonly expected: readonly [number, number]
  /** Of observed - expected in arm 1. */
  readonly variance: number
}

export type LogRank = LogRankValue | EstimateNotEstimable

/**
 * Log-rank test of two arms: O - E summed over event times, E = d n1 / n, with the hypergeometric variance
 * d n1 n0 (n - d) / (n^2 (n - 1)); stratified, the sums run over the strata.
 *
 * Case weights count patients: a weight of 2 is the patient twice. Others than whole ones throw a RangeError, since the
 * hypergeometric variance has no meaning for them (for those, a Wald test of `coxRegression` with `robust`). With delayed entry a patient is at risk on
 * (start, time].
 *
 * @returns `not-estimable` where no event could have been in either arm: none happens while both have patients at risk, or
 * everybody has it at once
 *
 * [Mantel1966], [PetoPeto1972]. Agrees with R `survdiff`, which takes neither weights nor delayed entry, to 1e-10; whole weights are the patients that many
 * times, and delayed entry gives the score test of `coxph` where no times are tied.
 *
 * @example
 * ```ts
 * import { logRank, patients } from 'remeier/survival'
 * const p = patients({ arms: ['a', 'b'], time: [1, 3, 2, 4], event: [1, 1, 1, 1], assigned: [0, 0, 1, 1] })
 * logRank(p).expected[0] // => 1.3333333333333333
 * ```
 */
export function logRank(patients: Patients, options: StratumOption = {}): LogRank {
  requireCall('logRank', patients, options, ['stratum'])
  const sums = { observed0: 0, observed1: 0, expected0: 0, expected1: 0, variance: 0 }
  requireTwoArms(patients, 'logRank')
  requireWholeWeights(patients, 'logRank')
  if (!patients.weight && !patients.start && !options.stratum) return testOf(logRankSweep(patients))
  for (const sets of riskSets(patients, 'logRank', options.stratum)) addWeighted(sums, sets, null)
  return testOf(sums)
}

/** The sums without weights, strata or delayed entry, in one sweep from the last time backwards. */
function logRankSweep({ time, event, assigned }: Patients): LogRankSums {
  let n = 0
  let n1 = 0
  let observed0 = 0
  let observed1 = 0
  let expected0 = 0
  let expected1 = 0
  let variance = 0
  for (let i = time.length - 1; i >= 0; i--) {
    const t = time[i]!
    const arm = assigned[i]!
    let d = event[i]!
    let d1 = d & arm
    n++
    n1 += arm
    for (; i > 0 && time[i - 1] === t; i--) {
      const e = event[i - 1]!
      const other = assigned[i - 1]!
      n++
      n1 += other
      d += e
      d1 += e & other
    }
    const n0 = n - n1
    // Without a branch on the event, which no processor can foretell: a censoring adds 0.
    const share = d / n
    observed0 += d - d1
    observed1 += d1
    expected0 += n0 * share
    expected1 += n1 * share
    if (d < 2) variance += (n0 * n1 * share) / n
    else variance += (n0 * n1 * share * (n - d)) / (n * (n - 1))
  }
  return { observed0, observed1, expected0, expected1, variance }
}

/** Throws a RangeError unless each row stands for a whole number of patients. */
export function requireWholeWeights({ weight }: Patients, caller: string): void {
  const row = weight ? weight.findIndex((w) => w % 1 !== 0) : -1
  if (weight && row >= 0)
    throw new RangeError(
      `${caller}: whole weights are required (they count patients), got ${weight[row]!} in row ${row}`,
    )
}

/** Sums of a weighted log-rank test. */
export interface LogRankSums {
  observed0: number
  observed1: number
  expected0: number
  expected1: number
  variance: number
}

/** Adds the risk sets of a stratum, each with its weight (1 where `weights` is null). */
export function addWeighted(sums: LogRankSums, sets: RiskSets, weights: Float64Array | null): void {
  const { atRisk0, atRisk1, events0, events1 } = sets
  let { observed0, observed1, expected0, expected1, variance } = sums
  for (let i = 0; i < atRisk0.length; i++) {
    const w = weights ? weights[i]! : 1
    const n0 = atRisk0[i]!
    const n1 = atRisk1[i]!
    const d0 = events0[i]!
    const d1 = events1[i]!
    const n = n0 + n1
    const d = d0 + d1
    observed0 += w * d0
    observed1 += w * d1
    expected0 += (w * d * n0) / n
    expected1 += (w * d * n1) / n
    if (n > 1) variance += (w * w * d * n0 * n1 * (n - d)) / (n * n * (n - 1))
  }
  Object.assign(sums, { observed0, observed1, expected0, expected1, variance })
}

export function testOf(sums: LogRankSums): LogRank {
  const { observed0, observed1, expected0, expected1, variance } = sums
  if (!(variance > 0))
    return { kind: 'not-estimable', reason: 'no event of weight above 0 that could have been in either arm' }
  const z = (observed1 - expected1) / Math.sqrt(variance)
  return {
    kind: 'value',
    z,
    chiSquared: z * z,
    pValue: 2 * normalUpperTail(Math.abs(z)),
    observed: [observed0, observed1],
    expected: [expected0, expected1],
    variance,
  }
}
