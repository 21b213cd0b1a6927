import { z } from 'zod'
import { inOrder, laterTime, name, rising, shared, standing, wholeFrom } from '../plan-fields.ts'
import { infusedShare } from './infused-plan.ts'

const above0 = z.number('a number above 0').positive('a number above 0').max(1_000_000)
const any = z.number('a number').min(-1_000_000).max(1_000_000)

const prior = z.discriminatedUnion('prior', [
  z.strictObject({ prior: z.literal('beta'), a: above0.min(0.5), b: above0.min(0.5) }),
  z.strictObject({ prior: z.literal('gamma'), shape: above0, scale: above0 }),
  z.strictObject({ prior: z.literal('log-normal'), median: above0, 'log standard deviation': above0 }),
  z.strictObject({ prior: z.literal('uniform'), from: any, to: any }).refine((it) => it.from < it.to, rising),
  z
    .strictObject({ prior: z.literal('triangular'), from: any, mode: any, to: any })
    .refine((it) => it.from <= it.mode && it.mode <= it.to && it.from < it.to, inOrder('from', 'mode', 'to')),
  z.strictObject({ prior: z.literal('point'), value: any }),
])

export const probabilisticBiasPlan = z.strictObject({
  ...shared,
  method: z.literal('probabilistic bias'),
  ...standing('supplementary', 'simulated'),
  identification: z.literal('assumption'),
  arm: name,
  control: name,
  infused: infusedShare,
  milestone: laterTime,
  priors: z.strictObject({
    'infused share': prior.exactOptional().describe('On (0, 1]; as counted where it is left out.'),
    'survival of those not infused': prior.describe('At the milestone, on [0, 1].'),
    'control hazard multiplier': prior.exactOptional().describe('Above 0; 1 where it is left out.'),
  }),
  simulations: wholeFrom(100, 100_000).default(10_000),
})
