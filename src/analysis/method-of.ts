import type { Method } from './method.ts'
import { asPublishedMethod } from './methods/as-published.ts'
import { asTreatedMethod } from './methods/as-treated.ts'
import { assessmentScheduleMethod } from './methods/assessment-schedule.ts'
import { boundsMethod } from './methods/bounds.ts'
import { dropOutOfBothArmsMethod } from './methods/drop-out-of-both-arms.ts'
import { earlyCensoringMethod } from './methods/early-censoring.ts'
import { effectsOverTimeMethod } from './methods/effects-over-time.ts'
import { hazardRatioByPeriodMethod } from './methods/hazard-ratio-by-period.ts'
import { informativeCensoringMethod } from './methods/informative-censoring.ts'
import { infusedFromIttMethod } from './methods/infused-from-itt.ts'
import { ittFromInfusedMethod } from './methods/itt-from-infused.ts'
import { responseByDenominatorMethod } from './methods/response-by-denominator.ts'
import { treatmentSwitchingMethod } from './methods/treatment-switching.ts'
import { weightedTestsMethod } from './methods/weighted-tests.ts'
import { controlArmScaledMethod } from './methods/control-arm-scaled.ts'
import { controlArmReplacedMethod } from './methods/control-arm-replaced.ts'
import { besideHistoricalControlMethod } from './methods/beside-historical-control.ts'
import { eValueMethod } from './methods/e-value.ts'
import { fragilityMethod } from './methods/fragility.ts'
import { aggregateScalingMethod } from './methods/aggregate-scaling.ts'
import { dropOutAssumedMethod } from './methods/drop-out-assumed.ts'
import { illnessDeathMethod } from './methods/illness-death.ts'
import { impliedNotInfusedMethod } from './methods/implied-not-infused.ts'
import { probabilisticBiasMethod } from './methods/probabilistic-bias.ts'
import type { PlanScenario } from './plan.ts'

/** The method that a scenario names. */
export function methodOf(scenario: PlanScenario): Method {
  switch (scenario.method) {
    case 'as published':
      return asPublishedMethod(scenario)
    case 'infused from itt':
      return infusedFromIttMethod(scenario)
    case 'bounds over the not infused':
      return boundsMethod(scenario)
    case 'informative censoring':
      return informativeCensoringMethod(scenario)
    case 'drop-out of both arms':
      return dropOutOfBothArmsMethod(scenario)
    case 'hazard ratio by period':
      return hazardRatioByPeriodMethod(scenario)
    case 'effects over time':
      return effectsOverTimeMethod(scenario)
    case 'as treated':
      return asTreatedMethod(scenario)
    case 'weighted tests':
      return weightedTestsMethod(scenario)
    case 'early censoring':
      return earlyCensoringMethod(scenario)
    case 'assessment schedule':
      return assessmentScheduleMethod(scenario)
    case 'treatment switching':
      return treatmentSwitchingMethod(scenario)
    case 'itt from infused':
      return ittFromInfusedMethod(scenario)
    case 'response by denominator':
      return responseByDenominatorMethod(scenario)
    case 'control arm scaled':
      return controlArmScaledMethod(scenario)
    case 'control arm replaced':
      return controlArmReplacedMethod(scenario)
    case 'beside a historical control':
      return besideHistoricalControlMethod(scenario)
    case 'probabilistic bias':
      return probabilisticBiasMethod(scenario)
    case 'what the not infused must have been':
      return impliedNotInfusedMethod(scenario)
    case 'illness-death':
      return illnessDeathMethod(scenario)
    case 'e-value':
      return eValueMethod(scenario)
    case 'fragility':
      return fragilityMethod(scenario)
    case 'aggregate scaling':
      return aggregateScalingMethod(scenario)
    case 'drop-out assumed':
      return dropOutAssumedMethod(scenario)
  }
}
