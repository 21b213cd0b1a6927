import { z } from 'zod'
import { laterTime, name, shared, standing } from '../plan-fields.ts'
import { infusedShare } from './infused-plan.ts'

export const boundsPlan = z.strictObject({
  ...shared,
  method: z.literal('bounds over the not infused'),
  ...standing('supplementary', 'reconstructed'),
  identification: z.literal('bounded'),
  arm: name,
  control: name,
  infused: infusedShare,
  waiting: z.array(z.int('a whole number of patients').min(0)).min(1, 'at least one number of patients').default([0]),
  against: z
    .array(z.enum(['control arm', 'control stratum']))
    .min(1, 'at least one of control arm, control stratum')
    .default(['control arm']),
  milestone: laterTime,
  target: z.number('a difference between -1 and 1').min(-1).max(1).default(0),
})
