import type { EndpointEvidence } from '../evidence/evidence.ts'
import type { Accrual } from './accrual.ts'
import { likeliest } from './accrual.ts'
import { bandedCurve } from './banded-curve.ts'
import { believed } from './believed.ts'
import { boundsOf } from './bounds.ts'
import { endOfCurves } from './end-of-curves.ts'
import type { Fit } from './fit.ts'
import { hazardsOf, towardsMedian } from './hazards.ts'
import type { Horizon } from './horizon.ts'
import type { Prior } from './prior.ts'
import type { PublishedBounds } from './published-bounds.ts'
import { boundsNotes, publishedBounds } from './published-bounds.ts'
import type { ArmReconstruction } from './reconstruction.ts'
import type { Covariance } from './state.ts'
import { anchorsOf, timeGrid } from './time-grid.ts'

/** What the figures and the prior say about the curves: the part of a reconstruction that needs no seed. */
export interface Estimated {
  readonly horizon: Horizon
  /** The prior that held: the one handed in, or that with less belief about follow-up (end-of-curves.ts). */
  readonly prior: Prior
  /** The law of the state, with the likeliest shape of potential follow-up. */
  readonly fit: Fit
  /** With every shape. */
  readonly accruals: readonly Accrual[]
  /** Times of the curves, months. */
  readonly grid: Float64Array
  readonly arms: readonly ArmReconstruction[]
  /** The evidence that was read: all but lengths of follow-up that cannot be. */
  readonly read: EndpointEvidence
  /** The evidence without figures in doubt. */
  readonly believed: EndpointEvidence
  /** Whether each arm has a curve that agrees with all its printed figures. */
  readonly agree: boolean
  /** On the bounds, as sentences. */
  readonly boundsNotes: readonly string[]
}

/**
 * The line in short: a horizon; the prior over it; observations of the figures; the law of the state given them; per arm the curve with
 * its band inside what the figures prove. Null where nothing tells of time.
 */
export function estimate(evidence: EndpointEvidence, prior: Prior): Estimated | null {
  const ended = endOfCurves(evidence, prior)
  if (ended === null) return null
  const { horizon, accruals: tried, prior: held, evidence: read } = ended
  const { fit: full } = likeliest(tried)
  const bends = full.model.arms.flatMap(({ clock }) => clock?.bends ?? [])
  const grid = timeGrid(evidence.arms, horizon.months, bends)
  const trusted = believed(evidence, full.doubts)
  const published = evidence.arms.map((arm, i) => publishedBounds(arm, trusted.arms[i]!, horizon.months))
  const arms = armsOf(trusted, full, tried, grid, full.doubts.length === 0 ? published : null)
  return {
    horizon,
    prior: held,
    fit: full,
    accruals: tried,
    grid,
    read,
    arms: arms.map((arm, i) => ({ ...arm, bounds: published[i]!.bounds })),
    believed: trusted,
    agree: published.every(({ basis }) => basis === 'all'),
    boundsNotes: evidence.arms.flatMap((arm, i) =>
      boundsNotes(arm, published[i]!, arms[i]!.curve, horizon.months, full.doubts),
    ),
  }
}

function armsOf(
  evidence: EndpointEvidence,
  full: Fit,
  tried: readonly Accrual[],
  grid: Float64Array,
  published: readonly PublishedBounds[] | null,
): Omit<ArmReconstruction, 'bounds'>[] {
  const { model, posterior } = full
  const covariance = spreadOver(tried, full)
  return evidence.arms.map((arm, index) => {
    const hazards = towardsMedian(
      hazardsOf(model, posterior.state, index, grid),
      model.arms[index]!.n,
      anchorsOf(arm, model.horizon),
    )
    // What the figures prove that the model follows; the bounds that are handed out are those of all.
    const { bounds, basis } = published?.[index] ?? publishedBounds(arm, arm, model.horizon)
    const held = basis === 'all' ? bounds : boundsOf(arm, model.horizon)
    const { law } = model.arms[index]!
    return {
      arm: arm.id,
      curve: bandedCurve(model, covariance, posterior.state, index, hazards, held),
      followUp: { time: grid, survival: hazards.censoring.map((hazard) => Math.exp(-hazard)) },
      administrative: law === null ? null : { time: grid, survival: grid.map(law.survival) },
    }
  })
}

/** Covariance of the state about the likeliest, that between the shapes of potential follow-up included. */
export function spreadOver(tried: readonly Accrual[], { posterior: { state, covarianceAt } }: Fit): Covariance {
  const others = tried.flatMap(({ weight, fit: { posterior } }) =>
    posterior.state === state ? [] : [{ weight, apart: posterior.state.map((x, i) => x - state[i]!) }],
  )
  return (i, j) => others.reduce((sum, { weight, apart }) => sum + weight * apart[i]! * apart[j]!, covarianceAt(i, j))
}
