import type { Curve } from '../survival/curve.ts'
import type { Patients } from '../survival/patients.ts'
import type { CensoringModel } from './censoring-model.ts'
import { expectedFollowUp } from './expected-follow-up.ts'

/**
 * Expected-value Kaplan-Meier curve of one arm under informative censoring: what multiple imputation of the drop-outs tends to with
 * infinitely many imputations, without drawing any. At each time
 *
 *     1 - h(t) = (Y - d + M q) / (Y + M)
 *
 * with Y at risk and d events observed, M the expected number of drop-outs still without the event and short of their
 * administrative time, and q their probability of passing t under the model. Only censorings with `reason` other are touched; the
 * administrative ones stay as they are. Under delta = 1 the curve is the Kaplan-Meier curve of the data, exactly. Where nobody is
 * administratively censored before t it is the mean of the patients' own survival functions, and falls as delta grows; elsewhere, as
 * with any Kaplan-Meier curve over patients of unequal hazard, those still at risk stand in for those cut off, and a late milestone
 * may rise a little with delta.
 *
 * @param arm index of the arm
 * @returns the curve, starting at 0; it ends at the last time at which something can happen
 * @throws RangeError where a drop-out has no administrative time, with delayed entry, with weights, for delta < 0
 *
 * Reference keys: [Jackson2014] (delta-adjusted imputation), [Lipkovich2016]. Agrees with the R script of the golden tests to 1e-12.
 *
 * @example
 * ```ts
 * import { expectedKaplanMeier } from 'remeier'
 * import { censoringReason, patients } from 'remeier/survival'
 * const { other, administrative } = censoringReason
 * const p = patients({ time: [1, 2, 3, 4], event: [1, 0, 1, 0], reason: [0, other, 0, administrative], administrative: [NaN, 4, NaN, 4] })
 * expectedKaplanMeier(p, 0, { kind: 'delta', delta: 1 }).survival // => [1, 0.75, 0.375]
 * expectedKaplanMeier(p, 0, { kind: 'delta', delta: 0 }).survival // => [1, 0.75, 0.5]
 * ```
 */
export function expectedKaplanMeier(patients: Patients, arm: number, model: CensoringModel): Curve {
  const { time, nRisk, nEvent, passing, imputed } = expectedFollowUp(patients, arm, model, Infinity)
  const startsAt0 = time[0] === 0
  const offset = startsAt0 ? 0 : 1
  const times = new Float64Array(time.length + offset)
  const survival = new Float64Array(time.length + offset).fill(1)
  let here = 1
  for (let k = 0; k < time.length; k++) {
    const risk = nRisk[k]! + imputed[k]!
    if (risk > 0) here *= (nRisk[k]! - nEvent[k]! + imputed[k]! * passing[k]!) / risk
    times[k + offset] = time[k]!
    survival[k + offset] = here
  }
  return { time: times, survival }
}
