import { z } from 'zod'
import { name, rising, shared, standing } from '../plan-fields.ts'
import { comparesArms, readMeasure } from '../plan-measure.ts'

const multiplier = z.number('a multiplier above 0').positive('a multiplier above 0').max(1000)

export const controlArmScaledPlan = z.strictObject({
  ...shared,
  method: z.literal('control arm scaled'),
  ...standing('sensitivity', 'reconstructed'),
  identification: z.literal('assumption'),
  arm: name,
  control: name,
  multipliers: z
    .array(multiplier)
    .min(1, 'at least one multiplier')
    .max(24, 'at most 24 multipliers')
    .describe('Of the hazard of the control arm at all times: below 1 a better control arm.'),
  tip: z
    .strictObject({
      measure: z.string().refine(
        (it) => {
          const read = readMeasure(it)
          return read !== null && comparesArms(read) && read.kind !== 'log-rank'
        },
        {
          error: 'this measure does not compare arms by a number',
          params: { expected: 'hazard ratio | milestone difference TIME | rmst difference TIME' },
        },
      ),
      reaches: z.enum(['estimate', 'lower', 'upper']).describe('The estimate, or a limit of its 95% interval.'),
      target: z
        .number('a number')
        .describe('Differences of survival as proportions, of times in the unit of the plan.'),
      from: multiplier.default(0.1),
      to: multiplier.default(10),
    })
    .refine((it) => it.from < it.to, rising)
    .exactOptional()
    .describe('The multiplier at which a comparison reaches a target.'),
})
