import { z } from 'zod'
import { name, share, shared, standing, words } from '../plan-fields.ts'
import { infusedShare } from './infused-plan.ts'

const figure = words.describe('Id of a figure in a table of the record: response.ARM.overall-response.')

export const responseByDenominatorPlan = z.strictObject({
  ...shared,
  method: z.literal('response by denominator'),
  ...standing('supplementary', 'counts'),
  identification: z.literal('assumption'),
  arm: name,
  figure,
  infused: infusedShare,
  'control figure': figure.exactOptional().describe('The same of the whole control arm, for a difference.'),
  responders: z
    .array(z.int('a whole number of patients').min(0))
    .min(1, 'at least one number of patients')
    .exactOptional()
    .describe('How many of those not infused responded; the fewest and the most possible where it is left out.'),
  target: share.exactOptional().describe('What the lower limit among all is to exceed. Of a difference, it is 0.'),
})
