import type { EndpointEvidence } from '../../../src/evidence/evidence.ts'
import { accruals, likeliest } from '../../../src/reconstruct/accrual.ts'
import { bandsOf } from '../../../src/reconstruct/bands-of.ts'
import { estimate, spreadOver } from '../../../src/reconstruct/estimate.ts'
import type { Prior } from '../../../src/reconstruct/prior.ts'
import { timeGrid } from '../../../src/reconstruct/time-grid.ts'

export interface Forecast {
  readonly arm: string
  readonly value: number
  readonly lower: number
  readonly upper: number
}

/**
 * Survival of each arm at a time that the evidence says nothing about, with the 95% model band. Where that lies after the end of the
 * curves, the model is stretched to it: a median that was not reached was not reached by the end of that follow-up, and no later.
 */
export function predictAt(evidence: EndpointEvidence, time: number, prior: Prior): Forecast[] {
  const end = estimate(evidence, prior)?.horizon.months
  if (end === undefined) throw new RangeError(`${evidence.trial}: nothing tells of time`)
  const horizon = Math.max(end, time)
  const asked = horizon > end ? notReachedUntil(evidence, end) : evidence
  const tried = accruals(asked, horizon, prior)
  const { fit } = likeliest(tried)
  const grid = Float64Array.from(new Set([...timeGrid(asked.arms, horizon), time])).sort()
  const at = grid.indexOf(time)
  const { model, posterior } = fit
  return bandsOf(asked, model, posterior.state, spreadOver(tried, fit), grid).map((band, index) => ({
    arm: asked.arms[index]!.id,
    value: band.survival[at]!,
    lower: band.lower[at]!,
    upper: band.upper[at]!,
  }))
}

function notReachedUntil(evidence: EndpointEvidence, end: number): EndpointEvidence {
  const arms = evidence.arms.map((arm) => {
    const estimated = arm.median?.estimate
    if (arm.median === null || estimated?.quantity.kind !== 'not-reached') return arm
    const quantity = { kind: 'greater-than', lower: end } as const
    return { ...arm, median: { ...arm.median, estimate: { ...estimated, quantity } } }
  })
  return { ...evidence, arms }
}
