import type { EndpointEvidence } from '../evidence/evidence.ts'
import { administrativeLaw, followUpOf } from './administrative-law.ts'
import { datedFollowUp } from './dated-follow-up.ts'
import { readAllFollowUp } from './read-follow-up.ts'
import { readAtRisk } from './read-at-risk.ts'
import { readEvents } from './read-events.ts'
import { show } from './horizon.ts'
import { freeLevels } from './free-levels.ts'
import { liesWithin } from './lies-within.ts'
import { intervalType } from './interval-type.ts'
import { readLandmark } from './read-landmark.ts'
import { readMedian } from './read-median.ts'
import { readRestrictedMeans } from './read-restricted-mean.ts'
import { printedNumber } from './printed-number.ts'
import type { Observation, Predictor, Reading } from './observation.ts'
import type { Posterior } from './posterior.ts'
import { solve } from './posterior.ts'
import type { Prior, PriorMoments } from './prior.ts'
import { pairsOf } from './pairs-of.ts'
import { readHazardRatio, readPValue } from './read-hazard-ratio.ts'
import { paceOf } from './pace.ts'
import type { Model } from './state.ts'
import { atUnseenVisits } from './unseen-visits.ts'
import { visitClock } from './visit-clock.ts'

/** A figure that the others contradict, with its distance in standard deviations. */
export interface Doubt {
  readonly figure: string
  readonly z: number
}

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

/** 5% false alarms among some twenty figures of a trial. */
export const alarm = 3
const passes = 12
const mostDoubts = 5

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
  evidence.arms.forEach((arm, index) => {
    if (arm.median !== null) readings.push(readMedian(model, index, arm.median))
    const type = intervalType(arm.landmarks)
    for (const landmark of arm.landmarks) {
      if (landmark.time > model.horizon) {
        notes.push(
          `${arm.label}: the reported survival at ${show(landmark.time)} months lies beyond the end of follow-up at ` +
            `${show(model.horizon)} months and is not used.`,
        )
      } else if (landmark.time > 0) readings.push(readLandmark(model, index, landmark, type))
    }
    for (const atRisk of arm.atRisk) readings.push(readAtRisk(model, index, atRisk))
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
  return { ...said, notes, ...settle(said, near) }
}

/** What the figures say, before any is doubted. */
type Said = Pick<Fit, 'model' | 'moments' | 'observations' | 'predictors'>

/** Figures are doubted one after the other, the one that is furthest off first. */
function settle(said: Said, start: Float64Array): Pick<Fit, 'posterior' | 'doubts' | 'inflate'> {
  const { model, moments, observations } = said
  const inflate = new Map<string, number>()
  const doubts: Doubt[] = []
  const cleared = new Set<string>()
  let posterior = solve(model, moments, observations, { passes, from: start })
  while (doubts.length < mostDoubts) {
    const settled = new Set([...inflate.keys(), ...cleared])
    const outside = outsideItsLimits(said, settled)
    const worst = outside ?? worstOf(observations, posterior, settled)
    if (worst === null) break
    const { figure, group } = observations[worst]!
    const named =
      outside === null
        ? namedBy(said, observations[worst]!, fitWithout({ ...said, posterior, inflate }, group))
        : figure
    if (named === null) {
      cleared.add(figure)
      continue
    }
    doubts.push({ figure: named, z: posterior.surprise().surprise[worst]! })
    inflate.set(figure, posterior.surprise().excess[worst]!)
    posterior = solve(model, moments, observations, { passes, inflate, from: posterior.state })
  }
  return { posterior, doubts, inflate }
}

/** A Wald interval has its estimate in the middle of the log scale; others are hardly more askew than this share of half their width. */
const askew = 0.3

/**
 * The first estimate that lies outside its own limits, or a hazard ratio far from their middle: one of the three is misprinted, however usual a curve through it
 * would be.
 */
function outsideItsLimits({ observations, predictors }: Said, settled: ReadonlySet<string>): number | null {
  const at = observations.findIndex(({ figure, group, tested }) => {
    if (!tested || figure !== group || settled.has(figure)) return false
    const about = predictors.find((it) => it.figure.id === figure)?.figure
    const own = about?.quantity
    const limits = predictors.flatMap((it) =>
      it.group === group && it.figure.id !== figure && it.figure.quantity.kind === 'number' ? [it.figure.quantity] : [],
    )
    if (own?.kind !== 'number' || limits.length < 2) return false
    const [lower, upper] = [Math.min(...limits.map((it) => it.lower)), Math.max(...limits.map((it) => it.upper))]
    if (own.upper < lower || own.lower > upper) return true
    if (about?.measure !== 'hazard-ratio' || !(lower > 0)) return false
    const [from, to] = [Math.log(lower), Math.log(upper)]
    const room = (askew * (to - from)) / 2
    return Math.log(own.upper) < (from + to) / 2 - room || Math.log(own.lower) > (from + to) / 2 + room
  })
  return at < 0 ? null : at
}

/**
 * The figure that an observation calls in doubt: its own, or of two limits whose distance it is the one that lies further off. Null where what the others predict holds
 * it after all: a doubt and the prediction that is printed beside it must not contradict each other.
 */
function namedBy({ observations, predictors }: Said, { figure, group }: Observation, law: Posterior): string | null {
  const own = new Set(observations.map((it) => it.figure))
  const about = predictors.filter(
    (it) => it.figure.id === figure || (it.group === group && figure !== group && !own.has(it.figure.id)),
  )
  let named: string | null = null
  let furthest = 0
  for (const predictor of about) {
    const predicted = predictor.predict(law)
    if (typeof predicted === 'string') named ??= predictor.figure.id
    else if (!liesWithin(predictor.figure, predicted.lower, predicted.upper) && Math.abs(predicted.z) > furthest) {
      named = predictor.figure.id
      furthest = Math.abs(predicted.z)
    }
  }
  return named
}

function worstOf(
  observations: readonly Observation[],
  posterior: Posterior,
  settled: ReadonlySet<string>,
): number | null {
  const { surprise } = posterior.surprise()
  let worst: number | null = null
  observations.forEach((observation, k) => {
    const z = Math.abs(surprise[k]!)
    if (!observation.tested || settled.has(observation.figure) || z <= alarm) return
    if (worst === null || z > Math.abs(surprise[worst]!)) worst = k
  })
  return worst
}

/** The state given all figures but those of one group. */
export function fitWithout(
  { model, moments, observations, posterior, inflate }: Omit<Fit, 'predictors' | 'doubts' | 'notes'>,
  group: string,
): Posterior {
  const rest = observations.filter((observation) => observation.group !== group)
  return solve(model, moments, rest, { passes: 3, from: posterior.state, inflate })
}
