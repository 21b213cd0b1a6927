import { boundsAt } from './bounds.ts'
import { hazardQuantile } from './hazard-quantile.ts'
import type { Bounds } from './reconstruction.ts'
import type { Model } from './state.ts'
import { censoringAt, stateAt, thetaVariance } from './state.ts'

/** Cumulative hazards of events and censoring on a grid of times in months: the curve that the carrier follows. */
export interface Hazards {
  readonly time: Float64Array
  readonly event: Float64Array
  readonly censoring: Float64Array
}

/** e^3.4: nobody is left of any trial; keeps curves that reach 0 finite. */
const largestHazard = Math.exp(3.4)

/** Hazards of an arm at a state, made monotone. */
export function hazardsOf(model: Model, state: Float64Array, arm: number, time: Float64Array): Hazards {
  const event = new Float64Array(time.length)
  const censoring = new Float64Array(time.length)
  for (let i = 1; i < time.length; i += 1) {
    event[i] = Math.max(event[i - 1]!, Math.exp(Math.min(3.4, stateAt(model, state, arm, 0, time[i]!))))
    censoring[i] = Math.max(censoring[i - 1]!, censoringAt(model, state, arm, time[i]!).total)
  }
  return { time, event, censoring }
}

/**
 * The mean of the state lies above the median of a curve that moves in whole events: after the last anchor, where lambda events are
 * expected since, a third of an event times (1 - e^-lambda) is taken off; before the first anchor a third, fading to none.
 */
export function towardsMedian(hazards: Hazards, n: number, anchors: readonly number[]): Hazards {
  const { time, event, censoring } = hazards
  const first = anchors[0] ?? 0
  const last = anchors.at(-1) ?? 0
  let since = 0
  let before = 0
  const shifted = event.map((hazard, i) => {
    const t = time[i]!
    const atRisk = Math.max(0.5, n * Math.exp(-hazard - censoring[i]!))
    if (t > last && i > 0) since += (hazard - event[i - 1]!) * atRisk
    const late = t > last ? (1 - Math.exp(-since)) / (3 * atRisk) : 0
    const early = t < first ? (1 - t / first) / (3 * n) : 0
    before = Math.max(before, hazard - late - early)
    return before
  })
  return { time, event: shifted, censoring }
}

/** The law that draws come from, on a grid of times: theta and its sd. */
export interface Centre {
  readonly time: Float64Array
  readonly theta: Float64Array
  readonly sd: Float64Array
}

export function centreOf(
  model: Model,
  state: Float64Array,
  covariance: Float64Array,
  arm: number,
  time: Float64Array,
): Centre {
  return {
    time,
    theta: time.map((t) => (t > 0 ? stateAt(model, state, arm, 0, t) : -Infinity)),
    sd: time.map((t) => Math.sqrt(thetaVariance(model, covariance, arm, t))),
  }
}

/**
 * Hazards of an arm at a state that was drawn: inside what the figures prove, and monotone. A drawn state is rough between its points, and a
 * running maximum would carry every peak through the figures that follow: the curve comes out low. So the curve is put inside the
 * bounds first (which hold every printed landmark and median to its rounding), and monotone from both sides, half each.
 */
export function drawnHazards(model: Model, state: Float64Array, arm: number, centre: Centre, bounds: Bounds): Hazards {
  const { time, theta, sd } = centre
  const size = time.length
  const survival = new Float64Array(size).fill(1)
  const censoring = new Float64Array(size)
  for (let i = 1; i < size; i += 1) {
    const { lower, upper } = boundsAt(bounds, time[i]!)
    const deviation = stateAt(model, state, arm, 0, time[i]!) - theta[i]!
    const drawn = Math.exp(-Math.min(largestHazard, hazardQuantile(theta[i]!, deviation, sd[i]!)))
    survival[i] = lower <= upper ? Math.min(upper, Math.max(lower, drawn)) : drawn
    censoring[i] = Math.max(censoring[i - 1]!, censoringAt(model, state, arm, time[i]!).total)
  }
  const fromLeft = Float64Array.from(survival)
  for (let i = 1; i < size; i += 1) fromLeft[i] = Math.min(fromLeft[i - 1]!, survival[i]!)
  const event = new Float64Array(size)
  let fromRight = 0
  for (let i = size - 1; i > 0; i -= 1) {
    fromRight = Math.max(fromRight, survival[i]!)
    event[i] = Math.min(largestHazard, -Math.log((fromLeft[i]! + fromRight) / 2))
  }
  return { time, event, censoring }
}
