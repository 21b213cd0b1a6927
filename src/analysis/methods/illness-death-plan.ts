import { z } from 'zod'
import { laterTime, name, shared, standing } from '../plan-fields.ts'
import { infusedShare } from './infused-plan.ts'

export const illnessDeathPlan = z.strictObject({
  ...shared,
  method: z.literal('illness-death'),
  ...standing('supplementary', 'simulated'),
  identification: z.literal('assumption'),
  arm: name.describe('The whole arm, counted from randomisation or enrolment.'),
  infused: infusedShare,
  'median lag': laterTime.describe('From the clock to infusion, of those infused.'),
  'after infusion': z
    .union([z.strictObject({ median: laterTime }), z.strictObject({ through: laterTime })])
    .describe(
      'median: time from infusion to the event; through: the time at which the curve of the model meets the rebuilt one of the whole arm.',
    ),
  times: z.array(laterTime).min(1, 'at least one time').max(24, 'at most 24 times').describe('Ascending.'),
})
