import { z } from 'zod'
import { shared, standing } from '../plan-fields.ts'

export const asPublishedPlan = z.strictObject({
  ...shared,
  method: z.literal('as published'),
  ...standing('reference', 'reconstructed'),
  identification: z
    .enum(['randomised', 'none'])
    .describe(
      'randomised where the arms of the endpoint were randomised and are compared; none where nothing identifies an effect.',
    ),
})
