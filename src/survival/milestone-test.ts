import { normalUpperTail } from '../numeric/normal-distribution.ts'
import { twoArms } from './arm.ts'
import { type EstimateNotEstimable, notEstimable } from './estimate.ts'
import { milestone } from './milestone.ts'
import type { Patients } from './patients.ts'
import { type IntervalScale, requireScale } from './pointwise-limits.ts'
import { requireCall } from './require-call.ts'
import { requireTime } from './require-time.ts'

export interface MilestoneTestValue {
  readonly kind: 'value'
  /** Above 0 = arm 1 survives better. */
  readonly z: number
  readonly chiSquared: number
  /** Two-sided. */
  readonly pValue: number
}

/**
 * Test of equal survival of two arms at one time: the difference of the Kaplan-Meier estimates on the plain, log or
 * log(-log) scale, over its standard error from Greenwood's variances (delta method).
 *
 * @param scale 'plain', 'log' or 'log-log', otherwise a RangeError; default 'log-log', which keeps its level best in small samples
 * @returns `not-estimable` for the reasons of `milestone`, and where a survival has no finite value with a standard error on
 * that scale (0; 1 for log-log; or no event in either arm)
 *
 * [Klein2007]. Agrees with the formula written out on R `summary(survfit, times)` to 1e-10.
 *
 * @example
 * ```ts
 * import { milestoneTest, patients } from 'remeier/survival'
 * const p = patients({ arms: ['a', 'b'], time: [1, 3, 2, 4], event: [1, 1, 1, 1], assigned: [0, 0, 1, 1] })
 * milestoneTest(p, 2.5, { scale: 'plain' }).z // => 0
 * ```
 */
export function milestoneTest(
  patients: Patients,
  time: number,
  options: { readonly scale?: IntervalScale } = {},
): MilestoneTestValue | EstimateNotEstimable {
  requireCall('milestoneTest', patients, options, ['scale'])
  requireTime('milestoneTest', time)
  const { scale = 'log-log' } = options
  requireScale('milestoneTest: scale', scale)
  const [reference, other] = twoArms(patients, 'milestoneTest').map((arm) => milestone(arm, time))
  if (reference?.kind !== 'value') return reference?.kind === 'not-estimable' ? reference : notEstimable('no arm')
  if (other?.kind !== 'value') return other?.kind === 'not-estimable' ? other : notEstimable('no arm')
  const a = onScale(scale, reference.value, reference.standardError ?? 0)
  const b = onScale(scale, other.value, other.standardError ?? 0)
  const z = (b.value - a.value) / Math.hypot(a.error, b.error)
  if (!Number.isFinite(z)) return notEstimable(`survival of 0 or 1 has no standard error on the scale ${scale}`)
  return { kind: 'value', z, chiSquared: z * z, pValue: 2 * normalUpperTail(Math.abs(z)) }
}

/** A survival on the scale of the test, larger = better, with its standard error. */
function onScale(scale: IntervalScale, survival: number, error: number): { value: number; error: number } {
  if (scale === 'plain') return { value: survival, error }
  if (scale === 'log') return { value: Math.log(survival), error: error / survival }
  const log = Math.log(survival)
  return { value: -Math.log(-log), error: error / (survival * -log) }
}
