import { boundsAt } from './bounds.ts'
import { bridgeVariance } from './greenwood.ts'
import { gridPosition } from './grid.ts'
import type { Hazards } from './hazards.ts'
import type { BandedCurve, Bounds } from './reconstruction.ts'
import type { Model } from './state.ts'
import { armSize, stateAt } from './state.ts'

/** 97.5% point of Student's t with 8 degrees of freedom: the sd of the model is itself uncertain. */
const bandQuantile = 2.306004135204166

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
