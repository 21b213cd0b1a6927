import { z } from 'zod'
import { borrow } from '../borrow.ts'
import { inOrder, name, shared, standing, time } from '../plan-fields.ts'
import { infusedShare } from './infused-plan.ts'

export const impliedNotInfusedPlan = z.strictObject({
  ...shared,
  method: z.literal('what the not infused must have been'),
  ...standing('diagnostic', 'reconstructed'),
  identification: z
    .literal('bounded')
    .describe('Of what the printed figures leave; the numbers between are those of an assumption.'),
  arm: name.describe('The whole arm, in the endpoint of the plan.'),
  infused: infusedShare,
  borrow: borrow.describe(
    'The curve of the infused: another endpoint of the same record, or of a record of the same trial.',
  ),
  lag: z
    .union([
      z.strictObject({ months: time.describe('In the time unit of the plan.') }),
      z
        .strictObject({ minimum: time, median: time, maximum: time })
        .refine((it) => it.minimum <= it.median && it.median <= it.maximum, inOrder('minimum', 'median', 'maximum')),
    ])
    .exactOptional()
    .describe('From the clock of the arm to that of the infused; required where these differ, 0 says that they agree.'),
})
