import type { Patients } from '../survival/patients.ts'
import { isDropOut, potentialFollowUp } from './arm-rows.ts'
import { replaceFollowUp } from './replace-follow-up.ts'

/** Which censorings of an arm are touched: those that were not administrative, or all of them. */
export type Touched = 'drop-outs' | 'all'

/**
 * Worst case: everybody touched had the event at the very time of the censoring.
 *
 * @example
 * ```ts
 * import { eventAtCensoring } from 'remeier'
 * import { censoringReason, patients } from 'remeier/survival'
 * const { other, administrative } = censoringReason
 * const p = patients({ time: [1, 2, 3, 4], event: [1, 0, 1, 0], reason: [0, other, 0, administrative], administrative: [NaN, 4, NaN, 4] })
 * eventAtCensoring(p, 0).event // => [1, 1, 1, 0]
 * ```
 */
export function eventAtCensoring(patients: Patients, arm: number, touched: Touched = 'drop-outs'): Patients {
  const event = patients.event.map((it, row) => (isTouched(patients, row, arm, touched) ? 1 : it))
  return replaceFollowUp(patients, { time: patients.time, event })
}

/**
 * Best case: everybody touched stayed free of the event, until the administrative time or, where `until` is given, until then
 * (at least until the censoring itself).
 *
 * @example
 * ```ts
 * import { eventFreeAfterCensoring } from 'remeier'
 * import { censoringReason, patients } from 'remeier/survival'
 * const { other, administrative } = censoringReason
 * const p = patients({ time: [1, 2, 3, 4], event: [1, 0, 1, 0], reason: [0, other, 0, administrative], administrative: [NaN, 4, NaN, 4] })
 * eventFreeAfterCensoring(p, 0).time // => [1, 3, 4, 4]
 * ```
 */
export function eventFreeAfterCensoring(
  patients: Patients,
  arm: number,
  touched: Touched = 'drop-outs',
  until?: number,
): Patients {
  const time = patients.time.map((it, row) =>
    isTouched(patients, row, arm, touched) ? Math.max(it, until ?? potentialFollowUp(patients, row)) : it,
  )
  const administrative = patients.administrative?.map((it, row) => Math.max(it, time[row]!))
  return replaceFollowUp(patients, {
    time,
    event: patients.event,
    ...(administrative === undefined ? {} : { administrative }),
  })
}

function isTouched(patients: Patients, row: number, arm: number, touched: Touched): boolean {
  if (patients.assigned[row] !== arm || patients.event[row] === 1) return false
  return touched === 'all' || isDropOut(patients, row)
}
