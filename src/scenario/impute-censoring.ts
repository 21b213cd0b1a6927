import type { RandomNumbers } from '../numeric/random-stream.ts'
import { censoringReason, type Patients } from '../survival/patients.ts'
import { armRows, isDropOut, potentialFollowUp, requirePlainRows } from './arm-rows.ts'
import { bootstrapHazard, type HazardSteps } from './bootstrap-hazard.ts'
import type { CensoringModel } from './censoring-model.ts'
import { replaceFollowUp } from './replace-follow-up.ts'

/**
 * One imputation of what followed the censorings that were not administrative: each drop-out gets an event time from the model
 * or is followed event-free to the administrative time. Patients in, patients out, so every estimator runs over the result.
 *
 * The imputed hazard is estimated from a bootstrap sample of the arm it comes from, anew in each imputation, so that its own
 * uncertainty enters (Kaplan-Meier imputation with bootstrap, [TaylorMurrayHsu2002]); what lies beyond its last event is
 * event-free.
 *
 * @param models by arm index; `atRandom` where nothing is suspected
 * @param random the numbers of this imputation, e.g. `randomStream(seed, purpose)(m)`
 */
export function imputeCensoring(
  patients: Patients,
  models: readonly CensoringModel[],
  random: RandomNumbers,
): Patients {
  requirePlainRows(patients)
  if (models.length !== patients.arms.length)
    throw new RangeError(
      `imputeCensoring: a model for each of ${patients.arms.length} arms is required, got ${models.length}`,
    )
  const time = patients.time.slice()
  const event = patients.event.slice()
  const reason = (patients.reason ?? new Uint8Array(time.length)).slice()
  models.forEach((model, arm) => {
    const steps = hazardSteps(patients, arm, model, random)
    for (const row of armRows(patients, arm)) {
      if (!isDropOut(patients, row)) continue
      const until = potentialFollowUp(patients, row)
      const at = eventTime(steps, patients.time[row]!, until, random.exponential())
      time[row] = at ?? until
      event[row] = at === null ? 0 : 1
      reason[row] = censoringReason.administrative
    }
  })
  return replaceFollowUp(patients, { time, event, reason })
}

function hazardSteps(patients: Patients, arm: number, model: CensoringModel, random: RandomNumbers): HazardSteps {
  if (model.kind === 'hazard') {
    const { time, cumulativeHazard } = model
    return { time, step: cumulativeHazard.map((it, j) => it - (j === 0 ? 0 : cumulativeHazard[j - 1]!)) }
  }
  if (model.kind === 'reference') return bootstrapHazard(patients, model.arm, random)
  const { time, step } = bootstrapHazard(patients, arm, random)
  return { time, step: step.map((it) => (model.delta === 0 ? 0 : model.delta * it)) }
}

/** The first time after `from` at which the collected hazard reaches a unit exponential; null if none until `until`. */
function eventTime({ time, step }: HazardSteps, from: number, until: number, threshold: number): number | null {
  let collected = 0
  for (let j = 0; j < time.length && time[j]! <= until; j++) {
    if (time[j]! <= from) continue
    collected += step[j]!
    if (collected >= threshold) return time[j]!
  }
  return null
}
