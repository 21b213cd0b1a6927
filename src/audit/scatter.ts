import { type Bounds, bounds } from '../evidence/bounds.ts'
import type { EstimateFigure } from '../evidence/evidence.ts'
import { normalQuantile } from '../numeric/normal-quantile.ts'

/** A logarithm: what rounding leaves open, and the variance that chance gives it. */
export interface Scatter {
  readonly range: Bounds
  readonly variance: number
}

/** Standard deviations that chance hardly ever exceeds: two-sided 1%. */
export const RARE = 2.58

/** How many standard deviations the nearest number of the range is from 0. */
export function deviations({ range, variance }: Scatter): number {
  const nearest = Math.max(0, range.lower, -range.upper)
  return nearest === 0 ? 0 : nearest / Math.sqrt(variance)
}

/** a - b, where chance moves them independently. */
export function minus(a: Scatter, b: Scatter): Scatter {
  const range = { lower: a.range.lower - b.range.upper, upper: a.range.upper - b.range.lower }
  return { range, variance: a.variance + b.variance }
}

/**
 * log(-log S), the logarithm of the cumulative hazard, at a landmark among `patients` followed from time 0. The variance is that of the
 * printed interval (log-log limits), or without one the least that there can be, (1 - S) / (n S log(S)^2): Greenwood's without censoring.
 * `null` where rounding leaves S = 0 or S = 1 open, or S is no number.
 */
export function logHazard({ estimate, interval }: EstimateFigure, patients: number): Scatter | null {
  const survival = inside(bounds(estimate.quantity))
  if (survival === null) return null
  const range = { lower: Math.log(-Math.log(survival.upper)), upper: Math.log(-Math.log(survival.lower)) }
  const limits = interval && inside(bounds(interval.lower.quantity)) && inside(bounds(interval.upper.quantity))
  if (interval && limits) {
    const [low, high] = [bounds(interval.lower.quantity), bounds(interval.upper.quantity)]
    const width = low && high ? logLog(middle(low)) - logLog(middle(high)) : 0
    const error = width / (2 * normalQuantile((1 + interval.level) / 2))
    return { range, variance: error * error }
  }
  return { range, variance: leastVariance(middle(survival), patients) }
}

/** The same for the hazard between two landmarks, of those who are still event-free at the first. */
export function logHazardBetween(first: EstimateFigure, second: EstimateFigure, patients: number): Scatter | null {
  const before = inside(bounds(first.estimate.quantity))
  const after = inside(bounds(second.estimate.quantity))
  if (before === null || after === null) return null
  const conditional = { lower: after.lower / before.upper, upper: after.upper / before.lower }
  const share = middle(after) / middle(before)
  if (share >= 1) return null
  const range = {
    lower: conditional.upper >= 1 ? -Infinity : logLog(conditional.upper),
    upper: logLog(conditional.lower),
  }
  return { range, variance: leastVariance(share, patients * middle(before)) }
}

function leastVariance(survival: number, patients: number): number {
  const hazard = Math.log(survival)
  return (1 - survival) / (patients * survival * hazard * hazard)
}

function logLog(survival: number): number {
  return Math.log(-Math.log(survival))
}

function inside(range: Bounds | null): Bounds | null {
  return range !== null && range.lower > 0 && range.upper < 1 ? range : null
}

function middle({ lower, upper }: Bounds): number {
  return (lower + upper) / 2
}
