import type { EstimateNotEstimable } from '../survival/estimate.ts'
import type { Patients } from '../survival/patients.ts'
import { type AdjustedForSwitching, adjustedForSwitching } from './adjusted-for-switching.ts'
import { weibullTimeRatio, type WeibullTimeRatio } from './weibull-time-ratio.ts'
import { type RecensorOption, requireSwitched } from './without-switching.ts'

export interface TwoStage extends AdjustedForSwitching {
  readonly kind: 'value'
  /** The model of survival after progression in arm 0, switchers against others. */
  readonly model: WeibullTimeRatio
  /** Patients of arm 0 with progression before the end of follow-up, and how many of them switched. */
  readonly progressed: number
  readonly switchedAfter: number
}

/**
 * Simple two-stage estimation: in arm 0, a Weibull model of the time from progression on, switchers against others, gives psi = -log time
 * ratio; then the switchers' time after switching is multiplied by e^psi.
 *
 * Assumes that nobody switches before progression or much after it, and that after progression switchers and others differ by the switch
 * alone (no unmeasured confounding): the simple model has no covariates, so it takes any difference between them for an effect.
 *
 * @param progression months, one for each row of `pair`, NaN = never; needed in arm 0 alone. A switch before progression is a RangeError
 *
 * [Latimer2014]. Agrees with R `survreg` and `coxph` on the same rows to 1e-6.
 *
 * @example
 * ```ts
 * import { patients } from 'remeier/survival'
 * import { twoStage } from 'remeier'
 * const p = patients({ arms: ['a', 'b'], time: [2, 3, 5, 8, 9], event: [1, 1, 1, 1, 1], assigned: [0, 0, 0, 0, 1], switched: [NaN, 1, NaN, 2, NaN] })
 * twoStage(p, [1, 1, 2, 2, NaN], { recensor: false }).switchedAfter // => 2
 * ```
 */
export function twoStage(
  pair: Patients,
  progression: ArrayLike<number>,
  options: RecensorOption & { readonly level?: number } = {},
): TwoStage | EstimateNotEstimable {
  const switched = requireSwitched(pair, options.recensor ?? true, 'twoStage')
  const { time, event, assigned } = pair
  if (progression.length !== time.length)
    throw new RangeError(
      `twoStage: a progression for each of ${time.length} rows is required, got ${progression.length}`,
    )
  const rows: number[] = []
  for (let row = 0; row < time.length; row++) {
    if (assigned[row] !== 0) continue
    const [from, to] = [progression[row]!, switched[row]!]
    if (to < time[row]! && !(from <= to))
      throw new RangeError(`twoStage: progression before switching is required, got ${from} and ${to} in row ${row}`)
    if (from < time[row]!) rows.push(row)
  }
  const group = rows.map((row) => (switched[row]! < time[row]! ? 1 : 0))
  const model = weibullTimeRatio(
    rows.map((row) => time[row]! - progression[row]!),
    rows.map((row) => event[row]!),
    group,
  )
  if (model.kind !== 'value') return model
  return {
    kind: 'value',
    ...adjustedForSwitching(pair, -model.logRatio, options),
    model,
    progressed: rows.length,
    switchedAfter: group.reduce<number>((sum, it) => sum + it, 0),
  }
}
