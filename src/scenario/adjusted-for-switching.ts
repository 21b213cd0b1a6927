import { cox } from '../survival/cox.ts'
import { type Estimate, notEstimable, ratioEstimate } from '../survival/estimate.ts'
import { logRank } from '../survival/log-rank.ts'
import type { Patients } from '../survival/patients.ts'
import { type RecensorOption, withoutSwitching } from './without-switching.ts'

/** A comparison without the switching, given psi. */
export interface AdjustedForSwitching {
  readonly psi: number
  /** e^-psi: how much treatment stretches the time that is left. */
  readonly accelerationFactor: number
  /** Arm 0 without switching, arm 1 as it was. */
  readonly patients: Patients
  /**
   * Cox ratio with an interval that keeps the p-value of the comparison as randomised: the standard error of its logarithm is
   * |log ratio / z|, z of the log-rank test as randomised. No interval where z is 0.
   */
  readonly hazardRatio: Estimate
  /** Of the Cox model, as if psi were known: too small, since psi was estimated from the same patients. Null without a value. */
  readonly modelStandardError: number | null
}

/** The hazard ratio without switching at a given psi: adjusting moves the estimate, and must not create evidence. [White1999] */
export function adjustedForSwitching(
  pair: Patients,
  psi: number,
  options: RecensorOption & { readonly level?: number } = {},
): AdjustedForSwitching {
  const { level = 0.95 } = options
  const patients = withoutSwitching(pair, psi, options)
  const fit = cox(patients, { level })
  const asRandomised = logRank(pair)
  const z = asRandomised.kind === 'value' ? asRandomised.z : 0
  const blank = { psi, accelerationFactor: Math.exp(-psi), patients }
  if (fit.kind !== 'value') return { ...blank, hazardRatio: notEstimable(fit.reason), modelStandardError: null }
  // A standard error of 0 stands for none.
  const standardError = z === 0 ? 0 : Math.abs(fit.logHazardRatio / z)
  return {
    ...blank,
    hazardRatio: ratioEstimate(fit.logHazardRatio, standardError, level),
    modelStandardError: fit.standardError,
  }
}
