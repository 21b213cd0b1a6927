import { z } from 'zod'
import { inOrder, laterTime, name, shared, standing, time } from '../plan-fields.ts'
import { infusedShare } from './infused-plan.ts'

export const asTreatedPlan = z.strictObject({
  ...shared,
  method: z.literal('as treated'),
  ...standing('diagnostic', 'simulated'),
  identification: z.literal('none'),
  arm: name.describe('The arm that was to be infused.'),
  control: name,
  infused: infusedShare,
  infusion: z
    .strictObject({ minimum: time, median: time, maximum: time })
    .refine((it) => it.minimum <= it.median && it.median <= it.maximum, inOrder('minimum', 'median', 'maximum'))
    .describe(
      'Times from the clock of the endpoint to infusion: half of the patients evenly below the median, half above.',
    ),
  window: laterTime.describe('Those never infused are censored then, in one of the comparisons.'),
  landmarks: z
    .array(laterTime)
    .min(1, 'at least one time')
    .max(24, 'at most 24 times')
    .describe('Times at which the patients are grouped by what they got so far, ascending.'),
  simulations: z
    .int()
    .min(2)
    .max(200)
    .default(20)
    .describe('How often infusion times are drawn for the rebuilt patients; their results are pooled.'),
})
