import { z } from 'zod'
import { assumedFollowUp } from '../assumed-follow-up.ts'
import { laterTime, name, rising, share, shared, standing } from '../plan-fields.ts'

// Rows: a cell of the grid has origin `scenario`, `parameter` "delta ARM" with its `value`, and `variant` "delta CONTROL = x"; a point of
// the frontier has origin `tipping`, the same parameter, and that variant after what was asked ("...; delta CONTROL = x"). Written and
// read by result/second-parameter.ts.

const scale = z.number('a number above 0').positive('a number above 0').max(10_000)

const deltas = z
  .strictObject({ from: scale, to: scale })
  .refine(({ from, to }) => from < to, rising)
  .default({ from: 0.1, to: 10 })

export const dropOutOfBothArmsPlan = z.strictObject({
  ...shared,
  method: z.literal('drop-out of both arms'),
  ...standing('sensitivity', 'simulated'),
  identification: z.literal('assumption'),
  arm: name,
  control: name,
  'drop-out': z.discriminatedUnion('from', [
    z
      .strictObject({ from: z.literal('the reconstruction') })
      .describe('The censoring reasons of the rebuilt patients.'),
    z
      .strictObject({ from: z.literal('an assumed share'), share, before: laterTime })
      .describe('This share of the censorings of each arm before a time was drop-out.'),
  ]),
  'potential follow-up': assumedFollowUp,
  delta: z
    .strictObject({
      arm: deltas,
      control: deltas,
      cells: z.int().min(2).max(21).default(21).describe('Values of each delta that are shown, on a log scale.'),
      steps: z.int().min(1).max(10).default(2).describe('The search for roots divides each step of the cells by this.'),
    })
    .prefault({})
    .describe('Hazard after drop-out, as a multiple of that of the patients of the same arm who stayed.'),
  imputations: z.int().min(2).max(1000).default(100).describe('Combined by Rubin’s rules.'),
  level: z.number('a level such as 0.95').gt(0).lt(1).default(0.95),
  tip: z
    .strictObject({
      reaches: z.enum(['estimate', 'lower', 'upper']).default('upper'),
      target: z.number('a hazard ratio above 0').positive().default(1),
    })
    .prefault({})
    .describe('Where the hazard ratio, or a limit of it, reaches this.'),
})
