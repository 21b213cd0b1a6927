import { twoArms } from '../survival/arm.ts'
import { cox } from '../survival/cox.ts'
import { type Estimate, normalEstimate, notEstimable, ratioEstimate } from '../survival/estimate.ts'
import { kaplanMeier } from '../survival/kaplan-meier.ts'
import type { Patients } from '../survival/patients.ts'
import { milestone } from '../survival/milestone.ts'
import { rmst } from '../survival/rmst.ts'
import { stepAt } from '../survival/survival-at.ts'
import { survivalQuantile } from '../survival/survival-quantile.ts'
import { requireMultiplier, scaleHazard } from './scale-hazard.ts'

/** Measures of a comparison in which the control arm had another hazard. */
export interface ControlDrift {
  readonly hazardRatio: () => Estimate
  readonly controlMedian: () => Estimate
  readonly controlSurvival: (time: number) => Estimate
  readonly survivalDifference: (time: number) => Estimate
  readonly controlRmst: (tau: number) => Estimate
  readonly rmstDifference: (tau: number) => Estimate
}

/**
 * Control-arm drift: the comparison of arm 1 with arm 0 as it would be had the hazard of arm 0 been m times what it was, at all times.
 *
 * The control curve is S0(t)^m, so that milestones and restricted means follow from it, their errors by the delta method (Greenwood's terms
 * times (m times the area to the right under S0^m)^2 for the restricted mean). The hazard ratio is that observed divided by m, with the same
 * standard error on the log scale: a Cox model with -log m as the offset of the control arm. Where
 * hazards are not proportional, a fit to patients with the other hazard would weigh the periods a little differently. m is assumed and has no error.
 *
 * @param multiplier finite, > 0; otherwise a RangeError
 *
 * [Cox1972] [Greenwood1926]. The ratio agrees with R `coxph` and that offset to 1e-8, curves with `survfit` to the power to 1e-12. m = 1 gives the
 * unchanged measures.
 *
 * @example
 * ```ts
 * import { controlDrift } from 'remeier'
 * import { patients } from 'remeier/survival'
 * const p = patients({ arms: ['a', 'b'], time: [1, 2, 3, 4, 2, 4, 7, 8], event: [1, 1, 1, 1, 1, 1, 1, 0], assigned: [0, 0, 0, 0, 1, 1, 1, 1] })
 * controlDrift(p, 0.5).hazardRatio().value / controlDrift(p, 1).hazardRatio().value // => 2
 * ```
 */
export function controlDrift(pair: Patients, multiplier: number, level = 0.95): ControlDrift {
  requireMultiplier('controlDrift', multiplier)
  const [control, arm] = twoArms(pair, 'controlDrift')
  const scaled = scaleHazard(kaplanMeier(control, { level }), multiplier)
  const controlSurvival = (time: number): Estimate => {
    const own = milestone(control, time)
    if (own.kind !== 'value') return own
    const index = stepAt(scaled.time, time)
    if (index < 0 || own.lower === null) return { ...own, value: index < 0 ? 1 : scaled.survival[index]! }
    const [value, standardError] = [scaled.survival[index]!, scaled.standardError[index]!]
    return { kind: 'value', value, lower: scaled.lower[index]!, upper: scaled.upper[index]!, level, standardError }
  }
  const controlRmst = (tau: number): Estimate => {
    const own = rmst(control, tau)
    return own.kind === 'value' ? scaledArea(scaled, multiplier, tau, level) : own
  }
  return {
    hazardRatio: () => dividedRatio(pair, multiplier, level),
    controlMedian: () => survivalQuantile(scaled, 0.5),
    controlSurvival,
    survivalDifference: (time) => difference(milestone(arm, time), controlSurvival(time), level),
    controlRmst,
    rmstDifference: (tau) => difference(rmst(arm, tau), controlRmst(tau), level),
  }
}

function dividedRatio(pair: Patients, multiplier: number, level: number): Estimate {
  const fit = cox(pair, { level })
  if (fit.kind === 'value') return ratioEstimate(fit.logHazardRatio - Math.log(multiplier), fit.standardError, level)
  return fit.kind === 'monotone' ? notEstimable(fit.reason) : fit
}

function difference(arm: Estimate, control: Estimate, level: number): Estimate {
  if (arm.kind !== 'value') return arm
  if (control.kind !== 'value') return control
  return normalEstimate(
    arm.value - control.value,
    Math.hypot(arm.standardError ?? 0, control.standardError ?? 0),
    level,
  )
}

/** Area under S^m up to tau, and its standard error; from right to left, as in `rmst`. */
function scaledArea(
  { time, survival, nRisk, nEvent }: ReturnType<typeof scaleHazard>,
  multiplier: number,
  tau: number,
  level: number,
): Estimate {
  let area = 0
  let variance = 0
  let end = tau
  for (let i = time.length - 1; i >= 0; i--) {
    if (time[i]! >= tau) continue
    area += survival[i]! * (end - time[i]!)
    end = time[i]!
    const [events, atRisk] = [nEvent[i]!, nRisk[i]!]
    if (events > 0 && area > 0)
      variance += (multiplier * multiplier * area * area * events) / (atRisk * (atRisk - events))
  }
  return normalEstimate(area + end, Math.sqrt(variance), level)
}
