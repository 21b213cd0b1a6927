import { normalHalfWidth } from './estimate.ts'
import type { Patients } from './patients.ts'
import { productLimit, type RiskSteps } from './product-limit.ts'

/** Scale on which the pointwise limits are symmetric. */
export type IntervalScale = 'plain' | 'log' | 'log-log'

/** The Kaplan-Meier curve over the distinct times, censoring times included; before the first time survival is 1. */
export interface KaplanMeier extends RiskSteps {
  readonly survival: Float64Array
  /** Greenwood's standard error of the survival; 0 where survival is 0. */
  readonly standardError: Float64Array
  /** Pointwise limits; NaN where they do not exist: where survival is 0, and for log-log limits where it is 1. */
  readonly lower: Float64Array
  readonly upper: Float64Array
  readonly level: number
  readonly interval: IntervalScale
}

export interface KaplanMeierOptions {
  /** Level of the pointwise intervals, a proportion; default 0.95. */
  readonly level?: number
  /** Default 'log-log'. */
  readonly interval?: IntervalScale
}

/**
 * Kaplan-Meier estimator of the survival of all the patients given (take one arm with `arm`):
 * S(t) = prod over event times u <= t of (1 - d(u) / n(u)), with Greenwood's standard error
 * S sqrt(sum d / (n (n - d))) and pointwise limits that are symmetric for S ('plain'), log S ('log') or
 * log(-log S) ('log-log'). Plain and log limits are cut to [0, 1].
 *
 * Weights count patients (d and n are sums of weights, the standard error is the model's). With delayed entry a patient is
 * at risk on (start, time]. A censoring at an event time comes after the event. No patients give empty arrays.
 *
 * [KaplanMeier1958], [Greenwood1926], [KalbfleischPrentice2002]. Agrees with R `survfit` to 1e-12.
 *
 * @example
 * ```ts
 * import { kaplanMeier, patients } from 'remeier/survival'
 * kaplanMeier(patients({ time: [1, 2, 3, 4], event: [1, 0, 1, 0] })).survival // => [0.75, 0.75, 0.375, 0.375]
 * ```
 */
export function kaplanMeier(patients: Patients, options: KaplanMeierOptions = {}): KaplanMeier {
  const { level = 0.95, interval = 'log-log' } = options
  const z = normalHalfWidth(level)
  const { variance, ...curve } = productLimit(patients)
  const size = variance.length
  const standardError = new Float64Array(size)
  const lower = new Float64Array(size).fill(NaN)
  const upper = new Float64Array(size).fill(NaN)
  for (let i = 0; i < size; i++) {
    const s = curve.survival[i]!
    if (s === 0) continue
    const se = Math.sqrt(variance[i]!)
    standardError[i] = s * se
    if (i > 0 && curve.nEvent[i] === 0) {
      lower[i] = lower[i - 1]!
      upper[i] = upper[i - 1]!
    } else if (interval === 'plain') {
      lower[i] = Math.max(0, s - z * s * se)
      upper[i] = Math.min(1, s + z * s * se)
    } else if (interval === 'log') {
      lower[i] = s * Math.exp(-z * se)
      upper[i] = Math.min(1, s * Math.exp(z * se))
    } else if (s < 1) {
      const log = Math.log(s)
      lower[i] = Math.exp(log * Math.exp((-z * se) / log))
      upper[i] = Math.exp(log * Math.exp((z * se) / log))
    }
  }
  return { ...curve, standardError, lower, upper, level, interval }
}
