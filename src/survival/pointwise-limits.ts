import { columns } from '../numeric/columns.ts'
import { normalHalfWidth } from './estimate.ts'
import { requireOneOf } from './require-one-of.ts'

const SCALES = ['plain', 'log', 'log-log'] as const

/** Scale on which the pointwise limits are symmetric. */
export type IntervalScale = (typeof SCALES)[number]

export function requireScale(what: string, scale: IntervalScale): void {
  requireOneOf(what, scale, SCALES)
}

export interface PointwiseLimits {
  /** Of the survival; 0 where survival is 0. */
  readonly standardError: Float64Array
  /** NaN where a limit does not exist: where survival is 0, and for log-log limits where it is 1. */
  readonly lower: Float64Array
  readonly upper: Float64Array
}

/**
 * Limits of a survival curve from the variance of its logarithm: symmetric for S, log S or log(-log S), the first two cut
 * to [0, 1].
 *
 * @param variance becomes the standard error of the survival: where columns are long, their memory costs more than what is in them
 */
export function pointwiseLimits(
  survival: Float64Array,
  variance: Float64Array,
  level: number,
  interval: IntervalScale,
): PointwiseLimits {
  requireScale('interval', interval)
  const z = normalHalfWidth(level)
  const size = survival.length
  const [low, high] = columns(2, size)
  const result = { standardError: variance, lower: low!, upper: high! }
  const { standardError, lower, upper } = result
  let last = NaN
  let lastVariance = NaN
  let error = 0
  let least = NaN
  let greatest = NaN
  for (let i = 0; i < size; i++) {
    const s = survival[i]!
    const v = variance[i]!
    // At a censoring nothing changes.
    if (s !== last || v !== lastVariance) {
      last = s
      lastVariance = v
      const se = Math.sqrt(v)
      error = s === 0 ? 0 : s * se
      if (s === 0 || (s === 1 && interval === 'log-log')) {
        least = NaN
        greatest = NaN
      } else if (interval === 'plain') {
        least = Math.max(0, s - z * s * se)
        greatest = Math.min(1, s + z * s * se)
      } else if (interval === 'log') {
        least = s * Math.exp(-z * se)
        greatest = Math.min(1, s * Math.exp(z * se))
      } else {
        const log = Math.log(s)
        const spread = Math.exp((z * se) / log)
        least = Math.exp(log / spread)
        greatest = Math.exp(log * spread)
      }
    }
    standardError[i] = error
    lower[i] = least
    upper[i] = greatest
  }
  return result
}
