import { type EndpointEvidence, figures } from '../evidence/evidence.ts'
import type { Observation } from './observation.ts'
import { printedNumber } from './printed-number.ts'
import type { Model } from './state.ts'
import { censoringAt, smoothAt, stateAt } from './state.ts'

/** Half of the time between two visits, months: every 8 weeks or 2 months, as most trials have it. */
const reach = 1
/** sd of a place that is uniform to both sides. */
const spread = 1 / Math.sqrt(3)

/**
 * Progression is seen at visits, and where nobody prints when they were, the published curve passes the smooth one in steps whose places nobody knows: at any time it may be where
 * the smooth one is up to half an interval earlier or later. A figure may lie off the smooth curve by that much without being a misprint, so the test whether it fits the others
 * allows for it. What goes into the curve stays as it was: patients of most trials come less punctually than that, and the prior has been learnt from their curves.
 */
export function atUnseenVisits(
  evidence: EndpointEvidence,
  model: Model,
  observations: readonly Observation[],
): readonly Observation[] {
  if (evidence.class !== 'progression-like') return observations
  const all = new Map(figures(evidence).map((figure) => [figure.id, figure]))
  return observations.map((observation) => {
    const figure = all.get(observation.figure)
    const arm = evidence.arms.findIndex(({ id }) => id === figure?.arm)
    if (!observation.tested || figure === undefined || arm < 0 || model.arms[arm]!.clock !== undefined)
      return observation
    const { measure } = figure
    const time = measure.startsWith('median') ? printedNumber(figure)?.value : figure.time
    const isPlaced = measure.startsWith('median') || measure === 'survival' || measure === 'at-risk'
    if (!isPlaced || time === undefined) return observation
    const own = (state: Float64Array): number => observation.place?.(state) ?? 0
    return {
      ...observation,
      place: (state) => own(state) + placeVariance(model, state, arm, time, measure === 'at-risk'),
    }
  })
}

/** Variance of theta, or of log(L + Lc), between half an interval before and after a time. */
function placeVariance(model: Model, state: Float64Array, arm: number, time: number, withCensoring: boolean): number {
  const [before, after] = [Math.max(time - reach, time / 2), Math.min(time + reach, model.horizon)]
  const change = (smoothAt(model, state, arm, 0, after) - smoothAt(model, state, arm, 0, before)) / 2
  const event = Math.exp(stateAt(model, state, arm, 0, time))
  const share = withCensoring ? event / (event + censoringAt(model, state, arm, time).total) : 1
  const sd = share * spread * change
  return sd * sd
}
