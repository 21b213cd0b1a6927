import { z } from 'zod'
import { trialSchema } from './schema/trial.ts'

/** The record format as JSON Schema, as it stands in `data/trial.schema.json`. */
export const trialJsonSchema = (): string => editorSchema(trialSchema, 'remeier: one report of a trial')

/** A format as JSON Schema, draft-07, which editors know. */
export function editorSchema(format: z.ZodType, title: string): string {
  const { $schema, ...rest } = z.toJSONSchema(format, { io: 'input', target: 'draft-07' })
  const titled = { $schema, title, ...rest }
  return `${JSON.stringify(titled, allowNumbers, 2)}\n`
}

/**
 * Text may be an unquoted number in a record (66.0 is read as it is written); an editor would mark it where the schema says
 * "string" alone. Names and fixed words stay strings.
 */
function allowNumbers(key: string, value: unknown): unknown {
  if (key === 'propertyNames' || typeof value !== 'object' || value === null) return value
  if (!('type' in value) || value.type !== 'string' || 'enum' in value || 'const' in value) return value
  if ('pattern' in value && typeof value.pattern === 'string' && !value.pattern.startsWith('^\\d')) return value
  return { ...value, type: ['string', 'number'] }
}
