import { z } from 'zod'
import { inOrder, name, share, shared, standing, time } from '../plan-fields.ts'

export const treatmentSwitchingPlan = z.strictObject({
  ...shared,
  method: z.literal('treatment switching'),
  ...standing('supplementary', 'simulated'),
  identification: z.literal('assumption'),
  arm: name.describe('The arm that is on treatment throughout.'),
  control: name.describe('The arm of which some switched to that treatment.'),
  switched: share.describe('Share of the control arm that switched.'),
  switching: z
    .strictObject({ minimum: time, median: time, maximum: time })
    .refine((it) => it.minimum <= it.median && it.median <= it.maximum, inOrder('minimum', 'median', 'maximum'))
    .exactOptional()
    .describe(
      'Times from the clock of the endpoint to the switch: half of the patients evenly below the median, half above.',
    ),
  progression: z
    .strictObject({
      minimum: time,
      median: time,
      maximum: time,
      correlation: z.number('a number from -1 to 1').min(-1).max(1),
    })
    .refine((it) => it.minimum <= it.median && it.median <= it.maximum, inOrder('minimum', 'median', 'maximum'))
    .exactOptional()
    .describe(
      'Instead of "switching": patients switch at progression, whose times are these, with a rank correlation between progression and follow-up; gives two-stage estimation too.',
    ),
  simulations: z
    .int()
    .min(2)
    .max(60)
    .default(20)
    .describe('How often the switches are drawn for the rebuilt patients; their medians are given.'),
})
