import { z } from 'zod'
import { laterTime, name, shared, standing } from '../plan-fields.ts'

export const hazardRatioByPeriodPlan = z.strictObject({
  ...shared,
  method: z.literal('hazard ratio by period'),
  ...standing('supplementary', 'reconstructed'),
  identification: z
    .enum(['randomised', 'none'])
    .describe('Of the ratio over all events; every ratio after a cut compares who is left, which nothing identifies.'),
  arm: name,
  control: name,
  cuts: z
    .array(laterTime)
    .min(1, 'at least one time')
    .max(6, 'at most 6 times')
    .describe('Times at which the hazard ratio may change, ascending.'),
})
