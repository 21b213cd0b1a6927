import { twoArms } from './arm.ts'
import { type Estimate, normalEstimate, notEstimable } from './estimate.ts'
import { kaplanMeier, type KaplanMeierOptions } from './kaplan-meier.ts'
import type { Patients } from './patients.ts'
import { requireCall } from './require-call.ts'
import { requireTime } from './require-time.ts'
import type { LevelOption } from './rmst.ts'
import { stepAt } from './survival-at.ts'

/**
 * Milestone survival: the Kaplan-Meier survival at one time, of all the patients given, with Greenwood's standard error and
 * the limits of `kaplanMeier` (log-log unless asked otherwise). Limits are null where there is no standard error: where survival is
 * 0 or 1 (there R gives plain and log limits without width at 1, and none at 0).
 *
 * @param time finite, >= 0; otherwise a RangeError
 * @returns `not-estimable` without patients, and where the time lies beyond the last follow-up and survival is not 0 there
 *
 * [KaplanMeier1958], [Greenwood1926]. Agrees with R `summary(survfit, times)` to 1e-12.
 *
 * @example
 * ```ts
 * import { milestone, patients } from 'remeier/survival'
 * const p = patients({ time: [1, 2, 3, 4], event: [1, 0, 1, 0] })
 * milestone(p, 3.5).value // => 0.375
 * milestone(p, 5).kind // => 'not-estimable'
 * ```
 */
export function milestone(patients: Patients, time: number, options: KaplanMeierOptions = {}): Estimate {
  requireCall('milestone', patients, options, ['level', 'interval'])
  requireTime('milestone', time)
  const km = kaplanMeier(patients, options)
  const size = km.time.length
  if (size === 0) return notEstimable('no patients')
  if (time > km.time[size - 1]! && km.survival[size - 1]! > 0)
    return notEstimable(`the milestone lies beyond the last follow-up at ${km.time[size - 1]!}`)
  const index = stepAt(km.time, time)
  const { level } = km
  const standardError = index < 0 ? 0 : km.standardError[index]!
  const value = index < 0 ? 1 : km.survival[index]!
  if (standardError === 0) return { kind: 'value', value, lower: null, upper: null, level, standardError }
  return { kind: 'value', value, lower: km.lower[index]!, upper: km.upper[index]!, level, standardError }
}

/**
 * Difference in milestone survival, arm 1 minus arm 0, with a normal interval from the two Greenwood variances; no interval where
 * both are 0. A difference that rounding alone can have made (machine epsilon times the number of patients) is 0.
 * `not-estimable` for the reasons of `milestone`, in either arm.
 *
 * [Klein2007]. Agrees with R `summary(survfit, times)` to 1e-12.
 *
 * @example
 * ```ts
 * import { milestoneDifference, patients } from 'remeier/survival'
 * const p = patients({ arms: ['a', 'b'], time: [1, 3, 2, 4], event: [1, 1, 1, 1], assigned: [0, 0, 1, 1] })
 * milestoneDifference(p, 1.5).value // => 0.5
 * ```
 */
export function milestoneDifference(patients: Patients, time: number, options: LevelOption = {}): Estimate {
  requireCall('milestoneDifference', patients, options, ['level'])
  requireTime('milestoneDifference', time)
  const [arm0, arm1] = twoArms(patients, 'milestoneDifference')
  const reference = milestone(arm0, time)
  const other = milestone(arm1, time)
  if (reference.kind !== 'value') return reference
  if (other.kind !== 'value') return other
  const standardError = Math.hypot(reference.standardError ?? 0, other.standardError ?? 0)
  const difference = other.value - reference.value
  const rounding = Number.EPSILON * patients.time.length
  return normalEstimate(Math.abs(difference) <= rounding ? 0 : difference, standardError, options.level ?? 0.95)
}
