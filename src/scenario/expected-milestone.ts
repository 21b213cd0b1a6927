import type { Patients } from '../survival/patients.ts'
import { atRandom, type CensoringModel } from './censoring-model.ts'
import { expectedFollowUp, flushed, type ExpectedFollowUp, withDelta } from './expected-follow-up.ts'

/** Survival at one time with the influence of every patient of the set on it (see `expectedMilestone`). */
export interface ExpectedMilestone {
  readonly survival: number
  /** By row of the patients; null where survival is 0 and the derivative does not exist. */
  readonly influence: Float64Array | null
}

/**
 * The expected-value Kaplan-Meier estimate at one time, and its infinitesimal jackknife: influence[i] is the derivative of the
 * estimate by the case weight of patient i, and the sum of squares estimates the variance.
 *
 * The imputed part of a drop-out's follow-up counts as a function of the observed data, not as data: the influence runs through
 * the hazard that is imputed as well. Delta is taken as known. For delta = 1 the variance is Greenwood's, exactly, because the
 * influence on the Kaplan-Meier estimate, -S Sum (dN - h Y) / (Y (1 - h)), is orthogonal between event times; so the interval of the
 * published curve is the one at delta = 1. Jump to reference makes the two arms dependent; their influence vectors run
 * over the same rows, so that a difference takes the sum of squares of the differences.
 *
 * Reference key: [Jaeckel1972]. Agrees with numerical differentiation of the estimate by case weights (R script, 1e-6) and at delta 1 with
 * Greenwood (R `survfit`, 1e-12).
 */
export function expectedMilestone(
  patients: Patients,
  arm: number,
  model: CensoringModel,
  time: number,
): ExpectedMilestone {
  if (!(time >= 0)) throw new RangeError(`expectedMilestone: a time >= 0 is required, got ${time}`)
  return milestoneOf(patients, expectedFollowUp(patients, arm, model, time))
}

/** `expectedMilestone` under one delta after another: what does not depend on delta is found once. */
export function milestoneOverDeltas(
  patients: Patients,
  arm: number,
  time: number,
): (delta: number) => ExpectedMilestone {
  const followUp = expectedFollowUp(patients, arm, atRandom, time)
  return (delta) => milestoneOf(patients, withDelta(followUp, delta))
}

function milestoneOf(patients: Patients, followUp: ExpectedFollowUp): ExpectedMilestone {
  const size = followUp.time.length
  const nRisk = new Float64Array(size)
  const passed = new Float64Array(size)
  let survival = 1
  for (let k = 0; k < size; k++) {
    nRisk[k] = followUp.nRisk[k]! + followUp.imputed[k]!
    passed[k] = followUp.nRisk[k]! - followUp.nEvent[k]! + followUp.imputed[k]! * followUp.passing[k]!
    if (nRisk[k]! > 0) survival *= passed[k]! / nRisk[k]!
  }
  if (flushed(survival) === 0) return { survival: 0, influence: null }
  const influence = new Float64Array(patients.time.length)
  addObserved(influence, patients, followUp, nRisk, passed)
  addDropOuts(influence, followUp, nRisk, passed)
  addHazard(influence, patients, followUp, hazardSensitivity(followUp, nRisk, passed))
  return { survival, influence: influence.map((derivative) => survival * derivative) }
}

/** d log S / dw_i through being at risk and having the event: Sum (1 / passed - 1 / at risk) - 1 / passed at the event. */
function addObserved(
  influence: Float64Array,
  patients: Patients,
  { rows, time }: ExpectedFollowUp,
  nRisk: Float64Array,
  passed: Float64Array,
): void {
  let sum = 0
  let k = 0
  for (const row of rows) {
    for (; k < time.length && time[k]! <= patients.time[row]!; k++)
      if (nRisk[k]! > 0) sum += 1 / passed[k]! - 1 / nRisk[k]!
    const at = k - 1
    const event = patients.event[row] === 1 && at >= 0 && time[at] === patients.time[row]
    influence[row]! += sum - (event ? 1 / passed[at]! : 0)
  }
}

/** d log S / dw_i through the expected follow-up of a drop-out itself. */
function addDropOuts(
  influence: Float64Array,
  { dropOuts, passing }: ExpectedFollowUp,
  nRisk: Float64Array,
  passed: Float64Array,
): void {
  for (const { row, first, last } of dropOuts) {
    let here = 1
    for (let k = first; k <= last && here > 0; k++) {
      influence[row]! += here * (passing[k]! / passed[k]! - 1 / nRisk[k]!)
      here = flushed(here * passing[k]!)
    }
  }
}

/** d log S by each step of the imputed cumulative hazard, all drop-outs together. */
function hazardSensitivity(followUp: ExpectedFollowUp, nRisk: Float64Array, passed: Float64Array): Float64Array {
  const { dropOuts, passing, imputed } = followUp
  const sensitivity = passing.map((q, k) => (imputed[k]! > 0 ? -(imputed[k]! * q) / passed[k]! : 0))
  const here = new Float64Array(passing.length)
  for (const { first, last } of dropOuts) {
    let chance = 1
    for (let k = first; k <= last; k++) {
      here[k] = chance
      chance = flushed(chance * passing[k]!)
    }
    // What a step takes away is missing at all later points.
    let later = 0
    for (let k = last; k >= first; k--) {
      sensitivity[k]! -= later
      if (here[k]! > 0) later += here[k]! * (passing[k]! / passed[k]! - 1 / nRisk[k]!)
    }
  }
  return sensitivity
}

/** d log S / dw_i through the hazard that was estimated from patient i and imputed to the drop-outs. */
function addHazard(
  influence: Float64Array,
  patients: Patients,
  { source, time }: ExpectedFollowUp,
  sensitivity: Float64Array,
): void {
  if (source === null || source.delta === 0) return
  const { rows, hazard, index, delta } = source
  let sum = 0
  let j = 0
  for (const row of rows) {
    let event = 0
    for (; j < index.length && time[index[j]!]! <= patients.time[row]!; j++) sum -= atRiskTerm(j)
    if (patients.event[row] === 1 && j > 0 && time[index[j - 1]!] === patients.time[row]) event = eventTerm(j - 1)
    influence[row]! += sum + event
  }

  /** -log(1 - h) grows by 1 / (Y (1 - h)) with an event of weight 1, and falls by h times that with each patient at risk. */
  function eventTerm(at: number): number {
    const slope = sensitivity[index[at]!]!
    return slope === 0 ? 0 : (delta * slope) / (hazard.nRisk[at]! - hazard.nEvent[at]!)
  }

  function atRiskTerm(at: number): number {
    return (eventTerm(at) * hazard.nEvent[at]!) / hazard.nRisk[at]!
  }
}
