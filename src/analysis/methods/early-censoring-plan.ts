import { z } from 'zod'
import { laterTime, name, shared, standing } from '../plan-fields.ts'

export const earlyCensoringPlan = z.strictObject({
  ...shared,
  method: z.literal('early censoring'),
  ...standing('diagnostic', 'reconstructed'),
  identification: z.literal('bounded'),
  arm: name,
  control: name,
  times: z
    .array(laterTime)
    .min(1, 'at least one time')
    .max(24, 'at most 24 times')
    .describe('Times by which those censored are counted, ascending; the last one is the window of the extremes.'),
  milestone: laterTime.describe('Time of the difference in survival under the extremes.'),
})
