import { curveMedian, curveRmst, curveSurvival } from '../scenario/curve-measures.ts'
import type { NotInfusedLaw } from '../scenario/not-infused-law.ts'
import type { RawCurve } from '../scenario/outcome.ts'
import { fromCurve } from '../scenario/raw-curve.ts'
import type { Curve } from '../survival/curve.ts'
import { type Estimate, normalEstimate, notEstimable } from '../survival/estimate.ts'
import { type ArmErrors, milestoneError, rmstError } from './infused-error.ts'
import type { PlanMeasure } from './plan-measure.ts'

interface Sampling {
  readonly share: number
  readonly law: NotInfusedLaw
  readonly errors: ArmErrors
}

/** A measure of the mixture; null where curves cannot give it (events, a hazard ratio). */
export function infusedMeasure(
  measure: PlanMeasure,
  raw: RawCurve,
  control: Curve,
  sampling: Sampling | null,
): Estimate | null {
  const at = measure.time ?? 0
  const difference = measure.kind.endsWith('difference')
  const withError = (estimate: Estimate, error: number | null): Estimate =>
    estimate.kind === 'value' && error !== null ? normalEstimate(estimate.value, error, 0.95) : estimate
  switch (measure.kind) {
    case 'median':
      return curveMedian(raw, 'lines')
    case 'milestone':
    case 'milestone difference': {
      const own = curveSurvival(raw, at, 'lines')
      const other = difference ? curveSurvival(fromCurve(control), at, 'lines') : null
      return withError(minus(own, other), sampling && milestoneError({ ...sampling, time: at, difference }))
    }
    case 'rmst':
    case 'rmst difference': {
      const own = curveRmst(raw, at, 'lines')
      const other = difference ? curveRmst(fromCurve(control), at, 'lines') : null
      return withError(minus(own, other), sampling && rmstError({ ...sampling, time: at, difference }))
    }
    case 'events':
    case 'hazard ratio':
    case 'log-rank':
      return null
  }
}

function minus(own: Estimate, other: Estimate | null): Estimate {
  if (other === null || own.kind !== 'value') return own
  if (other.kind !== 'value') return notEstimable('the control arm gives no value')
  return { ...own, value: own.value - other.value }
}
