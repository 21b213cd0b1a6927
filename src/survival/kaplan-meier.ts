import type { Patients } from './patients.ts'
import { type IntervalScale, pointwiseLimits, type PointwiseLimits } from './pointwise-limits.ts'
import { productLimit, type RiskSteps } from './product-limit.ts'
import { requireCall } from './require-call.ts'

export type { IntervalScale } from './pointwise-limits.ts'

/** The Kaplan-Meier curve over the distinct times, censoring times included; before the first time survival is 1. */
export interface KaplanMeier extends RiskSteps, PointwiseLimits {
  readonly survival: Float64Array
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
 * @param options.level on (0, 1), otherwise a RangeError; so is an interval on another scale
 *
 * [KaplanMeier1958], [Greenwood1926], [KalbfleischPrentice2002]. Agrees with R `survfit` to 1e-12 (with weights `survfit(robust = FALSE)`: R's
 * default there, the infinitesimal jackknife, is the standard error of `aalenJohansen` with one kind of event).
 *
 * @example
 * ```ts
 * import { kaplanMeier, patients } from 'remeier/survival'
 * kaplanMeier(patients({ time: [1, 2, 3, 4], event: [1, 0, 1, 0] })).survival // => [0.75, 0.75, 0.375, 0.375]
 * ```
 */
export function kaplanMeier(patients: Patients, options: KaplanMeierOptions = {}): KaplanMeier {
  requireCall('kaplanMeier', patients, options, ['level', 'interval'])
  const { level = 0.95, interval = 'log-log' } = options
  const { time, nRisk, nEvent, nCensor, survival, variance } = productLimit(patients)
  const { standardError, lower, upper } = pointwiseLimits(survival, variance, level, interval)
  return { time, nRisk, nEvent, nCensor, survival, standardError, lower, upper, level, interval }
}
