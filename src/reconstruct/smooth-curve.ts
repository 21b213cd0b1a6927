import type { ArmEvidence } from '../evidence/evidence.ts'
import { boundsAt } from './bounds.ts'
import { gridPosition } from './grid.ts'
import { bridgeVariance } from './integrals.ts'
import { printedNumber } from './number-figure.ts'
import type { BandedCurve, Bounds } from './reconstruction.ts'
import type { Model } from './state.ts'
import { armSize, censoringAt, stateAt } from './state.ts'

/** Cumulative hazards of events and censoring on a grid of times in months: the curve that the carrier follows. */
export interface Hazards {
  readonly time: Float64Array
  readonly event: Float64Array
  readonly censoring: Float64Array
}

const steps = 200

/** 97.5% point of Student's t with 8 degrees of freedom: the sd of the model is itself uncertain. */
const bandQuantile = 2.306004135204166

/** Times in months at which an arm's figures pin its curve, ascending, within the horizon. */
export function anchorsOf(arm: ArmEvidence, horizon: number): number[] {
  const times = new Set<number>()
  const add = (time: number | undefined) => {
    if (time !== undefined && time > 0 && time <= horizon) times.add(time)
  }
  add(printedNumber(arm.median?.estimate)?.value)
  for (const landmark of arm.landmarks) if (printedNumber(landmark.estimate) !== null) add(landmark.time)
  for (const { time, count } of arm.atRisk) if (printedNumber(count) !== null) add(time)
  return [...times].sort((a, b) => a - b)
}

/** The grid of the curves: 200 equal steps to the horizon and every time at which some figure stands. */
export function timeGrid(arms: readonly ArmEvidence[], horizon: number): Float64Array {
  const times = new Set<number>()
  for (let i = 0; i <= steps; i += 1) times.add((i / steps) * horizon)
  for (const arm of arms) for (const time of anchorsOf(arm, horizon)) times.add(time)
  return Float64Array.from(times).sort()
}

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

/** The curve with its 95% model band: quantiles of theta, widened to whole patients where few events have been, never outside the bounds. */
export function bandedCurve(
  model: Model,
  covariance: Float64Array,
  state: Float64Array,
  arm: number,
  hazards: Hazards,
  bounds: Bounds,
): BandedCurve {
  const { n } = model.arms[arm]!
  const size = state.length
  const survival = hazards.event.map((hazard) => Math.exp(-hazard))
  const lower = new Float64Array(survival.length).fill(1)
  const upper = new Float64Array(survival.length).fill(1)
  for (let i = 1; i < survival.length; i += 1) {
    const time = hazards.time[i]!
    const { index, weight } = gridPosition(time / model.horizon)
    const at = arm * armSize + index
    const [a, b] = [1 - weight, weight]
    const variance =
      a * a * covariance[at * size + at]! +
      2 * a * b * covariance[at * size + at + 1]! +
      b * b * covariance[(at + 1) * size + at + 1]!
    const bridge = bridgeVariance(model, state, arm, time, false)
    const spread = bandQuantile * Math.sqrt(Math.max(0, variance) + bridge)
    const theta = stateAt(model, state, arm, 0, time)
    const followed = Math.max(1, n * Math.exp(-hazards.censoring[i]!))
    const high = wholePatients(Math.exp(-Math.exp(theta - spread)), followed, Math.floor)
    const low = wholePatients(Math.exp(-Math.exp(theta + spread)), followed, Math.ceil)
    const proven = boundsAt(bounds, time)
    survival[i] = Math.min(survival[i - 1]!, Math.max(proven.lower, Math.min(proven.upper, survival[i]!)))
    lower[i] = Math.min(lower[i - 1]!, survival[i]!, Math.max(proven.lower, low))
    upper[i] = Math.max(survival[i]!, Math.min(upper[i - 1]!, proven.upper, Math.max(high, survival[i]!)))
  }
  return { time: hazards.time, survival, lower, upper }
}

/** With fewer than five events the published curve stands on whole ones. */
function wholePatients(survival: number, followed: number, round: (x: number) => number): number {
  const events = (1 - survival) * followed
  return events >= 5 ? survival : Math.max(0, 1 - round(events) / followed)
}
