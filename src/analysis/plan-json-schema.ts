import { editorSchema } from '../record/json-schema.ts'
import { planSchema } from './plan-schema.ts'

/** The plan format as JSON Schema, as it stands in `data/plan.schema.json`. */
export const planJsonSchema = (): string =>
  editorSchema(planSchema, 'remeier: a plan, one question to one or more reports')
