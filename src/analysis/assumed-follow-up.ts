import { z } from 'zod'
import { potentialFollowUpLaw } from '../scenario/potential-follow-up.ts'
import { trimmed } from '../result/format.ts'
import type { Curve } from '../survival/curve.ts'
import type { Patients } from '../survival/patients.ts'
import { laterTime, time } from './plan-fields.ts'

/** Potential follow-up of both arms, from entry to the cut-off, where the paper does not print it. */
export const assumedFollowUp = z
  .strictObject({ minimum: time, median: laterTime, maximum: laterTime })
  .refine((it) => it.minimum < it.median && it.median < it.maximum, {
    error: 'minimum < median < maximum is required',
  })
  .exactOptional()
  .describe(
    'Assumed where the paper prints no potential follow-up: half of the patients evenly below the median, half above.',
  )

export type AssumedFollowUp = z.output<typeof assumedFollowUp>

export function assumedLaw(it: AssumedFollowUp | undefined): Curve | null {
  return it === undefined ? null : potentialFollowUpLaw(it.minimum, it.median, it.maximum)
}

/** The same times converted; nothing where nothing is assumed. */
export function assumedInMonths(
  it: AssumedFollowUp | undefined,
  months: (time: number) => number,
): { readonly 'potential follow-up'?: AssumedFollowUp } {
  if (it === undefined) return {}
  const { minimum, median, maximum } = it
  return { 'potential follow-up': { minimum: months(minimum), median: months(median), maximum: months(maximum) } }
}

/** That potential follow-up is assumed, for the numbers that rest on it, and whether the rebuilt patients contradict it. */
export function assumedInWords(it: AssumedFollowUp | undefined, { time, event }: Patients): string {
  if (it === undefined) return ''
  const { minimum, median, maximum } = it
  const censored = event.reduce((sum, was) => sum + (was === 0 ? 1 : 0), 0)
  const beyond = time.reduce((sum, at, row) => sum + (event[row] === 0 && at > maximum ? 1 : 0), 0)
  const against =
    beyond === 0
      ? ''
      : ` ${beyond} of the ${censored} rebuilt patients who were censored were followed for longer than that, so that the model and the assumption do not agree on follow-up.`
  return `The administrative times are assumed, ${trimmed(minimum)} to ${trimmed(maximum)} months with median ${trimmed(median)}, and every number here rests on them.${against}`
}
