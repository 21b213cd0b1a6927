import { z } from 'zod'
import { name, shared, standing } from '../plan-fields.ts'

export const aggregateScalingPlan = z.strictObject({
  ...shared,
  method: z.literal('aggregate scaling'),
  ...standing('supplementary', 'reconstructed'),
  identification: z.literal('assumption'),
  arm: name,
  control: name.describe('The arm of which some switched.'),
  exposed: z
    .array(z.number('a share from 0, below 1').min(0).lt(1))
    .min(1, 'at least one share')
    .max(24, 'at most 24 shares')
    .describe("Shares of the control arm's person-time under the treatment of the arm."),
})
