import { type Estimate, notEstimable } from './estimate.ts'
import type { KaplanMeierOptions } from './kaplan-meier.ts'
import { milestone } from './milestone.ts'
import type { Patients } from './patients.ts'
import { requireCall } from './require-call.ts'
import { requireNumber } from './require-number.ts'
import { requireTime } from './require-time.ts'
import { timeWindow } from './time-window.ts'

/**
 * Conditional survival S(t | s) = S(t) / S(s): the survival to t of those who are event-free at s, the Kaplan-Meier
 * estimate from those still in follow-up after s, with its standard error and limits as for `milestone`.
 *
 * @param given s, finite, >= 0
 * @param time t, finite, >= s; otherwise a RangeError
 * @returns `not-estimable` where nobody is in follow-up after s, or where t lies beyond the last follow-up
 *
 * [Zabor2013]. Agrees with R `survfit` of those with time > s to 1e-12 (`start.time = s` would keep events
 * at s itself).
 *
 * @example
 * ```ts
 * import { conditionalSurvival, patients } from 'remeier/survival'
 * conditionalSurvival(patients({ time: [1, 2, 3, 4], event: [1, 1, 1, 0] }), 1, 3).value // => 0.3333333333333333
 * ```
 */
export function conditionalSurvival(
  patients: Patients,
  given: number,
  time: number,
  options: KaplanMeierOptions = {},
): Estimate {
  requireCall('conditionalSurvival', patients, options, ['level', 'interval'])
  requireTime('conditionalSurvival', given)
  requireNumber('conditionalSurvival', time, time >= given && time < Infinity, `a finite time >= ${given}`)
  const later = timeWindow(patients, given)
  if (later.time.length === 0) return notEstimable(`nobody is in follow-up after ${given}`)
  return milestone(later, time, options)
}
