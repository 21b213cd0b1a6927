import { power } from '../numeric/power.ts'
import type { NotInfusedLaw } from '../scenario/not-infused-law.ts'
import { arm as armOf } from '../survival/arm.ts'
import type { Estimate } from '../survival/estimate.ts'
import { milestone } from '../survival/milestone.ts'
import type { Patients } from '../survival/patients.ts'
import { rmst } from '../survival/rmst.ts'

/** The patients whose sampling error goes into the mixture. */
export interface ArmErrors {
  readonly patients: Patients
  readonly arm: string
  readonly control: string
}

interface Asked {
  readonly errors: ArmErrors
  readonly share: number
  readonly law: NotInfusedLaw
  readonly time: number
  readonly difference: boolean
}

/**
 * Standard error of a milestone of the inverse mixture, S_inf = (S1 - (1 - p) S_non) / p, or of its difference from the control arm S0, by the
 * delta method: share and assumption fixed, the arms independent, S_non a function of S0 (as-control), of S1 (as-arm) or of neither. Null
 * where an arm gives no standard error.
 */
export function milestoneError({ errors, share, law, time, difference }: Asked): number | null {
  const arm = milestone(armOf(errors.patients, errors.arm), time)
  const control = milestone(armOf(errors.patients, errors.control), time)
  const slope = controlSlope(law, control.kind === 'value' ? control.value : 0)
  return combined(arm, control, share, law, slope, difference)
}

/** The same for a restricted mean. Null for a hazard multiplier other than 1, where it is no function of the two restricted means. */
export function rmstError({ errors, share, law, time, difference }: Asked): number | null {
  if (law.kind === 'as-control' && law.hazardMultiplier !== 1) return null
  const arm = rmst(armOf(errors.patients, errors.arm), time)
  const control = rmst(armOf(errors.patients, errors.control), time)
  return combined(arm, control, share, law, law.kind === 'as-control' ? 1 : 0, difference)
}

/** dS_non / dS0. */
function controlSlope(law: NotInfusedLaw, survival: number): number {
  if (law.kind !== 'as-control') return 0
  const m = law.hazardMultiplier
  return m === 1 ? 1 : m * power(survival, m - 1)
}

function combined(
  arm: Estimate,
  control: Estimate,
  share: number,
  law: NotInfusedLaw,
  slope: number,
  difference: boolean,
): number | null {
  const own = arm.kind === 'value' ? arm.standardError : null
  const other = control.kind === 'value' ? control.standardError : null
  const byArm = law.kind === 'as-arm' ? 1 : 1 / share
  const byControl = (-(1 - share) / share) * slope - (difference ? 1 : 0)
  if (own === null || (byControl !== 0 && other === null)) return null
  return Math.hypot(byArm * own, byControl * (other ?? 0))
}
