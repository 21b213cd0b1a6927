import { normalQuantile } from '../numeric/normal-quantile.ts'

/** A statistic that exists, with its interval. `level` is a proportion (0.95). */
export interface EstimateValue {
  readonly kind: 'value'
  readonly value: number
  /** `null` where the limit does not exist (a median's upper limit that is not reached, say). */
  readonly lower: number | null
  readonly upper: number | null
  readonly level: number
  /** `null` where the interval was not made from a standard error. */
  readonly standardError: number | null
}

/** The curve never falls to the level asked for (a median, say); its lower limit may still exist. */
export interface EstimateNotReached {
  readonly kind: 'not-reached'
  readonly lower: number | null
  readonly upper: number | null
  readonly level: number
}

/** There is no answer, and `reason` says why in a short phrase. */
export interface EstimateNotEstimable {
  readonly kind: 'not-estimable'
  readonly reason: string
}

/** What an estimator returns: never a silent NaN. */
export type Estimate = EstimateValue | EstimateNotReached | EstimateNotEstimable

/** Half-width of a two-sided normal interval in standard errors, e.g. 1.96 at level 0.95; RangeError unless 0 < level < 1. */
export function normalHalfWidth(level: number): number {
  if (!(level > 0 && level < 1)) throw new RangeError(`level: a proportion between 0 and 1 is required, got ${level}`)
  return normalQuantile(1 - (1 - level) / 2)
}

/** A value with its normal interval, value +- z standardError. */
export function normalEstimate(value: number, standardError: number, level: number): EstimateValue {
  const margin = normalHalfWidth(level) * standardError
  return { kind: 'value', value, lower: value - margin, upper: value + margin, level, standardError }
}

/** exp of a value with its normal interval, for ratios; `standardError` stays that of the logarithm. */
export function ratioEstimate(logValue: number, standardError: number, level: number): EstimateValue {
  const margin = normalHalfWidth(level) * standardError
  return {
    kind: 'value',
    value: Math.exp(logValue),
    lower: Math.exp(logValue - margin),
    upper: Math.exp(logValue + margin),
    level,
    standardError,
  }
}

export function notEstimable(reason: string): EstimateNotEstimable {
  return { kind: 'not-estimable', reason }
}
