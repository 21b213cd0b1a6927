import { z } from 'zod'
import { name, shared, standing } from '../plan-fields.ts'

export const eValuePlan = z.strictObject({
  ...shared,
  method: z.literal('e-value'),
  ...standing('diagnostic', 'simulated'),
  identification: z.literal('none'),
  of: name.describe('Id of a scenario of this plan whose method is "as treated".'),
})
