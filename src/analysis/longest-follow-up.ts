import { dayBounds } from '../evidence/day-bounds.ts'
import { bounds } from '../evidence/bounds.ts'
import { parseRange } from '../evidence/parse-estimate.ts'
import { DAYS_PER_MONTH, type TimeUnit } from '../evidence/time-unit.ts'
import type { Trial, TrialEndpoint } from '../record/trial.ts'

/**
 * Months for which anybody can have been followed on the clock of an endpoint: at most the longest follow-up, and the time from the first
 * enrolment to the data cut-off; less the shortest time to response where the clock starts with the response. Infinity where neither is printed.
 */
export function longestFollowUp(trial: Trial, endpoint: TrialEndpoint): number {
  const unit = trial['time unit']
  const ranges = [trial['follow-up'], endpoint['follow-up']].map((it) => ends(it?.range?.printed, unit)?.longest)
  const limits = [...ranges, sinceEnrolment(trial, endpoint)].filter((it) => it !== undefined)
  return Math.min(Infinity, ...limits) - (startsWithResponse(endpoint) ? shortestToResponse(trial) : 0)
}

/** Whether the patients of an endpoint are followed from their response on. */
export function startsWithResponse({ label, clock, population }: TrialEndpoint): boolean {
  if (/respon/i.test(clock)) return true
  return /duration of .*(response|remission)/i.test(label) && /respon/i.test(population)
}

function sinceEnrolment({ design }: Trial, { cutoff }: TrialEndpoint): number | undefined {
  const [first, last] = [design?.enrolment?.first, cutoff?.date ?? design?.cutoff?.date].map((it) =>
    it === undefined ? null : dayBounds(it),
  )
  return first && last ? (last.upper + 1 - first.lower) / DAYS_PER_MONTH : undefined
}

/** The shortest time to response that is printed, of any arm; 0 without one. */
function shortestToResponse(trial: Trial): number {
  const unit = trial['time unit']
  const found = Object.values(trial.endpoints).flatMap(({ label, arms }) =>
    /^time to (the )?(first |initial |partial )?response/i.test(label)
      ? Object.values(arms).flatMap(({ range }) => ends(range?.printed, unit)?.shortest ?? [])
      : [],
  )
  return found.length === 0 ? 0 : Math.min(...found)
}

function ends(
  printed: string | undefined,
  timeUnit: TimeUnit,
): { readonly shortest: number; readonly longest: number } | null {
  const read = printed === undefined ? null : parseRange(printed, { unit: 'months', timeUnit })
  if (read?.kind !== 'value') return null
  const [lower, upper] = [bounds(read.value.lower.quantity), bounds(read.value.upper.quantity)]
  return lower && upper ? { shortest: lower.lower, longest: upper.upper } : null
}
