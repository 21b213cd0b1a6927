import { normalQuantile } from '../numeric/normal-quantile.ts'
import { requireNumber } from './require-number.ts'

/** A statistic that exists, with its interval. `level` is a proportion (0.95). */
export interface EstimateValue {
  readonly kind: 'value'
  readonly value: number
  /** `null` where the limit does not exist: a median's upper limit that is not reached, no standard error, beyond the doubles. */
  readonly lower: number | null
  readonly upper: number | null
  readonly level: number
  /** `null` where the interval was not made from a standard error; 0 where the formula gives 0, and then there is no interval. */
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
  requireNumber('level', level, level > 0 && level < 1, 'a proportion between 0 and 1')
  return normalQuantile(1 - (1 - level) / 2)
}

/**
 * A value with its normal interval, value +- z standardError. A formula that gives a standard error of 0 (nobody had the event,
 * or everybody at once) knows nothing of the error: no interval, rather than one without width.
 */
export function normalEstimate(value: number, standardError: number, level: number): EstimateValue {
  const margin = normalHalfWidth(level) * standardError
  const none = standardError === 0
  return {
    kind: 'value',
    value,
    lower: none ? null : value - margin,
    upper: none ? null : value + margin,
    level,
    standardError,
  }
}

/**
 * exp of a value with its normal interval, for ratios; `standardError` stays that of the logarithm. A limit that no double can hold
 * (it would be 0 or infinite) is none.
 */
export function ratioEstimate(logValue: number, standardError: number, level: number): EstimateValue {
  const { lower, upper } = normalEstimate(logValue, standardError, level)
  return {
    kind: 'value',
    value: Math.exp(logValue),
    lower: expOrNull(lower),
    upper: expOrNull(upper),
    level,
    standardError,
  }
}

function expOrNull(log: number | null): number | null {
  const value = log === null ? 0 : Math.exp(log)
  return value > 0 && value < Infinity ? value : null
}

export function notEstimable(reason: string): EstimateNotEstimable {
  return { kind: 'not-estimable', reason }
}
