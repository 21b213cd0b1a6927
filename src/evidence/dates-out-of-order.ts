import { dayBounds } from './day-bounds.ts'
import type { EnrolmentDates } from './evidence.ts'

/** Why dates of enrolment and cut-off cannot all be true, and whether the last enrolment alone is at fault. */
export interface OutOfOrder {
  readonly words: string
  readonly lastOnly: boolean
}

/** Dates that follow each other in no order that a trial can have, whatever days they mean; null for all others. */
export function datesOutOfOrder({
  first,
  last,
  cutoff,
}: Pick<EnrolmentDates, 'first' | 'last' | 'cutoff'>): OutOfOrder | null {
  const words = [
    ...(isAfter(first, last) ? [`the last enrolment (${last}) lies before the first (${first})`] : []),
    ...(isAfter(first, cutoff) ? [`the data cut-off (${cutoff}) lies before the first enrolment (${first})`] : []),
  ]
  if (words.length > 0) return { words: words.join(', and '), lastOnly: false }
  if (!isAfter(last, cutoff)) return null
  return { words: `the data cut-off (${cutoff}) lies before the last enrolment (${last})`, lastOnly: true }
}

/** Whether a date is later than another whatever days they mean. */
export function isAfter(date: string, other: string): boolean {
  const [a, b] = [dayBounds(date), dayBounds(other)]
  return a !== null && b !== null && a.lower > b.upper
}
