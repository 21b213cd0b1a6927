import { twoArms } from './arm.ts'
import { type Estimate, normalEstimate, notEstimable, ratioEstimate } from './estimate.ts'
import type { Patients } from './patients.ts'
import { requireCall } from './require-call.ts'
import { type LevelOption, requireTau, restrictedArea } from './rmst.ts'

/**
 * Difference in restricted mean survival time up to tau, arm 1 minus arm 0, with a normal interval.
 * Arguments, domain and reasons for `not-estimable` are those of `rmst`, for either arm.
 *
 * [Uno2014]. Agrees with the formula on R `summary(survfit, rmean = tau)` of each arm to 1e-12.
 *
 * @example
 * ```ts
 * import { patients, rmstDifference } from 'remeier/survival'
 * const p = patients({ arms: ['a', 'b'], time: [1, 3, 2, 4], event: [1, 1, 1, 1], assigned: [0, 0, 1, 1] })
 * rmstDifference(p, 3).value // => 0.5
 * ```
 */
export function rmstDifference(patients: Patients, tau: number, options: LevelOption = {}): Estimate {
  requireCall('rmstDifference', patients, options, ['level'])
  requireTau('rmstDifference', tau)
  const [arm0, arm1] = twoArms(patients, 'rmstDifference')
  const reference = restrictedArea(arm0, tau)
  const other = restrictedArea(arm1, tau)
  if (reference.kind !== 'area') return reference
  if (other.kind !== 'area') return other
  const standardError = Math.sqrt(reference.variance + other.variance)
  return normalEstimate(other.value - reference.value, standardError, options.level ?? 0.95)
}

/**
 * Ratio of restricted mean survival times up to tau, arm 1 over arm 0, with an interval that is normal for the logarithm
 * (delta method); `standardError` is that of the logarithm. Otherwise like `rmstDifference`, and `not-estimable` where everybody
 * in an arm has the event at time 0: a mean of 0 has no ratio.
 *
 * [Uno2014]. Agrees with the formula on R `summary(survfit, rmean = tau)` of each arm to 1e-12.
 *
 * @example
 * ```ts
 * import { patients, rmstRatio } from 'remeier/survival'
 * const p = patients({ arms: ['a', 'b'], time: [1, 3, 2, 4], event: [1, 1, 1, 1], assigned: [0, 0, 1, 1] })
 * rmstRatio(p, 3).value // => 1.25
 * ```
 */
export function rmstRatio(patients: Patients, tau: number, options: LevelOption = {}): Estimate {
  requireCall('rmstRatio', patients, options, ['level'])
  requireTau('rmstRatio', tau)
  const [arm0, arm1] = twoArms(patients, 'rmstRatio')
  const reference = restrictedArea(arm0, tau)
  const other = restrictedArea(arm1, tau)
  if (reference.kind !== 'area') return reference
  if (other.kind !== 'area') return other
  if (reference.value === 0 || other.value === 0)
    return notEstimable('everybody in an arm has the event at time 0: no ratio to a mean of 0')
  const relative = (area: { value: number; variance: number }) => area.variance / (area.value * area.value)
  const standardError = Math.sqrt(relative(reference) + relative(other))
  return ratioEstimate(Math.log(other.value / reference.value), standardError, options.level ?? 0.95)
}
