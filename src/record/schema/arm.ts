import { z } from 'zod'
import { count } from './figure.ts'
import { words } from './words.ts'

export const arm = z
  .strictObject({
    label: words.describe('Name of the arm as the report shall print it.'),
    role: z
      .enum(['control', 'experimental', 'single'])
      .describe('single: the only arm of a trial without a control group.'),
    n: count
      .exactOptional()
      .describe('Patients assigned (or enrolled). Leave it out where the flow says it or the paper does not.'),
    treatment: words.exactOptional().describe('What the patients of this arm were to receive.'),
    note: words.exactOptional().describe('Anything else about the arm.'),
  })
  .describe('A treatment group.')
