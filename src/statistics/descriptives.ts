import { max, mean, min, quantileSorted, sampleStandardDeviation } from 'simple-statistics'

import type { StatisticNotEstimable } from './statistic.ts'

/*
 * The one place that calls simple-statistics: mean and sum (Kahan-Babuska, more exact than a plain loop), sample standard deviation
 * (two passes), extremes, and quantiles, which are R's type 7 in 7.12 (not in early versions; a test against R guards it). Never
 * its `probit`, `cumulativeStdNormalProbability` or `chiSquaredDistributionTable`, which are coarse fits and tables
 * (probit(.975) = 1.957162): the normal distribution is in `numeric/`.
 */

export interface DescriptivesValue {
  readonly kind: 'value'
  readonly count: number
  readonly mean: number
  /** Divisor n - 1; `null` for a single value. */
  readonly standardDeviation: number | null
  readonly minimum: number
  readonly lowerQuartile: number
  readonly median: number
  readonly upperQuartile: number
  readonly maximum: number
}

export type Descriptives = DescriptivesValue | StatisticNotEstimable

/**
 * Count, mean, standard deviation and five-number summary. R `mean`, `sd`, `quantile` (type 7); 1e-13 relative.
 *
 * @param values finite numbers, in any order and unit; not changed
 * @returns `not-estimable` where there is no value
 * @throws RangeError where a value is not finite
 */
export function descriptives(values: ArrayLike<number>): Descriptives {
  const sorted = sortedCopy('descriptives', values)
  if (sorted.length === 0) return { kind: 'not-estimable', reason: 'no values' }
  return {
    kind: 'value',
    count: sorted.length,
    mean: mean(sorted),
    standardDeviation: sorted.length > 1 ? sampleStandardDeviation(sorted) : null,
    minimum: min(sorted),
    lowerQuartile: quantileSorted(sorted, 0.25),
    median: quantileSorted(sorted, 0.5),
    upperQuartile: quantileSorted(sorted, 0.75),
    maximum: max(sorted),
  }
}

/**
 * Sample quantiles of type 7 ([HyndmanFan1996]): with the sorted values x_0 .. x_(n-1) and h = (n - 1) p, the value on the straight
 * line between x_floor(h) and x_ceil(h). R `quantile`; 1e-13 relative.
 *
 * @param values at least one finite number, in any order; not changed
 * @param probabilities each in [0, 1]
 * @returns one quantile per probability, in their order
 * @throws RangeError where there is no value, a value is not finite, or a probability leaves [0, 1]
 */
export function quantiles(values: ArrayLike<number>, probabilities: readonly number[]): number[] {
  const sorted = sortedCopy('quantiles', values)
  if (sorted.length === 0) throw new RangeError('quantiles: needs at least one value, got none')
  return probabilities.map((p) => {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`quantiles: a probability must lie in [0, 1], got ${p}`)
    return quantileSorted(sorted, p)
  })
}

function sortedCopy(caller: string, values: ArrayLike<number>): number[] {
  const sorted = Array.from(values)
  for (const value of sorted) {
    if (!Number.isFinite(value)) throw new RangeError(`${caller}: values must be finite, got ${value}`)
  }
  return sorted.sort((a, b) => a - b)
}
