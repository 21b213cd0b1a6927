import { z } from 'zod'
import { count } from './figure.ts'
import { name, words } from './words.ts'

const inferred = z
  .strictObject({
    n: z.int('a whole number such as 254').min(1, 'a whole number, 1 or more').describe('Patients assigned.'),
    by: z
      .literal('R04')
      .describe('Rule of the audit that infers it; `remeier check` says where it gives another number.'),
    from: name
      .exactOptional()
      .describe('Record of the same trial whose figures determine it, where it is not this one.'),
    note: words.exactOptional().describe('What the inference rests on.'),
  })
  .describe('Patients of the arm where no source prints them and the audit infers them: {n: 208, by: R04}.')

export const arm = z
  .strictObject({
    label: words.describe('Name of the arm as the report shall print it.'),
    role: z
      .enum(['control', 'experimental', 'single'])
      .describe('single: the only arm of a trial without a control group.'),
    n: count
      .exactOptional()
      .describe('Patients assigned (or enrolled). Leave it out where the flow says it or the paper does not.'),
    inferred: inferred.exactOptional(),
    treatment: words.exactOptional().describe('What the patients of this arm were to receive.'),
    note: words.exactOptional().describe('Anything else about the arm.'),
  })
  .refine((it) => it.n === undefined || it.inferred === undefined, {
    error: 'an arm has patients that are printed or inferred, not both',
    params: { rule: 'printed-and-inferred', expected: 'n or inferred', mend: 'keep what is printed' },
  })
  .describe('A treatment group.')
