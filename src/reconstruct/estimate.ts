import type { EndpointEvidence } from '../evidence/evidence.ts'
import { followUpOf, administrativeLaw } from './administrative-law.ts'
import { bandedCurve } from './banded-curve.ts'
import { boundsOf } from './bounds.ts'
import type { Fit } from './fit.ts'
import { fit, modelOf } from './fit.ts'
import { hazardsOf, towardsMedian } from './hazards.ts'
import type { Horizon } from './horizon.ts'
import { horizonOf } from './horizon.ts'
import type { Prior } from './prior.ts'
import type { ArmReconstruction } from './reconstruction.ts'
import { anchorsOf, timeGrid } from './time-grid.ts'

/** What the figures and the prior say about the curves: the part of a reconstruction that needs no seed. */
export interface Estimated {
  readonly horizon: Horizon
  /** The law of the state. */
  readonly fit: Fit
  /** Times of the curves, months. */
  readonly grid: Float64Array
  readonly arms: readonly ArmReconstruction[]
}

/**
 * The line in short: a horizon; the prior over it; observations of the figures; the law of the state given them; per arm the curve with
 * its band inside what the figures prove. Null where nothing tells of time.
 */
export function estimate(evidence: EndpointEvidence, prior: Prior): Estimated | null {
  const horizon = horizonOf(evidence, prior)
  if (horizon === null) return null
  const full = fit(evidence, modelOf(evidence, horizon.months), prior)
  const grid = timeGrid(evidence.arms, horizon.months)
  return { horizon, fit: full, grid, arms: armsOf(evidence, full, grid) }
}

function armsOf(evidence: EndpointEvidence, full: Fit, grid: Float64Array): ArmReconstruction[] {
  const { model, posterior } = full
  const covariance = posterior.covariance()
  return evidence.arms.map((arm, index) => {
    const hazards = towardsMedian(
      hazardsOf(model, posterior.state, index, grid),
      model.arms[index]!.n,
      anchorsOf(arm, model.horizon),
    )
    const bounds = boundsOf(arm, model.horizon)
    const law = administrativeLaw(followUpOf(evidence, index), model.horizon)
    return {
      arm: arm.id,
      curve: bandedCurve(model, covariance, posterior.state, index, hazards, bounds),
      bounds,
      followUp: { time: grid, survival: hazards.censoring.map((hazard) => Math.exp(-hazard)) },
      administrative: law === null ? null : { time: grid, survival: grid.map(law.survival) },
    }
  })
}
