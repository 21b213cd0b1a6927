import { normalHalfWidth } from '../survival/estimate.ts'

export interface Completed {
  /** The estimate from one completed data set, and its variance there. */
  readonly value: number
  readonly variance: number
}

export interface Pooled {
  readonly value: number
  readonly standardError: number
  readonly lower: number
  readonly upper: number
  readonly level: number
  /** Mean variance within, and variance between, the imputations. */
  readonly within: number
  readonly between: number
  /** Rubin's degrees of freedom; Infinity where the imputations agree. The limits are normal, right for many imputations. */
  readonly degreesOfFreedom: number
  readonly imputations: number
}

/**
 * Rubin's rules: mean, and variance W + (1 + 1/m) B ([Rubin1987]).
 *
 * The limits are normal ones; with m imputations and a small share of missing information the t distribution on
 * `degreesOfFreedom` = (m - 1) (1 + W / ((1 + 1/m) B))^2 differs in the third digit. At least 2 imputations are required.
 *
 * @example
 * ```ts
 * import { rubin } from 'remeier'
 * const { value, standardError } = rubin([{ value: 1, variance: 1 }, { value: 3, variance: 1 }])
 * value // => 2
 * standardError // => 2
 * ```
 */
export function rubin(estimates: readonly Completed[], level = 0.95): Pooled {
  const m = estimates.length
  if (m < 2) throw new RangeError(`rubin: at least 2 imputations are required, got ${m}`)
  const value = estimates.reduce((sum, it) => sum + it.value, 0) / m
  const within = estimates.reduce((sum, it) => sum + it.variance, 0) / m
  const between = estimates.reduce((sum, it) => sum + (it.value - value) * (it.value - value), 0) / (m - 1)
  const extra = (1 + 1 / m) * between
  const standardError = Math.sqrt(within + extra)
  const ratio = 1 + within / extra
  const margin = normalHalfWidth(level) * standardError
  return {
    value,
    standardError,
    lower: value - margin,
    upper: value + margin,
    level,
    within,
    between,
    degreesOfFreedom: between === 0 ? Infinity : (m - 1) * ratio * ratio,
    imputations: m,
  }
}
