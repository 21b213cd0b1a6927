import type { EndpointEvidence, FollowUpEvidence } from '../evidence/evidence.ts'
import { informativeTimes } from '../evidence/informative-times.ts'
import type { Accrual } from './accrual.ts'
import { accruals } from './accrual.ts'
import { datedFollowUp } from './dated-follow-up.ts'
import type { Estimated } from './estimate.ts'
import type { Horizon } from './horizon.ts'
import { lazily } from './lazily.ts'
import { printedNumber } from './printed-number.ts'

/** sd of the log of the true end of follow-up about the assumed one, over 146 comparisons of the development bed that the prior had not seen, and over 171 about 1.7 times the median follow-up. */
const endSd = { unprinted: 0.38, median: 0.3 }
/** Middles of seven equally likely parts of the standard normal law, so that the first few draws are not all of one side. */
const parts = [0, -1.4652, 0.7916, -0.3661, 1.4652, -0.7916, 0.3661]

/** Dates that leave less than this of the end open (sd of its log) fix it. */
const fixed = 0.05

type EndAssumed = Pick<Horizon, 'months' | 'latest'>

/** The ends of draws, months: about the assumed one, none before the latest time of which a figure tells nor later than the assumption can be. One where the longest follow-up is printed or dated. */
export function endsOf(
  evidence: EndpointEvidence,
  { months: assumed, latest = Infinity }: EndAssumed,
): readonly number[] {
  if (isPrinted(evidence, (it) => it.maximum) || latest <= assumed) return [assumed]
  const times = informativeTimes(evidence)
  const earliest = Math.min(assumed, 1.05 * Math.max(0, ...times.certain, ...times.landmarks))
  const { range } = datedFollowUp(evidence)
  const undated = isPrinted(evidence, (it) => it.median) ? endSd.median : endSd.unprinted
  const sd =
    range === null ? undated : (range.dates.longest.upper - range.dates.longest.lower) / (range.longest * Math.sqrt(12))
  if (sd < fixed) return [assumed]
  return parts.map((part) => Math.min(latest, Math.max(earliest, assumed * Math.exp(sd * part))))
}

/**
 * Where the longest follow-up is not printed, the end of the curves is a guess, and how many are still at risk late hangs on it. Draws take turns at seven ends, all as likely: each the laws of
 * the curves up to there, made when a draw first asks for them.
 */
export function drawnEnds({
  accruals: likely,
  horizon,
  read,
  believed,
  prior,
}: Estimated): readonly (() => readonly Accrual[])[] {
  return endsOf(believed, horizon).map((months) =>
    lazily(() => (months === horizon.months ? likely : accruals(read, months, prior))),
  )
}

function isPrinted({ followUp, arms }: EndpointEvidence, which: (it: FollowUpEvidence) => FollowUpEvidence['median']) {
  return [followUp, ...arms.map((arm) => arm.followUp)].some(
    (it) => it !== null && (printedNumber(which(it))?.value ?? 0) > 0,
  )
}
