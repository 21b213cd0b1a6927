import { z } from 'zod'
import { name, shared, standing, time } from '../plan-fields.ts'
import { infusedShare, notInfused } from './infused-plan.ts'

export const infusedFromIttPlan = z.strictObject({
  ...shared,
  method: z.literal('infused from itt'),
  ...standing('supplementary', 'reconstructed'),
  identification: z.literal('assumption'),
  arm: name,
  control: name,
  infused: infusedShare,
  'not infused': z.array(notInfused).min(1, 'at least one assumption about those not infused'),
  waiting: z
    .array(z.int('a whole number of patients').min(0))
    .min(1, 'at least one number of patients')
    .max(101, 'at most 101 numbers of patients')
    .default([0])
    .describe('Of those not infused by the cut-off, how many were still waiting and would be infused: a sweep.'),
  'first infusion': time
    .exactOptional()
    .describe('Only where the event precludes infusion: the earliest infusion, from the clock.'),
})
