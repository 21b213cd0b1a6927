import type { EndpointEvidence, FollowUpEvidence } from '../evidence/evidence.ts'
import { power } from '../numeric/power.ts'
import { type DatedFollowUp, isSilent } from './dated-follow-up.ts'
import { printedNumber } from './printed-number.ts'
import type { AdministrativeLaw } from './state.ts'

/**
 * The law that potential follow-up describes, through its minimum a, median m and maximum b: P(C <= t) = u^shape / 2 with u = (t - a) / (m - a)
 * up to the median, and P(C > t) = v^shape / 2 with v = (b - t) / (b - m) beyond. Shape 1 is uniform on both sides; a larger one gathers
 * patients about the median, a smaller one at the ends. A minimum or maximum that is not printed is that of the dates of enrolment and cut-off, or else 0 and `horizon`. Where no
 * follow-up is printed at all and the dates say from when to when patients entered, the median lies half-way. Null where the median is not printed or follow-up is not potential.
 */
export function administrativeLaw(
  followUp: FollowUpEvidence | null,
  horizon: number,
  shape = 1,
  dated: DatedFollowUp | null = null,
): AdministrativeLaw | null {
  const ends = endsOf(followUp, horizon, dated)
  if (ends === null) return null
  const { minimum, median, maximum } = ends
  const survival = (time: number): number => {
    if (time <= minimum) return 1
    if (time >= maximum) return 0
    if (time <= median) return 1 - 0.5 * power((time - minimum) / Math.max(median - minimum, 1e-9), shape)
    return 0.5 * power((maximum - time) / Math.max(maximum - median, 1e-9), shape)
  }
  const quantile = (share: number): number =>
    share <= 0.5
      ? minimum + power(2 * share, 1 / shape) * (median - minimum)
      : maximum - power(2 * (1 - share), 1 / shape) * (maximum - median)
  return { minimum, median, maximum, survival, quantile }
}

function endsOf(
  followUp: FollowUpEvidence | null,
  horizon: number,
  dated: DatedFollowUp | null,
): Pick<AdministrativeLaw, 'minimum' | 'median' | 'maximum'> | null {
  if (isSilent(followUp)) {
    const minimum = dated?.shortest ?? horizon
    return minimum >= horizon ? null : { minimum, median: (minimum + horizon) / 2, maximum: horizon }
  }
  if (followUp?.definition !== 'potential') return null
  const median = printedNumber(followUp.median)?.value
  if (median === undefined || median <= 0) return null
  return {
    minimum: Math.min(printedNumber(followUp.minimum)?.value ?? dated?.shortest ?? 0, median),
    median,
    maximum: Math.max(printedNumber(followUp.maximum)?.value ?? dated?.longest ?? horizon, median),
  }
}

/** Follow-up of an arm: its own figures where they are printed, those of all arms otherwise. */
export function followUpOf(evidence: EndpointEvidence, arm: number): FollowUpEvidence | null {
  return evidence.arms[arm]!.followUp ?? evidence.followUp
}
