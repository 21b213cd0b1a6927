import { z } from 'zod'
import { laterTime, name, shared, standing } from '../plan-fields.ts'

export const effectsOverTimePlan = z.strictObject({
  ...shared,
  method: z.literal('effects over time'),
  ...standing('supplementary', 'reconstructed'),
  identification: z.enum(['randomised', 'none']),
  arm: name,
  control: name,
  times: z
    .array(laterTime)
    .min(1, 'at least one time')
    .max(24, 'at most 24 times')
    .describe('Times at which the arms are compared, ascending.'),
})
