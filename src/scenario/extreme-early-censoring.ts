import { requireTwoArms } from '../survival/arm.ts'
import { censoringReason, type Patients } from '../survival/patients.ts'
import { eventAtCensoring, eventFreeAfterCensoring } from './extreme-censoring.ts'

/**
 * The two extremes of what may have become of those censored early: in one arm each had the event at the very time of the censoring, in
 * the other each stayed free of it to the last follow-up of all. Survival of an arm, and a difference in survival or in restricted means, lie
 * between the two whatever happened; a hazard ratio need not.
 *
 * @param pair two arms; otherwise a RangeError
 * @param worse the arm whose early censorings become events, 0 or 1
 * @param before months, finite, > 0; censorings at or before it are touched
 *
 * [HorowitzManski1995]. Cox models of the result agree with R `coxph` of the same rows to 1e-9.
 *
 * @example
 * ```ts
 * import { extremeEarlyCensoring } from 'remeier'
 * import { patients } from 'remeier/survival'
 * const p = patients({ arms: ['a', 'b'], time: [1, 3, 2, 4], event: [0, 1, 0, 1], assigned: [0, 0, 1, 1] })
 * extremeEarlyCensoring(p, 1, 2).time // => [2, 3, 4, 4]
 * extremeEarlyCensoring(p, 1, 2).event // => [1, 1, 1, 0]
 * ```
 */
export function extremeEarlyCensoring(pair: Patients, worse: 0 | 1, before: number): Patients {
  requireTwoArms(pair, 'extremeEarlyCensoring')
  if (!(before > 0 && before < Infinity))
    throw new RangeError(`extremeEarlyCensoring: a finite time > 0 is required, got ${before}`)
  const { other, administrative } = censoringReason
  const end = pair.time.reduce((latest, it) => Math.max(latest, it), 0)
  const reason = pair.event.map((event, row) => (event === 0 && pair.time[row]! <= before ? other : administrative))
  return eventFreeAfterCensoring(
    eventAtCensoring({ ...pair, reason }, worse, 'drop-outs'),
    worse === 1 ? 0 : 1,
    'drop-outs',
    end,
  )
}
