import { requireTwoArms } from '../survival/arm.ts'
import { type Estimate, normalEstimate, normalHalfWidth, notEstimable } from '../survival/estimate.ts'
import type { Patients } from '../survival/patients.ts'
import { armRows } from './arm-rows.ts'
import type { CensoringModel } from './censoring-model.ts'
import { expectedMilestone, type ExpectedMilestone } from './expected-milestone.ts'

/** Models of the two arms, by arm index (reference arm first). */
export type ModelPerArm = readonly [CensoringModel, CensoringModel]

/**
 * Milestone survival of one arm under a model of its drop-outs: expected-value Kaplan-Meier, infinitesimal jackknife, log-log limits. With
 * delta = 1 it is `milestone` of that arm.
 *
 * `not-estimable` where the time lies beyond the arm's last observed follow-up and survival is not 0 there: nothing tells the hazard.
 */
export function milestoneUnderCensoring(
  patients: Patients,
  arm: number,
  model: CensoringModel,
  time: number,
  level = 0.95,
): Estimate {
  const z = normalHalfWidth(level)
  const result = observedMilestone(patients, arm, model, time)
  if (result.kind === 'not-estimable') return result
  const { survival, influence } = result
  const none = { kind: 'value', value: survival, lower: null, upper: null, level, standardError: 0 } as const
  if (influence === null || survival >= 1) return none
  const standardError = Math.sqrt(sumOfSquares(influence))
  const log = Math.log(survival)
  const reach = (z * standardError) / (survival * log)
  return {
    kind: 'value',
    value: survival,
    lower: Math.exp(log * Math.exp(-reach)),
    upper: Math.exp(log * Math.exp(reach)),
    level,
    standardError,
  }
}

/**
 * Milestone difference, arm 1 minus arm 0, each under a model of its drop-outs; normal interval. With delta = 1 in both arms it is
 * `milestoneDifference`. Jump to reference makes the arms dependent, and the standard error takes that in.
 *
 * `not-estimable` beyond the last follow-up of an arm, as for one arm. A curve that has reached 0 adds no variance, as in `milestone`.
 */
export function differenceUnderCensoring(
  patients: Patients,
  models: ModelPerArm,
  time: number,
  level = 0.95,
): Estimate {
  requireTwoArms(patients, 'differenceUnderCensoring')
  const reference = observedMilestone(patients, 0, models[0], time)
  const other = observedMilestone(patients, 1, models[1], time)
  if (reference.kind === 'not-estimable') return reference
  if (other.kind === 'not-estimable') return other
  const variance = sumOfSquares(
    patients.time.map((_, i) => (other.influence?.[i] ?? 0) - (reference.influence?.[i] ?? 0)),
  )
  return normalEstimate(other.survival - reference.survival, Math.sqrt(variance), level)
}

type Observed = ({ readonly kind: 'value' } & ExpectedMilestone) | ReturnType<typeof notEstimable>

function observedMilestone(patients: Patients, arm: number, model: CensoringModel, time: number): Observed {
  const rows = armRows(patients, arm)
  if (rows.length === 0) return notEstimable('no patients')
  const result = expectedMilestone(patients, arm, model, time)
  const last = patients.time[rows[rows.length - 1]!]!
  if (time > last && result.survival > 0) return notEstimable(`the milestone lies beyond the last follow-up at ${last}`)
  return { kind: 'value', ...result }
}

function sumOfSquares(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value * value
  return sum
}
