import { boundsAt } from './bounds.ts'
import { bridgeVariance } from './greenwood.ts'
import { hazardQuantile } from './hazard-quantile.ts'
import type { Hazards } from './hazards.ts'
import type { BandedCurve, Bounds } from './reconstruction.ts'
import type { Covariance, Model } from './state.ts'
import { stateAt, thetaVariance, visitVariance } from './state.ts'
import { wholePatients } from './whole-patients.ts'

/** 97.5% point of Student's t with 8 degrees of freedom: the sd of the model is itself uncertain. */
const bandQuantile = 2.306004135204166

/** The curve with its 95% model band: quantiles of theta, widened to whole patients where few events have been, never outside the bounds. */
export function bandedCurve(
  model: Model,
  covariance: Covariance,
  state: Float64Array,
  arm: number,
  hazards: Hazards,
  bounds: Bounds,
): BandedCurve {
  const { n } = model.arms[arm]!
  const survival = hazards.event.map((hazard) => Math.exp(-hazard))
  const lower = new Float64Array(survival.length).fill(1)
  const upper = new Float64Array(survival.length).fill(1)
  for (let i = 1; i < survival.length; i += 1) {
    const time = hazards.time[i]!
    const variance = thetaVariance(model, covariance, arm, time)
    const bridge = bridgeVariance(model, state, arm, time, false)
    const sd = Math.sqrt(variance + bridge + visitVariance(model, state, arm, time))
    const theta = stateAt(model, state, arm, 0, time)
    const followed = Math.max(1, n * Math.exp(-hazards.censoring[i]!))
    const high = wholePatients(Math.exp(-hazardQuantile(theta, -bandQuantile * sd, sd)), followed, Math.floor)
    const low = wholePatients(Math.exp(-hazardQuantile(theta, bandQuantile * sd, sd)), followed, Math.ceil)
    // Where printed figures exclude each other, they prove nothing.
    const found = boundsAt(bounds, time)
    const proven = found.lower <= found.upper ? found : { lower: 0, upper: 1 }
    survival[i] = Math.min(survival[i - 1]!, Math.max(proven.lower, Math.min(proven.upper, survival[i]!)))
    lower[i] = Math.min(lower[i - 1]!, survival[i]!, Math.max(proven.lower, low))
    upper[i] = Math.max(survival[i]!, Math.min(upper[i - 1]!, proven.upper, Math.max(high, survival[i]!)))
  }
  return { time: hazards.time, survival, lower, upper }
}
