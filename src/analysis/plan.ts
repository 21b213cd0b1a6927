import type { z } from 'zod'
import type { planSchema } from './plan-schema.ts'

/** A question to one or more records: which endpoint, which measures, under which scenarios (`analyses/<question>.yaml`). */
export type Plan = z.output<typeof planSchema>
export type PlanScenario = Plan['scenarios'][number]
export type PlanEstimand = PlanScenario['estimand']
type Of<M extends PlanScenario['method']> = Extract<PlanScenario, { readonly method: M }>
export type AsPublishedPlan = Of<'as published'>
export type InfusedFromIttPlan = Of<'infused from itt'>
export type BoundsPlan = Of<'bounds over the not infused'>
export type InformativeCensoringPlan = Of<'informative censoring'>
export type DropOutOfBothArmsPlan = Of<'drop-out of both arms'>
export type HazardRatioByPeriodPlan = Of<'hazard ratio by period'>
export type EffectsOverTimePlan = Of<'effects over time'>
export type IttFromInfusedPlan = Of<'itt from infused'>
export type AsTreatedPlan = Of<'as treated'>
export type ResponseByDenominatorPlan = Of<'response by denominator'>
export type WeightedTestsPlan = Of<'weighted tests'>
export type EarlyCensoringPlan = Of<'early censoring'>
export type AssessmentSchedulePlan = Of<'assessment schedule'>
export type ControlArmScaledPlan = Of<'control arm scaled'>
export type ControlArmReplacedPlan = Of<'control arm replaced'>
export type BesideHistoricalControlPlan = Of<'beside a historical control'>
export type TreatmentSwitchingPlan = Of<'treatment switching'>
export type ProbabilisticBiasPlan = Of<'probabilistic bias'>
export type ImpliedNotInfusedPlan = Of<'what the not infused must have been'>
export type IllnessDeathPlan = Of<'illness-death'>
export type EValuePlan = Of<'e-value'>
export type FragilityPlan = Of<'fragility'>
export type AggregateScalingPlan = Of<'aggregate scaling'>
export type DropOutAssumedPlan = Of<'drop-out assumed'>
export type PlanNotInfused = (InfusedFromIttPlan | IttFromInfusedPlan)['not infused'][number]

/** Whether a scenario is run for a record: one that names none is run for each. */
export function appliesTo({ record }: PlanScenario, id: string): boolean {
  return record === undefined || record === id
}

/** A plan as one of its records sees it. */
export function planFor(plan: Plan, record: string): Plan {
  return { ...plan, scenarios: plan.scenarios.filter((it) => appliesTo(it, record)) }
}

/** The measures of one scenario: its own, else the plan's. */
export function measuresOf(plan: Plan, scenario: PlanScenario): readonly string[] {
  return scenario.measures ?? plan.measures
}
