import { z } from 'zod'
import { assumedFollowUp } from '../assumed-follow-up.ts'
import { laterTime, name, share, shared, standing } from '../plan-fields.ts'

export const informativeCensoringPlan = z.strictObject({
  ...shared,
  method: z.literal('informative censoring'),
  ...standing('sensitivity', 'simulated'),
  identification: z.literal('assumption'),
  arm: name.describe('The arm whose drop-outs are suspected to do worse (delta times its hazard).'),
  control: name,
  'other arm': z
    .enum(['at random', 'opposite'])
    .default('at random')
    .describe('opposite: the hazard of the other arm divided by delta after drop-out.'),
  'drop-out': z.discriminatedUnion('from', [
    z
      .strictObject({ from: z.literal('the reconstruction') })
      .describe('The censoring reasons of the rebuilt patients.'),
    z
      .strictObject({ from: z.literal('an assumed share'), share, before: laterTime })
      .describe('This share of the censorings before a time was drop-out.'),
    z
      .strictObject({ from: z.literal('a sweep of shares'), shares: z.int().min(2).max(101), before: laterTime })
      .describe('Shares from 0 to 1: the frontier of share and delta.'),
  ]),
  milestone: laterTime,
  'potential follow-up': assumedFollowUp,
  delta: z
    .strictObject({ to: z.number('a number above 1').gt(1), points: z.int().min(2).max(1001).default(61) })
    .default({ to: 1000, points: 61 })
    .describe('Scanned from 1 (censoring at random) on a log scale.'),
  level: z.number('a level such as 0.95').gt(0).lt(1).default(0.95),
  target: z
    .number('a difference between -1 and 1')
    .min(-1)
    .max(1)
    .default(0)
    .describe('What the lower limit of the milestone difference is to reach.'),
})
