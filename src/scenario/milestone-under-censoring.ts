import { normalQuantile } from '../numeric/normal-quantile.ts'
import type { Estimate } from '../survival/estimate.ts'
import type { Patients } from '../survival/patients.ts'
import type { CensoringModel } from './censoring-model.ts'
import { expectedMilestone } from './expected-milestone.ts'

/** Models of the two arms, by arm index (reference arm first). */
export type ModelPerArm = readonly [CensoringModel, CensoringModel]

/**
 * Milestone survival of one arm under a model of its drop-outs, with a log-log interval from the infinitesimal jackknife. With
 * delta = 1 it is the milestone of the Kaplan-Meier curve with Greenwood's standard error.
 */
export function milestoneUnderCensoring(
  patients: Patients,
  arm: number,
  model: CensoringModel,
  time: number,
  level = 0.95,
): Estimate {
  const { survival, influence } = expectedMilestone(patients, arm, model, time)
  if (influence === null)
    return { kind: 'value', value: survival, lower: null, upper: null, level, standardError: null }
  const standardError = Math.sqrt(sumOfSquares(influence))
  if (standardError === 0)
    return { kind: 'value', value: survival, lower: survival, upper: survival, level, standardError }
  const centre = Math.log(-Math.log(survival))
  const margin = (normalQuantile((1 + level) / 2) * standardError) / (survival * -Math.log(survival))
  const back = (x: number): number => Math.exp(-Math.exp(x))
  return {
    kind: 'value',
    value: survival,
    lower: back(centre + margin),
    upper: back(centre - margin),
    level,
    standardError,
  }
}

/**
 * Milestone difference, arm 1 minus arm 0, each under a model of its drop-outs; normal interval, not cut at -1 and 1. Jump to
 * reference makes the arms dependent, and the standard error takes that in.
 *
 * Not estimable where a curve has reached 0: there its standard error does not exist.
 */
export function differenceUnderCensoring(
  patients: Patients,
  models: ModelPerArm,
  time: number,
  level = 0.95,
): Estimate {
  if (patients.arms.length !== 2)
    throw new RangeError(`differenceUnderCensoring: two arms are required, got ${patients.arms.length}`)
  const reference = expectedMilestone(patients, 0, models[0], time)
  const other = expectedMilestone(patients, 1, models[1], time)
  const { influence: minus } = reference
  if (minus === null || other.influence === null)
    return { kind: 'not-estimable', reason: `a curve has reached 0 before ${time}: no standard error` }
  const standardError = Math.sqrt(sumOfSquares(other.influence.map((it, i) => it - minus[i]!)))
  const value = other.survival - reference.survival
  const margin = normalQuantile((1 + level) / 2) * standardError
  return { kind: 'value', value, lower: value - margin, upper: value + margin, level, standardError }
}

function sumOfSquares(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value * value
  return sum
}
