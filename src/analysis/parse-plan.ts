import type { Diagnostic } from '../record/diagnostic.ts'
import { parseYaml } from '../record/parse-yaml.ts'
import type { Spans } from '../record/spans.ts'
import { checkPlan } from './check-plan.ts'
import { planInMonths } from './plan-in-months.ts'
import { planSchema } from './plan-schema.ts'
import type { Plan } from './plan.ts'

export type ParsedPlan =
  | { readonly kind: 'parsed'; readonly plan: Plan; readonly spans: Spans }
  | {
      readonly kind: 'invalid'
      readonly diagnostics: readonly Diagnostic[]
      /** The plan as far as it can be read, so that what its records do not give it is told at once; null where it cannot be. */
      readonly readable: Pick<Extract<ParsedPlan, { readonly kind: 'parsed' }>, 'plan' | 'spans'> | null
    }

/** A plan with its times in months, or everything about it that is wrong. Whether its records, arms and stages exist is seen when it meets them. */
export function parsePlan(text: string, file: string): ParsedPlan {
  const parsed = parseYaml(planSchema, text, file)
  if (parsed.kind === 'invalid') return { ...parsed, readable: null }
  const diagnostics = checkPlan(parsed.value, parsed.spans, file)
  const read = { plan: planInMonths(parsed.value), spans: parsed.spans }
  return diagnostics.length > 0 ? { kind: 'invalid', diagnostics, readable: read } : { kind: 'parsed', ...read }
}
