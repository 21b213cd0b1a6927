import { z } from 'zod'
import { laterTime, name, shared, standing } from '../plan-fields.ts'
import { infusedShare } from './infused-plan.ts'

export const boundsPlan = z
  .strictObject({
    ...shared,
    method: z.literal('bounds over the not infused'),
    ...standing('supplementary', 'reconstructed'),
    identification: z
      .literal('bounded')
      .describe('Of the range; the point that "point under" gives is that of an assumption.'),
    arm: name,
    control: name,
    infused: infusedShare,
    waiting: z.array(z.int('a whole number of patients').min(0)).min(1, 'at least one number of patients').default([0]),
    against: z
      .array(z.enum(['control arm', 'control stratum']))
      .min(1, 'at least one of control arm, control stratum')
      .default(['control arm']),
    milestone: laterTime.exactOptional().describe('Time of a difference in survival.'),
    rmst: laterTime.exactOptional().describe('Time up to which restricted means are compared.'),
    target: z
      .number('a difference')
      .min(-1_000_000)
      .max(1_000_000)
      .default(0)
      .describe('A proportion at the milestone, a time for restricted means; 0 where both are asked for.'),
    'point under': z
      .array(z.enum(['exclusion', 'monotonicity', 'no access in control']))
      .default([])
      .describe(
        'The assumptions that are made: with all three the effect in the stratum is the difference as randomised over the share; with fewer it is refused.',
      ),
  })
  .superRefine((it, context) => {
    const { milestone, rmst, target } = it
    const issue = (at: string, message: string, expected: string, mend: string): void => {
      context.addIssue({ code: 'custom', path: [at], message, params: { expected, mend } })
    }
    if (milestone === undefined && rmst === undefined)
      context.addIssue({
        code: 'custom',
        message: '"milestone" is missing, or "rmst"',
        params: { rule: 'missing-field', expected: 'a line "milestone: TIME", "rmst: TIME" or both', mend: 'add one' },
      })
    if (target !== 0 && milestone !== undefined && rmst !== undefined)
      issue('target', 'a target other than 0 cannot be both a proportion and a time', '0', 'ask in two scenarios')
    if (milestone !== undefined && Math.abs(target) > 1)
      issue('target', 'a difference in survival lies between -1 and 1', 'a proportion', 'write 0.1 for 10 points')
  })
