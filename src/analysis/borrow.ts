import { z } from 'zod'
import { name } from './plan-fields.ts'

/** An arm of another record, or of another endpoint of the same one. */
export const borrow = z.strictObject({
  record: name.describe('Named under "records" or "other records" of the plan.'),
  endpoint: name,
  arm: name,
})
