import { requireTwoArms } from './arm.ts'
import { type Cox, cox, type CoxOptions } from './cox.ts'
import type { Patients } from './patients.ts'
import { requireCall } from './require-call.ts'
import { requireCuts } from './require-numbers.ts'
import { timeWindow } from './time-window.ts'

/** The hazard ratio of one period, events in (from, to]. */
export interface HazardRatioPeriod {
  readonly from: number
  /** Infinity for the last period. */
  readonly to: number
  readonly fit: Cox
}

/**
 * Piecewise hazard ratios: a Cox model whose hazard ratio of arm 1 against arm 0 is constant in each period between cuts.
 * The partial likelihood is a product over event times, so each period is a Cox fit of those at risk in it (`timeWindow`),
 * with the verdicts of `cox`. Patients with an event or censored at time 0 are in the first period.
 *
 * @param cuts finite, > 0, ascending; otherwise a RangeError. None gives one period, the Cox model.
 *
 * [Cox1972]. Agrees with R `coxph(Surv(start, stop, event) ~ arm:period)` after `survSplit`, to 1e-10.
 *
 * @example
 * ```ts
 * import { patients, piecewiseHazardRatio } from 'remeier/survival'
 * const p = patients({ arms: ['a', 'b'], time: [1, 3, 2, 4], event: [1, 1, 1, 1], assigned: [0, 0, 1, 1] })
 * piecewiseHazardRatio(p, [2])[0].fit.hazardRatio.value // => 0.7071067811865476
 * ```
 */
export function piecewiseHazardRatio(
  patients: Patients,
  cuts: readonly number[],
  options: Omit<CoxOptions, 'stratum'> = {},
): HazardRatioPeriod[] {
  requireCall('piecewiseHazardRatio', patients, options, ['ties', 'level'])
  requireTwoArms(patients, 'piecewiseHazardRatio')
  requireCuts('piecewiseHazardRatio', cuts)
  if (cuts.length === 0) return [{ from: 0, to: Infinity, fit: cox(patients, options) }]
  return [0, ...cuts].map((from, k) => {
    const to = cuts[k] ?? Infinity
    // The first period is only cut at its end: an event at time 0 belongs to it.
    const period = k === 0 ? cutAt(patients, to) : timeWindow(patients, from, to)
    return { from, to, fit: cox(period, options) }
  })
}

function cutAt(patients: Patients, to: number): Patients {
  const { time, event } = patients
  return { ...patients, time: time.map((t) => Math.min(t, to)), event: event.map((e, i) => (time[i]! > to ? 0 : e)) }
}
