import type { Observation, Predictor } from './observation.ts'
import { z95 } from './observation.ts'
import { predictionOf } from './prediction-of.ts'
import type { Posterior } from './posterior.ts'
import { solve } from './posterior.ts'
import type { PriorMoments } from './prior.ts'
import type { Model } from './state.ts'

/** A figure that the others contradict, with its distance in standard deviations. */
export interface Doubt {
  readonly figure: string
  readonly z: number
  /** Where it was not read at all, because it cannot be or is not to be expected: why, and what is expected. */
  readonly unread?: string
}

/** What the figures say, before any is doubted. */
interface Said {
  readonly model: Model
  readonly moments: PriorMoments
  readonly observations: readonly Observation[]
  readonly predictors: readonly Predictor[]
}

/** The law of the state with some figures given little weight. */
interface Weighed {
  readonly posterior: Posterior
  /** Factor on the variance of an observation, by its figure. */
  readonly inflate: ReadonlyMap<string, number>
}

/** Of normal deviates: 5% false alarms among some twenty figures of a trial. */
const alarm = 3
const passes = 12
const mostDoubts = 5

/**
 * Figures are doubted one at a time, the one that is furthest off first, and all others are predicted again without it. A figure doubted earlier is believed again where, with what was
 * doubted since left out, nothing is off with it: of several figures that speak against each other the first may be the true one, drawn off by two that are not.
 */
export function doubtsOf(said: Said, start: Float64Array): Weighed & { readonly doubts: readonly Doubt[] } {
  const weigh = (inflate: ReadonlyMap<string, number>, from: Float64Array): Weighed => ({
    inflate,
    posterior: solve(said.model, said.moments, said.observations, { passes, inflate, from }),
  })
  let weighed = weigh(new Map(), start)
  let doubts: readonly (Doubt & { readonly observation: string; readonly group: string })[] = []
  let cleared = new Set<string>()
  // Each once: two figures that take turns would go on for ever.
  const readmitted = new Set<string>()
  while (doubts.length < mostDoubts) {
    const worst = worstOf(said, weighed, cleared)
    if (worst === null) break
    const { figure: observation, group } = said.observations[worst]!
    const named = namedBy(said, worst, weighed)
    if (named === null) {
      cleared.add(observation)
      continue
    }
    const { surprise, excess } = weighed.posterior.surprise()
    const earlier = doubts
    doubts = [...doubts, { figure: named, z: surprise[worst]!, observation, group }]
    cleared = new Set()
    weighed = weigh(new Map([...weighed.inflate, [observation, excess[worst]!]]), weighed.posterior.state)
    for (const doubt of earlier) {
      if (readmitted.has(doubt.observation)) continue
      const rest = new Map([...weighed.inflate].filter(([figure]) => figure !== doubt.observation))
      const again = weigh(rest, weighed.posterior.state)
      if (worstOf(said, again, cleared) !== null) continue
      weighed = again
      readmitted.add(doubt.observation)
      doubts = doubts.filter((it) => it !== doubt)
    }
  }
  // Limits go with their estimate.
  const own = doubts.filter(({ group, observation }) => observation === group || !weighed.inflate.has(group))
  return { ...weighed, doubts: own.map(({ figure, z }) => ({ figure, z })) }
}

/** The observation to doubt next: an estimate outside its own limits, or the one furthest off; null where all that is believed fits. */
function worstOf(said: Said, { posterior, inflate }: Weighed, cleared: ReadonlySet<string>): number | null {
  const settled = new Set([...inflate.keys(), ...cleared])
  const outside = outsideItsLimits(said, settled)
  if (outside !== null) return outside
  const { surprise } = posterior.surprise()
  let worst: number | null = null
  said.observations.forEach((observation, k) => {
    const z = Math.abs(surprise[k]!)
    if (!observation.tested || settled.has(observation.figure) || z <= alarm) return
    if (worst === null || z > Math.abs(surprise[worst]!)) worst = k
  })
  return worst
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
function namedBy(said: Said, worst: number, weighed: Weighed): string | null {
  const { observations, predictors } = said
  const { figure, group } = observations[worst]!
  if (outsideItsLimits(said, new Set(weighed.inflate.keys())) === worst) return figure
  const law = fitWithout({ ...said, ...weighed }, group)
  const own = new Set(observations.map((it) => it.figure))
  const about = predictors.filter(
    (it) => it.figure.id === figure || (it.group === group && figure !== group && !own.has(it.figure.id)),
  )
  let named: string | null = null
  let furthest: number = z95
  for (const predictor of about) {
    const predicted = predictor.predict(law)
    if (typeof predicted === 'string') named ??= predictor.figure.id
    else {
      const size = Math.abs(predictionOf(predictor.figure, predicted, law.reach()).z ?? Infinity)
      if (size <= furthest) continue
      named = predictor.figure.id
      furthest = size
    }
  }
  return named
}

/** The state given all figures but those of one group. */
export function fitWithout(
  { model, moments, observations, posterior, inflate }: Omit<Said, 'predictors'> & Weighed,
  group: string,
): Posterior {
  const rest = observations.filter((observation) => observation.group !== group)
  return solve(model, moments, rest, { passes: 3, from: posterior.state, inflate })
}
