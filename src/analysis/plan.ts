import type { z } from 'zod'
import type { Diagnostic } from '../record/diagnostic.ts'
import { parseYaml } from '../record/parse-yaml.ts'
import type { Spans } from '../record/spans.ts'
import { checkPlan } from './check-plan.ts'
import type { planSchema } from './plan-schema.ts'
import { planSchema as schema } from './plan-schema.ts'

/** A question to one or more records: which endpoint, which measures, under which scenarios (`analyses/<question>.yaml`). */
export type Plan = z.output<typeof planSchema>
export type PlanScenario = Plan['scenarios'][number]
export type PlanEstimand = PlanScenario['estimand']
type Of<M extends PlanScenario['method']> = Extract<PlanScenario, { readonly method: M }>
export type AsPublishedPlan = Of<'as published'>
export type InfusedFromIttPlan = Of<'infused from itt'>
export type BoundsPlan = Of<'bounds over the not infused'>
export type InformativeCensoringPlan = Of<'informative censoring'>
export type PlanNotInfused = InfusedFromIttPlan['not infused'][number]

export type ParsedPlan =
  | { readonly kind: 'parsed'; readonly plan: Plan; readonly spans: Spans }
  | { readonly kind: 'invalid'; readonly diagnostics: readonly Diagnostic[] }

/** A plan, or everything about it that is wrong. Whether its records, arms and stages exist is seen when it meets them. */
export function parsePlan(text: string, file: string): ParsedPlan {
  const parsed = parseYaml(schema, text, file)
  if (parsed.kind === 'invalid') return parsed
  const diagnostics = checkPlan(parsed.value, parsed.spans, file)
  return diagnostics.length > 0
    ? { kind: 'invalid', diagnostics }
    : { kind: 'parsed', plan: parsed.value, spans: parsed.spans }
}

/** The measures of one scenario: its own, else the plan's. */
export function measuresOf(plan: Plan, scenario: PlanScenario): readonly string[] {
  return scenario.measures ?? plan.measures
}
