import type { Trial } from '../record/trial.ts'
import type { Bounds } from './bounds.ts'
import { isAfter } from './dates-out-of-order.ts'
import { dayBounds } from './day-bounds.ts'
import type { EnrolmentDates } from './evidence.ts'
import { DAYS_PER_MONTH } from './time-unit.ts'

/** Clocks that start when a patient enters the trial. */
const entry = /random|enrol|inclu|regist|entry/iu

/**
 * How long patients can have been followed by an endpoint's own data cut-off, or that of the design: from the first and from the last enrolment on. Null where the clock does not start with
 * enrolment, or where the first enrolment or the cut-off is not stated.
 */
export function readEnrolment(trial: Trial, endpoint: string): EnrolmentDates | null {
  const it = trial.endpoints[endpoint]
  const cutoff = it?.cutoff?.date ?? trial.design?.cutoff?.date ?? 'not stated'
  const { first = 'not stated', last = 'not stated' } = trial.design?.enrolment ?? {}
  const longest = between(first, cutoff)
  if (it === undefined || !entry.test(it.clock) || longest === null) return null
  return { first, last, cutoff, longest, shortest: isAfter(last, cutoff) ? null : between(last, cutoff) }
}

/** Months from one date to another, by all days that either can mean: none where the second comes first; null where one is not stated. */
function between(from: string, to: string): Bounds | null {
  const [start, end] = [dayBounds(from), dayBounds(to)]
  if (start === null || end === null) return null
  return {
    lower: Math.max(0, end.lower - start.upper) / DAYS_PER_MONTH,
    upper: Math.max(0, end.upper - start.lower) / DAYS_PER_MONTH,
  }
}
