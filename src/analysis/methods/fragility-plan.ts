import { z } from 'zod'
import { name, shared, standing } from '../plan-fields.ts'

export const fragilityPlan = z.strictObject({
  ...shared,
  method: z.literal('fragility'),
  ...standing('diagnostic', 'reconstructed'),
  identification: z.literal('none'),
  arm: name,
  control: name,
  alpha: z.number('a level such as 0.05').gt(0).lt(1).default(0.05),
})
