import type { PrintedLike } from './print.ts'

/** Relative to the ends of the rounding interval: room for floating-point noise, far below any printed digit. */
const TOLERANCE = 1e-9

/**
 * Whether a rebuilt number is the printed one at printed precision: it lies in the closed rounding interval of the figure, or it
 * keeps the bound that the figure states. `null` is a number that does not exist: it agrees with NR and NE (papers use either for
 * a median or a limit that the curve does not reach) and with a time printed as ">36".
 *
 * @throws RangeError if `value` is NaN: a missing number is `null`.
 */
export function agrees({ quantity, unit }: PrintedLike, value: number | null): boolean {
  if (Number.isNaN(value)) throw new RangeError('a number or null is required, got NaN')
  switch (quantity.kind) {
    case 'number': {
      if (value === null) return false
      const slack = TOLERANCE * Math.max(Math.abs(quantity.lower), Math.abs(quantity.upper))
      return value >= quantity.lower - slack && value <= quantity.upper + slack
    }
    case 'less-than':
      return value !== null && value >= 0 && value < quantity.upper
    case 'greater-than':
      return value === null ? unit === 'months' : value > quantity.lower
    case 'not-reached':
    case 'not-estimable':
      return value === null
  }
}
