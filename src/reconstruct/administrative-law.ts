import type { EndpointEvidence, FollowUpEvidence } from '../evidence/evidence.ts'
import { printedNumber } from './printed-number.ts'

/** Administrative censoring (time from entry to the cut-off) as a survival function through its printed minimum, median and maximum. */
export interface AdministrativeLaw {
  readonly minimum: number
  readonly median: number
  readonly maximum: number
  /** Share of patients whose potential follow-up exceeds a time. */
  readonly survival: (time: number) => number
  readonly quantile: (share: number) => number
}

/**
 * The law that potential follow-up describes: uniform between minimum and median and between median and maximum. A minimum or
 * maximum that is not printed is taken as 0 and as `horizon`. Null where the median is not printed or follow-up is not potential.
 */
export function administrativeLaw(followUp: FollowUpEvidence | null, horizon: number): AdministrativeLaw | null {
  if (followUp?.definition !== 'potential') return null
  const median = printedNumber(followUp.median)?.value
  if (median === undefined || median <= 0) return null
  const minimum = Math.min(printedNumber(followUp.minimum)?.value ?? 0, median)
  const maximum = Math.max(printedNumber(followUp.maximum)?.value ?? horizon, median)
  const survival = (time: number): number => {
    if (time <= minimum) return 1
    if (time >= maximum) return 0
    if (time <= median) return 1 - (0.5 * (time - minimum)) / Math.max(median - minimum, 1e-9)
    return (0.5 * (maximum - time)) / Math.max(maximum - median, 1e-9)
  }
  const quantile = (share: number): number =>
    share <= 0.5 ? minimum + 2 * share * (median - minimum) : median + (2 * share - 1) * (maximum - median)
  return { minimum, median, maximum, survival, quantile }
}

/** Follow-up of an arm: its own figures where they are printed, those of all arms otherwise. */
export function followUpOf(evidence: EndpointEvidence, arm: number): FollowUpEvidence | null {
  return evidence.arms[arm]!.followUp ?? evidence.followUp
}
