import { z } from 'zod'
import { asPublishedPlan } from './methods/as-published-plan.ts'
import { asTreatedPlan } from './methods/as-treated-plan.ts'
import { assessmentSchedulePlan } from './methods/assessment-schedule-plan.ts'
import { boundsPlan } from './methods/bounds-plan.ts'
import { earlyCensoringPlan } from './methods/early-censoring-plan.ts'
import { effectsOverTimePlan } from './methods/effects-over-time-plan.ts'
import { hazardRatioByPeriodPlan } from './methods/hazard-ratio-by-period-plan.ts'
import { dropOutOfBothArmsPlan } from './methods/drop-out-of-both-arms-plan.ts'
import { informativeCensoringPlan } from './methods/informative-censoring-plan.ts'
import { infusedFromIttPlan } from './methods/infused-from-itt-plan.ts'
import { ittFromInfusedPlan } from './methods/itt-from-infused-plan.ts'
import { responseByDenominatorPlan } from './methods/response-by-denominator-plan.ts'
import { treatmentSwitchingPlan } from './methods/treatment-switching-plan.ts'
import { weightedTestsPlan } from './methods/weighted-tests-plan.ts'
import { controlArmScaledPlan } from './methods/control-arm-scaled-plan.ts'
import { controlArmReplacedPlan } from './methods/control-arm-replaced-plan.ts'
import { besideHistoricalControlPlan } from './methods/beside-historical-control-plan.ts'
import { eValuePlan } from './methods/e-value-plan.ts'
import { fragilityPlan } from './methods/fragility-plan.ts'
import { aggregateScalingPlan } from './methods/aggregate-scaling-plan.ts'
import { dropOutAssumedPlan } from './methods/drop-out-assumed-plan.ts'
import { illnessDeathPlan } from './methods/illness-death-plan.ts'
import { impliedNotInfusedPlan } from './methods/implied-not-infused-plan.ts'
import { probabilisticBiasPlan } from './methods/probabilistic-bias-plan.ts'
import { measures, name, wholeTo, words } from './plan-fields.ts'

export const scenarioSchema = z.discriminatedUnion('method', [
  asPublishedPlan,
  infusedFromIttPlan,
  boundsPlan,
  informativeCensoringPlan,
  dropOutOfBothArmsPlan,
  hazardRatioByPeriodPlan,
  effectsOverTimePlan,
  asTreatedPlan,
  weightedTestsPlan,
  earlyCensoringPlan,
  assessmentSchedulePlan,
  treatmentSwitchingPlan,
  ittFromInfusedPlan,
  responseByDenominatorPlan,
  controlArmScaledPlan,
  controlArmReplacedPlan,
  besideHistoricalControlPlan,
  probabilisticBiasPlan,
  impliedNotInfusedPlan,
  illnessDeathPlan,
  eValuePlan,
  fragilityPlan,
  aggregateScalingPlan,
  dropOutAssumedPlan,
])

export const planSchema = z.strictObject({
  id: name,
  title: words,
  question: words,
  records: z.array(name).min(1, 'at least one record').describe('Ids of the records, data/trials/ID.yaml.'),
  'other records': z
    .array(name)
    .default([])
    .describe(
      'Ids of records that scenarios borrow from, an arm of another trial say; they are not analysed themselves.',
    ),
  endpoint: name,
  'time unit': z
    .enum(['days', 'weeks', 'months', 'years'])
    .exactOptional()
    .describe('Of every time in this plan. Months where it is left out; required where a record is in another unit.'),
  seed: wholeTo(4294967295),
  draws: wholeTo(10_000).describe(
    'Reconstruction draws for the spread of each number; another seed moves its ends by about a seventieth of its width at the most.',
  ),
  written: z.enum(['before seeing results', 'after seeing results']),
  note: words.exactOptional(),
  measures,
  scenarios: z.array(scenarioSchema).min(1, 'at least one scenario'),
})
