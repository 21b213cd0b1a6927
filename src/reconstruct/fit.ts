import type { EndpointEvidence } from '../evidence/evidence.ts'
import { administrativeLaw, followUpOf } from './administrative-law.ts'
import { datedFollowUp } from './dated-follow-up.ts'
import { dropsOnTheDay } from './drops-on-the-day.ts'
import { type Doubt, doubtsOf } from './doubts-of.ts'
import { readAllFollowUp } from './read-follow-up.ts'
import { readAtRisk } from './read-at-risk.ts'
import { readEvents } from './read-events.ts'
import { show } from './horizon.ts'
import { freeLevels } from './free-levels.ts'
import { intervalType } from './interval-type.ts'
import { readLandmark } from './read-landmark.ts'
import { readMedian } from './read-median.ts'
import { readRestrictedMeans } from './read-restricted-mean.ts'
import { printedNumber } from './printed-number.ts'
import type { Observation, Predictor, Reading } from './observation.ts'
import type { Posterior } from './posterior.ts'
import type { Prior, PriorMoments } from './prior.ts'
import { pairsOf } from './pairs-of.ts'
import { readHazardRatio, readPValue } from './read-hazard-ratio.ts'
import { paceOf } from './pace.ts'
import type { Model } from './state.ts'
import { atUnseenVisits } from './unseen-visits.ts'
import { visitClock } from './visit-clock.ts'

export interface Fit {
  readonly model: Model
  readonly moments: PriorMoments
  readonly posterior: Posterior
  readonly observations: readonly Observation[]
  readonly predictors: readonly Predictor[]
  /** Figures given little weight. */
  readonly doubts: readonly Doubt[]
  readonly inflate: ReadonlyMap<string, number>
  readonly notes: readonly string[]
}

/** `shape`: of potential follow-up, where it is printed. */
export function modelOf(evidence: EndpointEvidence, horizon: number, shape = 1): Model {
  const { range } = datedFollowUp(evidence)
  const arms = evidence.arms.map((arm, index) => {
    const n = printedNumber(arm.patients)?.value
    if (n === undefined || n < 1)
      throw new RangeError(`reconstruct: the number of patients of arm ${arm.id} is required`)
    const law = administrativeLaw(followUpOf(evidence, index), horizon, shape, range)
    const fewest = 0.3 / n
    const administrative = law === null ? null : (time: number) => -Math.log(Math.max(law.survival(time), fewest))
    const clock = visitClock(evidence, index, horizon)
    return { id: arm.id, n, administrative, law, ...(clock !== undefined && { clock }) }
  })
  return { arms, horizon }
}

/** All that the evidence says about the state. */
export function read(evidence: EndpointEvidence, model: Model): Reading {
  const readings: Reading[] = []
  const notes: string[] = []
  const drops = dropsOnTheDay(evidence.arms, model.horizon)
  evidence.arms.forEach((arm, index) => {
    if (arm.median !== null) readings.push(readMedian(model, index, arm.median, drops[index]!.median))
    const type = intervalType(arm.landmarks)
    for (const landmark of arm.landmarks) {
      if (landmark.time > model.horizon) {
        notes.push(
          `${arm.label}: the reported survival at ${show(landmark.time)} months lies beyond the end of follow-up at ` +
            `${show(model.horizon)} months and is not used.`,
        )
      } else if (landmark.time > 0) readings.push(readLandmark(model, index, landmark, type))
    }
    arm.atRisk.forEach((atRisk, k) => {
      readings.push(readAtRisk(model, index, atRisk, drops[index]!.counts[k]))
    })
    if (arm.events !== null) readings.push(readEvents(model, [index], arm.events))
  })
  const split = evidence.arms.every((arm) => arm.events !== null)
  if (evidence.events !== null && !split)
    readings.push(
      readEvents(
        model,
        evidence.arms.map((_, arm) => arm),
        evidence.events,
      ),
    )
  for (const { contrast, ...pair } of pairsOf(evidence)) {
    if (contrast?.hazardRatio) readings.push(readHazardRatio(model, contrast.hazardRatio, pair))
    if (contrast?.pValue) readings.push(readPValue(model, contrast.pValue, pair))
  }
  readings.push(...readRestrictedMeans(model, evidence))
  readings.push(...readAllFollowUp(model, evidence))
  const { contradiction } = datedFollowUp(evidence)
  return {
    observations: atUnseenVisits(
      evidence,
      model,
      readings.flatMap((reading) => reading.observations),
    ),
    predictors: readings.flatMap((reading) => reading.predictors),
    notes: [
      ...notes,
      ...readings.flatMap((reading) => reading.notes),
      ...(contradiction === null ? [] : [contradiction]),
    ],
  }
}

/** The state given all figures. A figure that the others contradict by more than `alarm` is given the weight that it deserves. */
export function fit(evidence: EndpointEvidence, model: Model, prior: Prior): Fit {
  const learnt = prior.moments({
    class: evidence.class,
    arms: model.arms.length,
    horizon: model.horizon,
    pace: paceOf(evidence, model.horizon),
    dropOutOnly: model.arms.map((arm) => arm.administrative !== null),
  })
  const { observations, predictors, notes } = read(evidence, model)
  const { moments, start: near } = freeLevels(model, learnt, observations)
  const said = { model, moments, observations, predictors }
  return { ...said, notes, ...doubtsOf(said, near) }
}
