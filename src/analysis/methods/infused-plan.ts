import { z } from 'zod'
import { name, time, words } from '../plan-fields.ts'

/** Counts by the names of stages in the flow of the record. */
export const infusedShare = z.strictObject({
  stage: words.describe('Stage of the arm in the flow of the record: infused.'),
  of: words.describe('The stage that it is a share of: randomised.'),
})

const law = {
  id: name,
  label: words,
}

/** What is assumed about those who were not infused. */
export const notInfused = z.discriminatedUnion('survival', [
  z.strictObject({ ...law, survival: z.literal('all fail'), at: time }),
  z.strictObject({
    ...law,
    survival: z.literal('exponential'),
    median: z.number('a median above 0').positive().max(1_000_000),
  }),
  z.strictObject({
    ...law,
    survival: z.literal('as control'),
    'hazard multiplier': z.number('a multiplier above 0').positive().default(1),
  }),
  z.strictObject({ ...law, survival: z.literal('none fails') }),
  z.strictObject({ ...law, survival: z.literal('as the whole arm') }),
])
