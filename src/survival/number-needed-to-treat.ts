import { requireTwoArms } from './arm.ts'
import type { EstimateNotEstimable } from './estimate.ts'
import { milestoneDifference } from './milestone.ts'
import type { Patients } from './patients.ts'
import { requireCall } from './require-call.ts'
import { requireTime } from './require-time.ts'
import type { LevelOption } from './rmst.ts'

/** A stretch of numbers needed to treat; Infinity where it has no end. */
export interface NumberNeededRange {
  /** 'benefit': one event less in arm 1 for each so many patients; 'harm': one event more. */
  readonly direction: 'benefit' | 'harm'
  readonly from: number
  readonly to: number
}

export interface NumberNeededToTreat {
  readonly kind: 'value'
  /** 1 / |difference in survival|; Infinity where the difference is 0. */
  readonly value: number
  readonly direction: 'benefit' | 'harm' | 'none'
  /**
   * The interval. One stretch where the interval of the difference lies on one side of 0; where it spans 0, two:
   * from a number needed to benefit up to infinity, and from infinity down to a number needed to harm. None where the difference has
   * no standard error.
   */
  readonly interval: readonly NumberNeededRange[]
  readonly level: number
}

/**
 * Number needed to treat at a time: patients to treat as in arm 1 rather than as in arm 0 for one more of them to be
 * event-free at that time, 1 / (S1(t) - S0(t)), with the reciprocals of the limits of the difference
 * (`milestoneDifference`).
 *
 * @returns `not-estimable` for the reasons of `milestone`
 *
 * [AltmanAndersen1999], [Altman1998]. Reciprocals of values that agree with R `summary(survfit, times)` to 1e-12.
 *
 * @example
 * ```ts
 * import { numberNeededToTreat, patients } from 'remeier/survival'
 * const p = patients({ arms: ['a', 'b'], time: [1, 3, 2, 4], event: [1, 1, 1, 1], assigned: [0, 0, 1, 1] })
 * numberNeededToTreat(p, 1.5).value // => 2
 * ```
 */
export function numberNeededToTreat(
  patients: Patients,
  time: number,
  options: LevelOption = {},
): NumberNeededToTreat | EstimateNotEstimable {
  requireCall('numberNeededToTreat', patients, options, ['level'])
  requireTime('numberNeededToTreat', time)
  requireTwoArms(patients, 'numberNeededToTreat')
  const difference = milestoneDifference(patients, time, options)
  if (difference.kind !== 'value')
    return difference.kind === 'not-estimable' ? difference : { kind: 'not-estimable', reason: 'survival not reached' }
  const { value, lower, upper, level } = difference
  return {
    kind: 'value',
    value: 1 / Math.abs(value),
    direction: value > 0 ? 'benefit' : value < 0 ? 'harm' : 'none',
    interval: lower === null || upper === null ? [] : ranges(lower, upper),
    level,
  }
}

function ranges(lower: number, upper: number): NumberNeededRange[] {
  const result: NumberNeededRange[] = []
  if (upper > 0) result.push({ direction: 'benefit', from: 1 / upper, to: lower > 0 ? 1 / lower : Infinity })
  if (lower < 0) result.push({ direction: 'harm', from: -1 / lower, to: upper < 0 ? -1 / upper : Infinity })
  return result
}
