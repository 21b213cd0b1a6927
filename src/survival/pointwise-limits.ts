import { columns } from '../numeric/columns.ts'
import { normalHalfWidth } from './estimate.ts'

/** Scale on which the pointwise limits are symmetric. */
export type IntervalScale = 'plain' | 'log' | 'log-log'

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
 */
export function pointwiseLimits(
  survival: Float64Array,
  variance: Float64Array,
  level: number,
  interval: IntervalScale,
): PointwiseLimits {
  const z = normalHalfWidth(level)
  const size = survival.length
  const [error, low, high] = columns(3, size)
  const result = { standardError: error!, lower: low!, upper: high! }
  const { standardError, lower, upper } = result
  for (let i = 0; i < size; i++) {
    const s = survival[i]!
    if (i > 0 && s === survival[i - 1]! && variance[i] === variance[i - 1]) {
      standardError[i] = standardError[i - 1]!
      lower[i] = lower[i - 1]!
      upper[i] = upper[i - 1]!
      continue
    }
    const se = Math.sqrt(variance[i]!)
    standardError[i] = s === 0 ? 0 : s * se
    if (s === 0 || (s === 1 && interval === 'log-log')) {
      lower[i] = NaN
      upper[i] = NaN
    } else if (interval === 'plain') {
      lower[i] = Math.max(0, s - z * s * se)
      upper[i] = Math.min(1, s + z * s * se)
    } else if (interval === 'log') {
      lower[i] = s * Math.exp(-z * se)
      upper[i] = Math.min(1, s * Math.exp(z * se))
    } else {
      const log = Math.log(s)
      const spread = Math.exp((z * se) / log)
      lower[i] = Math.exp(log / spread)
      upper[i] = Math.exp(log * spread)
    }
  }
  return result
}
