import type { EndpointEvidence } from '../evidence/evidence.ts'
import { bandedCurve } from './banded-curve.ts'
import { boundsOf } from './bounds.ts'
import { hazardsOf, towardsMedian } from './hazards.ts'
import type { BandedCurve } from './reconstruction.ts'
import type { Covariance, Model } from './state.ts'
import { anchorsOf } from './time-grid.ts'

/** The band of every arm as it would be with this covariance and these figures, about a state. */
export function bandsOf(
  evidence: EndpointEvidence,
  model: Model,
  state: Float64Array,
  covariance: Covariance,
  grid: Float64Array,
): BandedCurve[] {
  return evidence.arms.map((arm, index) => {
    const hazards = hazardsOf(model, state, index, grid)
    const centred = towardsMedian(hazards, model.arms[index]!.n, anchorsOf(arm, model.horizon))
    return bandedCurve(model, covariance, state, index, centred, boundsOf(arm, model.horizon))
  })
}

/** Mean over [0, until] of upper - lower, a proportion of survival; by trapezoids. */
export function meanWidth({ time, lower, upper }: BandedCurve, until: number): number {
  let area = 0
  for (let i = 1; i < time.length && time[i - 1]! < until; i += 1) {
    const left = upper[i - 1]! - lower[i - 1]!
    const right = upper[i]! - lower[i]!
    const length = time[i]! - time[i - 1]!
    const share = Math.min(1, (until - time[i - 1]!) / length)
    area += length * share * (left + (share * (right - left)) / 2)
  }
  return area / until
}

/** Mean over the arms. */
export function meanWidths(bands: readonly BandedCurve[], until: number): number {
  return bands.reduce((sum, band) => sum + meanWidth(band, until), 0) / bands.length
}
