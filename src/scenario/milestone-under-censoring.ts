import { requireTwoArms } from '../survival/arm.ts'
import { type Estimate, normalEstimate, normalHalfWidth, notEstimable } from '../survival/estimate.ts'
import type { Patients } from '../survival/patients.ts'
import { armRows } from './arm-rows.ts'
import type { CensoringModel } from './censoring-model.ts'
import { expectedMilestone, type ExpectedMilestone, milestoneOverDeltas } from './expected-milestone.ts'

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
  const [reference, other] = [0, 1].map((arm) => observedMilestone(patients, arm, models[arm]!, time))
  return differenceOf(patients, reference!, other!, level)
}

/** `differenceUnderCensoring` for many pairs of deltas: each arm under each delta is found once. */
export function differenceOverDeltas(
  patients: Patients,
  time: number,
  level = 0.95,
): (reference: number, other: number) => Estimate {
  requireTwoArms(patients, 'differenceOverDeltas')
  const [ofReference, ofOther] = [0, 1].map((arm) => observedOverDeltas(patients, arm, time))
  return (reference, other) => differenceOf(patients, ofReference!(reference), ofOther!(other), level)
}

function differenceOf(patients: Patients, reference: Observed, other: Observed, level: number): Estimate {
  if (reference.kind === 'not-estimable') return reference
  if (other.kind === 'not-estimable') return other
  const variance = sumOfSquares(
    patients.time.map((_, i) => (other.influence?.[i] ?? 0) - (reference.influence?.[i] ?? 0)),
  )
  return normalEstimate(other.survival - reference.survival, Math.sqrt(variance), level)
}

type Observed = ({ readonly kind: 'value' } & ExpectedMilestone) | ReturnType<typeof notEstimable>

function observedMilestone(patients: Patients, arm: number, model: CensoringModel, time: number): Observed {
  const last = lastFollowUp(patients, arm)
  return last === null ? notEstimable('no patients') : within(expectedMilestone(patients, arm, model, time), time, last)
}

/** `observedMilestone` under one delta after another; what was found once is known. */
function observedOverDeltas(patients: Patients, arm: number, time: number): (delta: number) => Observed {
  const last = lastFollowUp(patients, arm)
  if (last === null) return () => notEstimable('no patients')
  const milestoneAt = milestoneOverDeltas(patients, arm, time)
  const found = new Map<number, Observed>()
  return (delta) => {
    const result = found.get(delta) ?? within(milestoneAt(delta), time, last)
    found.set(delta, result)
    return result
  }
}

function lastFollowUp(patients: Patients, arm: number): number | null {
  const rows = armRows(patients, arm)
  return rows.length === 0 ? null : patients.time[rows[rows.length - 1]!]!
}

function within(result: ExpectedMilestone, time: number, last: number): Observed {
  if (time > last && result.survival > 0) return notEstimable(`the milestone lies beyond the last follow-up at ${last}`)
  return { kind: 'value', ...result }
}

function sumOfSquares(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value * value
  return sum
}
