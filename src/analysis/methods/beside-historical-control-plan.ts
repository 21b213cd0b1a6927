import { z } from 'zod'
import { borrow } from '../borrow.ts'
import { name, shared, standing, time, words } from '../plan-fields.ts'
import { infusedShare } from './infused-plan.ts'

export const besideHistoricalControlPlan = z.strictObject({
  ...shared,
  method: z.literal('beside a historical control'),
  ...standing('diagnostic', 'reconstructed'),
  identification: z.literal('none'),
  arm: name,
  borrow,
  'earlier clock': z
    .strictObject({
      clock: words.describe('Where the time of everybody starts: enrolment, say.'),
      lag: time.describe('From there to the clock of the curve.'),
      infused: infusedShare,
    })
    .exactOptional()
    .describe(
      'Shows the immortal time of the arm: nobody of its curve can have died before, and nobody is taken to have had any other event then.',
    ),
})
