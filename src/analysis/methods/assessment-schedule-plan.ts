import { z } from 'zod'
import { laterTime, name, shared, standing } from '../plan-fields.ts'

const schedule = z.strictObject({ first: laterTime, every: laterTime })

export const assessmentSchedulePlan = z.strictObject({
  ...shared,
  method: z.literal('assessment schedule'),
  ...standing('sensitivity', 'reconstructed'),
  identification: z.literal('assumption'),
  arm: name,
  control: name,
  visits: z
    .strictObject({ arm: schedule, control: schedule })
    .describe('When each arm is assessed: first, and every so often from then on.'),
})
