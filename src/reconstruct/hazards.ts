import type { Model } from './state.ts'
import { censoringAt, stateAt } from './state.ts'

/** Cumulative hazards of events and censoring on a grid of times in months: the curve that the carrier follows. */
export interface Hazards {
  readonly time: Float64Array
  readonly event: Float64Array
  readonly censoring: Float64Array
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
