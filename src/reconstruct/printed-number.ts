import type { EstimateFigure, Figure } from '../evidence/evidence.ts'
import { onLattice } from '../evidence/time-unit.ts'
import { z95 } from './observation.ts'
import { normalQuantile } from '../numeric/normal-quantile.ts'

/** A printed number with the interval that its rounding leaves, closed. */
export interface Printed {
  readonly value: number
  readonly lower: number
  readonly upper: number
  /** Variance of a uniform law over the interval. */
  readonly rounding: number
}

/** The number that a figure prints, or null where it prints none ("NR", "<0.001"). */
export function printedNumber(figure: Figure | null | undefined): Printed | null {
  if (figure?.quantity.kind !== 'number') return null
  const { value: printed, lower, upper } = figure.quantity
  // A median or a longest follow-up of 28 days is a time at which patients stand, as a landmark at 28 days is; an area under the curve is none.
  const value = figure.unit === 'months' && !figure.measure.startsWith('rmst') ? onLattice(printed) : printed
  return { value, lower, upper, rounding: ((upper - lower) * (upper - lower)) / 12 }
}

/** Both limits as numbers, with the normal quantile of their level; null where one of them is none. */
export function printedLimits(
  estimate: EstimateFigure,
): { readonly lower: Printed; readonly upper: Printed; readonly z: number } | null {
  if (estimate.interval === null) return null
  const lower = printedNumber(estimate.interval.lower)
  const upper = printedNumber(estimate.interval.upper)
  if (lower === null || upper === null || lower.value >= upper.value) return null
  return { lower, upper, z: levelQuantile(estimate.interval.level) }
}

/** Two-sided normal quantile of a level on (0, 1). */
export function levelQuantile(level: number): number {
  return Math.abs(level - 0.95) < 1e-12 ? z95 : normalQuantile((1 + level) / 2)
}
