import { datesOutOfOrder } from '../evidence/dates-out-of-order.ts'
import type { EndpointEvidence, EnrolmentDates, FollowUpEvidence } from '../evidence/evidence.ts'
import { informativeTimes } from '../evidence/informative-times.ts'
import { printedNumber } from './printed-number.ts'

/** Potential follow-up as dates tell it, months: the middle of what the dates can mean. */
export interface DatedFollowUp {
  readonly dates: EnrolmentDates
  readonly longest: number
  /** Null where the last enrolment is not stated. */
  readonly shortest: number | null
}

/** Dates that contradict no figure, or the sentence that says what they contradict; both where the last enrolment alone cannot be true, neither where none are stated. */
export interface Dated {
  readonly range: DatedFollowUp | null
  readonly contradiction: string | null
}

/** Of a month some make 30 days. */
const slack = 1.02
/** Months that may lie between enrolment and randomisation. */
const screening = 2

/** What the dates of enrolment and cut-off say of follow-up. Where a printed figure cannot be true beside them, or they contradict each other, they say nothing: it is not for us to tell which is wrong. */
export function datedFollowUp(evidence: Pick<EndpointEvidence, 'arms' | 'followUp' | 'enrolment'>): Dated {
  const dates = evidence.enrolment
  if (dates === undefined) return { range: null, contradiction: null }
  const { first, last, cutoff, longest, shortest } = dates
  const middle = (longest.lower + longest.upper) / 2
  const disorder = datesOutOfOrder(dates)
  if (disorder?.lastOnly === false)
    return { range: null, contradiction: `The dates contradict each other: ${disorder.words}. They are not used.` }
  const against = contradictionOf(evidence, dates)
  if (against !== null || middle <= 0) {
    const what = `enrolment from ${first}${last === 'not stated' ? '' : ` to ${last}`} and a data cut-off of ${cutoff}`
    const said = against ?? 'they leave no time for follow-up'
    return { range: null, contradiction: `The dates contradict the figures (${what}): ${said}. They are not used.` }
  }
  return {
    range: { dates, longest: middle, shortest: shortest === null ? null : (shortest.lower + shortest.upper) / 2 },
    contradiction:
      disorder === null
        ? null
        : `The dates contradict each other: ${disorder.words}. Only the first enrolment and the cut-off are used.`,
  }
}

function contradictionOf(
  evidence: Pick<EndpointEvidence, 'arms' | 'followUp'>,
  { longest, shortest }: EnrolmentDates,
): string | null {
  const most = `the first patient can have been followed for ${shown(longest.upper)} months at most`
  const { certain, landmarks } = informativeTimes(evidence)
  const latest = Math.max(0, ...certain, ...landmarks)
  if (latest > slack * longest.upper) return `${most}, and a figure is reported at ${shown(latest)} months`
  for (const followUp of [evidence.followUp, ...evidence.arms.map((arm) => arm.followUp)]) {
    const median = printedNumber(followUp?.median)?.value
    const maximum = printedNumber(followUp?.maximum)?.value
    const reported = Math.max(median ?? 0, maximum ?? 0)
    if (reported > slack * longest.upper) return `${most}, and the reported follow-up goes to ${shown(reported)} months`
    if (followUp?.definition !== 'potential') continue
    if (median !== undefined && shortest !== null && slack * median < shortest.lower)
      return `everybody can be followed for ${shown(shortest.lower)} months, and half of the patients are reported with less than ${shown(median)} months to the cut-off`
    if (maximum !== undefined && slack * maximum + screening < longest.lower)
      return `from the first enrolment to the cut-off there are ${shown(longest.lower)} months, and the longest time to the cut-off is reported as ${shown(maximum)} months`
  }
  return null
}

/** Whether a follow-up prints no number at all. */
export function isSilent(followUp: FollowUpEvidence | null): boolean {
  return followUp === null || (followUp.median === null && followUp.minimum === null && followUp.maximum === null)
}

/** "from 34.6 to 35.6 months", or one number where the dates have their days. */
export function rangeInWords({ lower, upper }: EnrolmentDates['longest']): string {
  return shown(lower) === shown(upper) ? `${shown(lower)} months` : `${shown(lower)} to ${shown(upper)} months`
}

function shown(months: number): string {
  return String(Math.round(months * 10) / 10)
}
