import { z } from 'zod'
import { remarkFields } from './figure.ts'
import { words } from './words.ts'

const phase = z.strictObject({
  every: words.describe('From one visit to the next: "28 days", "8 weeks", "1 month".'),
  until: words
    .exactOptional()
    .describe('When the next phase begins, counted from the start of time: "24 months". The last phase has none.'),
})

const visitsFields = remarkFields.extend({
  schedule: z
    .array(phase)
    .min(1, 'at least one phase')
    .exactOptional()
    .describe(
      'The schedule in numbers, where the paper prints it: [{every: 1 month, until: 24 months}, {every: 3 months}].',
    ),
  window: words
    .exactOptional()
    .describe('How far a visit may lie from its day, to either side, where printed: "7 days".'),
  'between visits': words
    .exactOptional()
    .describe('Percentage of the events that need no visit to be seen (deaths), where printed: "12%".'),
})

export type Visits = z.output<typeof visitsFields>

/** When an event can be seen: a remark, and the same in numbers. */
export const visits = z
  .union([words.transform((it): Visits => ({ words: it })), visitsFields])
  .describe(
    'Schedule of assessments in words, such as "monthly for 24 months, then every 3 months", or {words, schedule, window, between visits, at, source, note, also}.',
  )
