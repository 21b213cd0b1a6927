import type { EndpointEvidence, FollowUpEvidence } from '../evidence/evidence.ts'
import { informativeTimes } from '../evidence/informative-times.ts'
import { printedNumber } from './printed-number.ts'

/**
 * Months up to which a further figure can be asked for, at most the end of the curves. Where the longest follow-up is printed: that. Elsewhere the end is an assumption, and a figure beyond what anybody was
 * followed for cannot exist: the latest time at which the printed figures prove that somebody was under observation, that is a median or a limit of one, patients at risk, survival above 0, the end of a
 * restricted mean, the median or shortest follow-up. Dates of enrolment and cut-off say how long patients can have been followed, not that they were.
 */
export function watchedUntil(evidence: EndpointEvidence, horizon: number): number {
  const { certain } = informativeTimes(evidence)
  const followUps = [evidence.followUp, ...evidence.arms.map((arm) => arm.followUp)]
  const times = [
    printedLongest(evidence) ?? 0,
    ...certain,
    ...evidence.arms.flatMap(({ landmarks, restrictedMeans = [] }) => [
      ...landmarks.flatMap((it) => ((printedNumber(it.estimate)?.value ?? 0) > 0 ? [it.time] : [])),
      ...restrictedMeans.map(({ tau }) => tau),
    ]),
    ...followUps.flatMap((it) => [monthsOf(it, 'median'), monthsOf(it, 'minimum')]),
  ]
  return Math.min(horizon, Math.max(...times))
}

/** The longest follow-up of any arm, months; null where none is printed. */
export function printedLongest(evidence: EndpointEvidence): number | null {
  const longest = [evidence.followUp, ...evidence.arms.map((arm) => arm.followUp)].map((it) => monthsOf(it, 'maximum'))
  const most = Math.max(...longest)
  return most > 0 ? most : null
}

/** When nobody of an arm is left under observation, by a number at risk or a survival of 0; Infinity where neither is printed. */
export function emptyFrom({ landmarks, atRisk }: EndpointEvidence['arms'][number]): number {
  const zeros = [
    ...landmarks.map(({ time, estimate }) => ({ time, figure: estimate })),
    ...atRisk.map(({ time, count }) => ({ time, figure: count })),
  ].filter(({ figure }) => printedNumber(figure)?.value === 0)
  return Math.min(Infinity, ...zeros.map(({ time }) => time))
}

/** Before when a restricted mean of an arm ends that its patients can give: when nobody is left, or any time where survival is printed as 0 (it stays there). */
export function meansEndBefore(arm: EndpointEvidence['arms'][number]): number {
  return arm.landmarks.some(({ estimate }) => printedNumber(estimate)?.value === 0) ? Infinity : emptyFrom(arm)
}

function monthsOf(followUp: FollowUpEvidence | null, which: 'median' | 'minimum' | 'maximum'): number {
  return printedNumber(followUp?.[which] ?? null)?.value ?? 0
}
