import { boundsAt } from './bounds.ts'
import { gridPosition, gridSize } from './grid.ts'
import { hazardQuantileAt } from './hazard-quantile.ts'
import type { Bounds } from './reconstruction.ts'
import type { Covariance, Model } from './state.ts'
import { armSize, censoringAt, highestTheta, seenTime, stateAt, thetaVariance } from './state.ts'

/** Cumulative hazards of events and censoring on a grid of times in months: the curve that the carrier follows. */
export interface Hazards {
  readonly time: Float64Array
  readonly event: Float64Array
  readonly censoring: Float64Array
}

/** e^3.4: nobody is left of any trial; keeps curves that reach 0 finite. */
export const largestHazard = Math.exp(3.4)

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

/** Places of theta or phi in the state: between `at` and the next, at `weight`, plus `offset`. */
interface Places {
  readonly at: Int32Array
  readonly weight: Float64Array
  readonly offset: Float64Array
}

/** What drawn curves of an arm need at each time of a grid, looked up once. */
export interface Centre {
  readonly event: Places
  readonly censoring: Places
  /** Cumulative hazard of administrative censoring, where phi is drop-out alone; else 0. */
  readonly administrative: Float64Array
  /** Centre of theta, its exponential, and its sd. */
  readonly theta: Float64Array
  readonly hazard: Float64Array
  readonly sd: Float64Array
  /** What the figures prove. */
  readonly lower: Float64Array
  readonly upper: Float64Array
  /** Written over by each curve. */
  readonly fromRight: Float64Array
}

export function centreOf(
  model: Model,
  state: Float64Array,
  covariance: Covariance,
  arm: number,
  time: Float64Array,
  bounds: Bounds,
): Centre {
  const places = (part: 0 | 1): Places => {
    const positions = Array.from(time, (t) => gridPosition((part === 0 ? seenTime(model, arm, t) : t) / model.horizon))
    return {
      at: Int32Array.from(positions, ({ index }) => arm * armSize + part * gridSize + index),
      weight: Float64Array.from(positions, ({ weight }) => weight),
      offset: Float64Array.from(positions, ({ offset }) => offset),
    }
  }
  const law = model.arms[arm]!.administrative
  const event = places(0)
  const theta = time.map((_, i) => valueAt(state, event, i))
  const proven = Array.from(time, (t) => boundsAt(bounds, t))
  return {
    event,
    censoring: places(1),
    administrative: time.map((t) => (law === null ? 0 : law(t))),
    theta,
    hazard: theta.map((it) => Math.exp(it)),
    sd: time.map((t) => Math.sqrt(thetaVariance(model, covariance, arm, t))),
    lower: Float64Array.from(proven, ({ lower }) => lower),
    upper: Float64Array.from(proven, ({ upper }) => upper),
    fromRight: new Float64Array(time.length),
  }
}

function valueAt(state: Float64Array, { at, weight, offset }: Places, i: number): number {
  const index = at[i]!
  const share = weight[i]!
  return (1 - share) * state[index]! + share * state[index + 1]! + offset[i]!
}

/** Cumulative hazard of censoring of an arm at a state that was drawn, made monotone; written to `hazard`. */
export function drawCensoring(state: Float64Array, { censoring, administrative }: Centre, hazard: Float64Array): void {
  let gone = 0
  for (let i = 1; i < hazard.length; i += 1) {
    const dropOut = Math.exp(Math.min(valueAt(state, censoring, i), highestTheta))
    gone = Math.max(gone, dropOut + administrative[i]!)
    hazard[i] = gone
  }
}

/**
 * The curve of an arm at a state that was drawn, written to `survival`: inside what the figures prove, and monotone. A drawn state is rough between its points, and a
 * running maximum would carry every peak through the figures that follow: the curve comes out low. So the curve is put inside the
 * bounds first (which hold every printed landmark and median to its rounding), and monotone from both sides, half each.
 */
export function drawSurvival(state: Float64Array, centre: Centre, survival: Float64Array): void {
  const { event, theta, hazard, sd } = centre
  survival[0] = 1
  for (let i = 1; i < survival.length; i += 1) {
    const deviation = valueAt(state, event, i) - theta[i]!
    survival[i] = Math.exp(-Math.min(largestHazard, hazardQuantileAt(hazard[i]!, theta[i]!, deviation, sd[i]!)))
  }
  putWithinProven(survival, centre)
  const { fromRight } = centre
  let highest = 0
  for (let i = survival.length - 1; i > 0; i -= 1) {
    highest = Math.max(highest, survival[i]!)
    fromRight[i] = highest
  }
  let lowest = 1
  for (let i = 1; i < survival.length; i += 1) {
    lowest = Math.min(lowest, survival[i]!)
    survival[i] = (lowest + fromRight[i]!) / 2
  }
}

/** A curve put inside what the figures prove, where they do not exclude each other; a monotone one stays so, as they are. */
export function putWithinProven(survival: Float64Array, { lower, upper }: Centre): void {
  for (let i = 1; i < survival.length; i += 1) {
    const [low, high] = [lower[i]!, upper[i]!]
    if (low <= high) survival[i] = Math.min(high, Math.max(low, survival[i]!))
  }
}
