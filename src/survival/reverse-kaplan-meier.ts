import { kaplanMeier, type KaplanMeier, type KaplanMeierOptions } from './kaplan-meier.ts'
import type { Patients } from './patients.ts'
import { requireCall } from './require-call.ts'

/**
 * Reverse Kaplan-Meier: the Kaplan-Meier estimate of the time to censoring, with events as censorings. Its median is the
 * median follow-up. A patient with an event is at risk of censoring up to and including that time. Options, and the RangeError that wrong
 * ones throw, are those of `kaplanMeier`.
 *
 * [SchemperSmith1996]. Agrees with R `survfit(Surv(time, 1 - event) ~ 1)` to 1e-12.
 *
 * @example
 * ```ts
 * import { patients, reverseKaplanMeier } from 'remeier/survival'
 * reverseKaplanMeier(patients({ time: [1, 2, 3], event: [1, 0, 0] })).survival // => [1, 0.5, 0]
 * ```
 */
export function reverseKaplanMeier(patients: Patients, options: KaplanMeierOptions = {}): KaplanMeier {
  requireCall('reverseKaplanMeier', patients, options, ['level', 'interval'])
  return kaplanMeier({ ...patients, event: patients.event.map((event) => 1 - event) }, options)
}
