import type { EndpointEvidence, FollowUpEvidence } from '../evidence/evidence.ts'
import { informativeTimes, untimed } from '../evidence/informative-times.ts'
import { crudeHazard } from './crude-hazard.ts'
import { datedFollowUp, rangeInWords } from './dated-follow-up.ts'
import { horizonClues } from './horizon-clues.ts'
import { printedNumber } from './printed-number.ts'
import type { Prior } from './prior.ts'
import { usableTicks } from './read-at-risk.ts'

export interface Horizon {
  readonly months: number
  readonly basis: 'reported' | 'assumed'
  readonly statement: string
  /** Where figures or the assumption itself leave no later end: months. */
  readonly latest?: number
}

/** Longest follow-up as a multiple of its median where only the median is printed. */
const perMedianFollowUp = 1.7
/** How the statement says that no length of follow-up goes in. */
export const noFollowUp = 'no follow-up is reported'
/** Without any follow-up nor events: multiple of the latest time that a figure tells of. */
const perLatestTime = 2

/**
 * T, the end of the curve, in months: the longest follow-up that is printed, or the latest time of a count or median where that
 * is later; the time from the first enrolment to the data cut-off; 1.7 x the median follow-up as an assumption; else what the prior has learnt about trials with such medians, intervals and
 * events. Null where nothing tells of time.
 */
export function horizonOf(evidence: EndpointEvidence, prior: Pick<Prior, 'horizon'>): Horizon | null {
  const end = withoutZeros(evidence, prior)
  return end === null ? null : beforeNobody(evidence, end)
}

function withoutZeros(evidence: EndpointEvidence, prior: Pick<Prior, 'horizon'>): Horizon | null {
  const times = informativeTimes(evidence)
  const latest = Math.max(0, ...times.certain)
  if (untimed(evidence) !== null) return null
  const longest = largest(evidence, (followUp) => followUp.maximum)
  const last = longest === null ? null : lastEvent(evidence)
  if (longest !== null && last !== null && last > Math.max(longest, latest)) {
    const why = `assumed: hardly anybody was censored, and events are expected beyond the longest follow-up of ${show(longest)} months, which is that of the censored patients`
    return { months: last, basis: 'assumed', statement: `The curves end at ${show(last)} months, ${why}.` }
  }
  if (longest !== null) {
    const months = Math.max(longest, latest)
    const statement =
      months > longest
        ? `The curves end at ${show(months)} months, the latest time with a reported figure: later than the longest follow-up of ${show(longest)} months.`
        : `The curves end at ${show(months)} months, the longest follow-up reported.`
    return { months, basis: 'reported', statement }
  }
  // Without a printed end a landmark is the best witness that follow-up went that far.
  const seen = Math.max(latest, ...times.landmarks)
  const dated = fromDates(evidence, seen)
  if (dated !== null) return dated
  const median = largest(evidence, (followUp) => followUp.median)
  if (median !== null) {
    const months = Math.max(perMedianFollowUp * median, seen)
    const how = `assumed: 1.7 times the median follow-up of ${show(median)} months, or the latest reported time where that is later`
    return {
      months,
      basis: 'assumed',
      statement: `The curves end at ${show(months)} months, ${how}; the longest follow-up is not reported.`,
    }
  }
  const clues = horizonClues(evidence, sumOfEvents(evidence))
  const months =
    clues === null ? perLatestTime * seen : Math.max(clues.unit * prior.horizon(clues.features), 1.05 * seen)
  const how =
    clues === null
      ? 'assumed: twice the latest time with a reported figure'
      : 'assumed: what is usual for such medians, intervals and numbers of events'
  return {
    months,
    basis: 'assumed',
    statement: `The curves end at ${show(months)} months, ${how}; ${noFollowUp}.`,
  }
}

/**
 * Where every arm prints that nobody is at risk any more, an assumed end lies before: k patients at risk at the last time before it leave evenly until then, so the last of them is
 * expected at k / (k + 1) of the way.
 */
function beforeNobody(evidence: EndpointEvidence, end: Horizon): Horizon {
  const empty = Math.max(...evidence.arms.map(firstEmpty))
  if (end.basis === 'reported' || end.months < empty) return end
  const ticks = evidence.arms.flatMap((arm) => usableTicks(arm, empty)).filter(({ count }) => count > 0)
  const last = Math.max(0, ...ticks.map(({ time }) => time))
  const left = ticks.filter(({ time }) => time === last).reduce((sum, { count }) => sum + count, 0)
  const { certain, landmarks } = informativeTimes(evidence)
  const seen = [...certain, ...landmarks].filter((time) => time < empty)
  const months = Math.max(last + ((empty - last) * left) / (left + 1), ...seen)
  const statement = `The curves end at ${show(months)} months, assumed: nobody is at risk at ${show(empty)} months; the longest follow-up is not reported.`
  return { months, basis: 'assumed', statement, latest: empty }
}

function firstEmpty({ atRisk }: EndpointEvidence['arms'][number]): number {
  const empty = atRisk.filter(({ time, count }) => time > 0 && printedNumber(count)?.value === 0)
  return Math.min(Infinity, ...empty.map(({ time }) => time))
}

/** The end where follow-up ends for all at the latest time of which a figure tells, the median follow-up one of them. Null where the longest is printed or dated. */
export function commonEnd(evidence: EndpointEvidence, usual: Horizon): Horizon | null {
  const months = Math.max(latestTime(evidence), largest(evidence, (followUp) => followUp.median) ?? 0)
  if (usual.basis === 'reported' || months <= 0 || months >= usual.months) return null
  return {
    months,
    latest: months,
    basis: 'assumed',
    statement: `The curves end at ${show(months)} months, assumed: the latest time of which a figure tells. A later end fits the figures less well; the longest follow-up is not reported.`,
  }
}

/** The latest time, months, at which a figure other than follow-up stands; 0 where none does. */
export function latestTime(evidence: Pick<EndpointEvidence, 'arms'>): number {
  const { certain, landmarks } = informativeTimes(evidence)
  return Math.max(0, ...certain, ...landmarks)
}

/** Whether the end of the curves is taken from the dates of enrolment and cut-off: none is printed. */
export function isEndDated(evidence: EndpointEvidence): boolean {
  return largest(evidence, (followUp) => followUp.maximum) === null && datedFollowUp(evidence).range !== null
}

/** Dates that leave more than this share of the end open make it an assumption. */
const vague = 0.1

/** The end from the dates of enrolment and cut-off, where they contradict no figure. */
function fromDates(evidence: EndpointEvidence, seen: number): Horizon | null {
  const { range } = datedFollowUp(evidence)
  if (range === null) return null
  const { longest, dates } = range
  const open = dates.longest.upper - dates.longest.lower
  const basis = open > vague * longest ? 'assumed' : 'reported'
  const middle = open > 0 ? `, the middle of ${rangeInWords(dates.longest)}` : ''
  const months = Math.max(longest, seen)
  const how = `${basis === 'assumed' ? 'assumed: ' : ''}the time from the first enrolment (${dates.first}) to the data cut-off (${dates.cutoff})${middle}`
  const later = seen > longest ? ', or the latest reported time, which is a little later' : ''
  return {
    months,
    basis,
    statement: `The curves end at ${show(months)} months, ${how}${later}; the longest follow-up is not reported.`,
  }
}

/**
 * Where more than 88% have had the event and follow-up is that of the censored patients, its maximum says little about the last event:
 * then the time at which an exponential curve through the median leaves one patient of an arm. Null elsewhere.
 */
function lastEvent(evidence: EndpointEvidence): number | null {
  const events = sumOfEvents(evidence)
  const total = evidence.arms.reduce((sum, arm) => sum + (printedNumber(arm.patients)?.value ?? 0), 0)
  if (evidence.followUp?.definition !== 'reverse Kaplan-Meier' || events === null || events <= 0.88 * total) return null
  const ends = evidence.arms.map((arm) => {
    const hazard = crudeHazard(arm)
    const n = printedNumber(arm.patients)?.value ?? 1
    return hazard === null ? 0 : Math.log(n) / hazard
  })
  return Math.max(...ends)
}

function largest(
  evidence: EndpointEvidence,
  which: (followUp: FollowUpEvidence) => FollowUpEvidence['median'],
): number | null {
  let found: number | null = null
  for (const followUp of [evidence.followUp, ...evidence.arms.map((arm) => arm.followUp)]) {
    const value = followUp === null ? undefined : printedNumber(which(followUp))?.value
    if (value !== undefined && value > 0 && (found === null || value > found)) found = value
  }
  return found
}

function sumOfEvents(evidence: EndpointEvidence): number | null {
  const total = printedNumber(evidence.events)
  if (total !== null) return total.value
  const each = evidence.arms.map((arm) => printedNumber(arm.events))
  return each.reduce<number | null>((sum, it) => (sum === null || it === null ? null : sum + it.value), 0)
}

/** A time for a sentence: at most two decimals, no trailing zeros. */
export function show(months: number): string {
  return String(Math.round(months * 100) / 100)
}
