import { z } from 'zod'
import { assumedFollowUp } from '../assumed-follow-up.ts'
import { laterTime, name, share, shared, standing } from '../plan-fields.ts'

export const dropOutAssumedPlan = z.strictObject({
  ...shared,
  method: z.literal('drop-out assumed'),
  ...standing('sensitivity', 'simulated'),
  identification: z
    .literal('assumption')
    .describe('Of what became of drop-outs; the range over every fate of all censored is bounded.'),
  arm: name.describe('The arm to whose drop-outs the assumptions apply.'),
  control: name.describe('Its drop-outs are censored at random.'),
  'drop-out': z.discriminatedUnion('from', [
    z.strictObject({ from: z.literal('the reconstruction') }),
    z.strictObject({ from: z.literal('an assumed share'), share, before: laterTime }),
  ]),
  'potential follow-up': assumedFollowUp,
  'after drop-out': z
    .array(
      z.discriminatedUnion('as', [
        z.strictObject({ as: z.literal('at random') }).describe('The hazard of those of the arm who stayed.'),
        z
          .strictObject({
            as: z.literal('delta'),
            delta: z.number('a number from 0').min(0).max(10_000),
          })
          .describe('That hazard times delta; 0: no event.'),
        z
          .strictObject({ as: z.literal('jump to reference') })
          .describe('The hazard of the control arm from the drop-out on.'),
      ]),
    )
    .min(1, 'at least one assumption')
    .max(12, 'at most 12 assumptions'),
  milestone: laterTime,
  rmst: laterTime.exactOptional().describe('Restricted means up to this time too.'),
  imputations: z.int().min(2).max(200).default(50).describe('Combined by Rubin’s rules.'),
})
