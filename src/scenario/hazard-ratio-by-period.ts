import { type Cox, cox } from '../survival/cox.ts'
import { type Estimate, notEstimable } from '../survival/estimate.ts'
import type { Patients } from '../survival/patients.ts'
import { piecewiseHazardRatio } from '../survival/piecewise-hazard-ratio.ts'
import { timeWindow } from '../survival/time-window.ts'

/** The hazard ratio over a part of follow-up. */
export interface HazardRatioPart {
  readonly kind: 'all events' | 'events after' | 'period'
  /** Events in (from, to], months; those at time 0 belong to the first period. */
  readonly from: number
  readonly to: number
  readonly estimate: Estimate
  readonly nEvent: number
}

/**
 * Events after a window, and the hazard ratio piece by piece: the Cox ratio of arm 1 against arm 0 over all events; over the events after each
 * cut alone, among those still at risk then, which is the same as censoring earlier events at their own time and as a landmark Cox model at
 * the cut; and in each period between cuts. Whatever begins after a cut compares those who are left, and has no causal reading.
 *
 * The last period is the same as the events after the last cut and is given once.
 *
 * @param pair two arms, the reference first
 * @param cuts months, finite, > 0, ascending; otherwise a RangeError
 *
 * [Anderson1983] [Cox1972]. Agrees with R `coxph` after `survSplit` to 1e-10.
 *
 * @example
 * ```ts
 * import { hazardRatioByPeriod } from 'remeier'
 * import { patients } from 'remeier/survival'
 * const p = patients({ arms: ['a', 'b'], time: [1, 2, 3, 4, 2, 4, 7, 8], event: [1, 1, 1, 1, 1, 1, 1, 0], assigned: [0, 0, 0, 0, 1, 1, 1, 1] })
 * hazardRatioByPeriod(p, [3]).map((it) => it.nEvent) // => [7, 3, 4]
 * ```
 */
export function hazardRatioByPeriod(pair: Patients, cuts: readonly number[]): readonly HazardRatioPart[] {
  const periods = piecewiseHazardRatio(pair, cuts)
  const part = (kind: HazardRatioPart['kind'], from: number, to: number, fit: Cox): HazardRatioPart => {
    return { kind, from, to, estimate: ratioOf(fit), nEvent: eventsIn(pair, from, to) }
  }
  return [
    part('all events', 0, Infinity, cox(pair)),
    ...cuts.map((cut) => part('events after', cut, Infinity, cox(timeWindow(pair, cut)))),
    ...periods.slice(0, -1).map(({ from, to, fit }) => part('period', from, to, fit)),
  ]
}

function ratioOf(fit: Cox): Estimate {
  if (fit.kind === 'value') return fit.hazardRatio
  return fit.kind === 'monotone' ? notEstimable(fit.reason) : fit
}

/** Events later than `from`, those at time 0 in the first period. */
function eventsIn({ time, event }: Patients, from: number, to: number): number {
  let sum = 0
  for (const [i, at] of time.entries()) if ((from === 0 || at > from) && at <= to) sum += event[i] ?? 0
  return sum
}
