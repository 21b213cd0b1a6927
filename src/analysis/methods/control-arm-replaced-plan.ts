import { z } from 'zod'
import { borrow } from '../borrow.ts'
import { name, shared, standing, time } from '../plan-fields.ts'

export const controlArmReplacedPlan = z.strictObject({
  ...shared,
  method: z.literal('control arm replaced'),
  ...standing('sensitivity', 'reconstructed'),
  identification: z.literal('assumption'),
  arm: name,
  borrow,
  lag: time
    .exactOptional()
    .describe(
      'Added to the times of the borrowed arm, nobody of whom has the event before; required where the clocks differ, 0 says that they agree.',
    ),
})
