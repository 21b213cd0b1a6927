import { z } from 'zod'
import { laterTime, name, shared, standing } from '../plan-fields.ts'

const power = z.number('a number from 0 to 10').min(0).max(10)

export const weightedTestsPlan = z.strictObject({
  ...shared,
  method: z.literal('weighted tests'),
  ...standing('supplementary', 'reconstructed'),
  identification: z.enum(['randomised', 'none']),
  arm: name,
  control: name,
  weights: z
    .array(z.tuple([power, power]))
    .min(1, 'at least one pair')
    .max(6, 'at most 6 pairs')
    .default([
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ])
    .describe(
      'Pairs (rho, gamma) of Fleming-Harrington tests; [0, 0] is the log-rank test, [0, 1] weighs late events.',
    ),
  'modest until': laterTime
    .exactOptional()
    .describe('Time until which the weights of a modestly weighted test grow; left out, there is no such test.'),
})
