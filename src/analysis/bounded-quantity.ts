import { type DifferenceBounds, differenceBounds, type Milestone } from '../scenario/stratum-bounds.ts'
import { rmstDifferenceBounds, type RestrictedMean } from '../scenario/stratum-effect.ts'
import { arm as armOf } from '../survival/arm.ts'
import type { Estimate } from '../survival/estimate.ts'
import { milestone, milestoneDifference } from '../survival/milestone.ts'
import type { Patients } from '../survival/patients.ts'
import { pairOfPatients } from '../reconstruct/rebuilt-figure.ts'
import { rmstDifference } from '../survival/rmst-contrast.ts'
import { rmst } from '../survival/rmst.ts'
import { limitedCurve } from './itt-mixtures.ts'
import type { BoundsPlan } from './plan.ts'

export interface BoundsOptions {
  readonly share: number
  readonly against: 'arm' | 'stratum'
}

/** A difference that is linear in the mixture: of survival at a time, or of restricted means up to one. */
export interface BoundedQuantity {
  readonly measure: 'survival-difference' | 'rmst-difference'
  readonly time: number
  /** After the words of a row that stands on its own. */
  readonly suffix: string
  /** Null where it does not exist in these patients. */
  readonly bounds: (patients: Patients, options: BoundsOptions) => DifferenceBounds | null
  readonly asRandomised: (patients: Patients) => Estimate
}

/** What a plan asks for. */
export function boundedQuantities(scenario: BoundsPlan): readonly BoundedQuantity[] {
  const { arm, control, milestone: time, rmst: tau, target } = scenario
  const pair = (patients: Patients): Patients =>
    pairOfPatients(patients, patients.arms.indexOf(control), patients.arms.indexOf(arm))
  const ofSurvival = (at: number): BoundedQuantity => ({
    measure: 'survival-difference',
    time: at,
    suffix: '',
    bounds: (patients, options) => {
      const [own, other] = [milestoneOf(patients, arm, at), milestoneOf(patients, control, at)]
      return own === null || other === null ? null : differenceBounds({ arm: own, control: other, ...options, target })
    },
    asRandomised: (patients) => milestoneDifference(pair(patients), at),
  })
  const ofMeans = (at: number): BoundedQuantity => ({
    measure: 'rmst-difference',
    time: at,
    suffix: ', restricted means',
    bounds: (patients, options) => {
      const [own, other] = [meanOf(patients, arm, at), meanOf(patients, control, at)]
      return own === null || other === null
        ? null
        : rmstDifferenceBounds({ arm: own, control: other, ...options, tau: at, target })
    },
    asRandomised: (patients) => rmstDifference(pair(patients), at),
  })
  return [...(time === undefined ? [] : [ofSurvival(time)]), ...(tau === undefined ? [] : [ofMeans(tau)])]
}

function milestoneOf(patients: Patients, arm: string, time: number): Milestone | null {
  const found = milestone(armOf(patients, arm), time)
  if (found.kind !== 'value' || found.standardError === null) return null
  return { survival: found.value, standardError: found.standardError }
}

function meanOf(patients: Patients, arm: string, tau: number): RestrictedMean | null {
  const found = rmst(armOf(patients, arm), tau)
  if (found.kind !== 'value' || found.standardError === null) return null
  const { time, survival } = limitedCurve(patients, arm).point
  // A mean beyond the last time exists where nobody is left: the curve stays at 0.
  const open = tau > (time.at(-1) ?? 0)
  const curve = open
    ? { time: Float64Array.of(...time, tau), survival: Float64Array.of(...survival, survival.at(-1) ?? 0) }
    : { time, survival }
  return { curve, standardError: found.standardError }
}
