import { z } from 'zod'
import { potentialFollowUpLaw } from '../scenario/potential-follow-up.ts'
import type { Curve } from '../survival/curve.ts'
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
