import { type Patients, selectRows } from './patients.ts'
import { requireNumber } from './require-number.ts'
import { requirePatients } from './require-patients.ts'
import { requireTime } from './require-time.ts'

/**
 * The patients as seen through a window of time (from, to]: those still in follow-up after `from`, at risk from then on,
 * with follow-up cut at `to`. Times are not shifted. For a landmark analysis, `to` is Infinity (the default).
 *
 * @param from finite, >= 0; otherwise a RangeError
 * @param to above `from`; otherwise a RangeError
 *
 * [Anderson1983]. The Cox fits of windows agree with R's of the rows that `survSplit` makes to 1e-10.
 *
 * @example
 * ```ts
 * import { patients, timeWindow } from 'remeier/survival'
 * const p = patients({ time: [1, 2, 3, 4], event: [1, 1, 0, 1] })
 * timeWindow(p, 1, 3).time // => [2, 3, 3]
 * timeWindow(p, 1, 3).event // => [1, 0, 0]
 * ```
 */
export function timeWindow(patients: Patients, from: number, to = Infinity): Patients {
  requirePatients(patients, 'timeWindow')
  requireTime('timeWindow', from)
  requireNumber('timeWindow', to, to > from, `an end above ${from}`)
  const { time, start } = patients
  const rows: number[] = []
  const cut: number[] = []
  for (let i = 0; i < time.length; i++) {
    if (time[i]! <= from || (start && start[i]! >= to)) continue
    // Cut follow-up is censored, and comes after the events at `to`.
    ;(time[i]! > to ? cut : rows).push(i)
  }
  const order = [...rows, ...cut]
  const chosen = selectRows(patients, order)
  return {
    ...chosen,
    time: chosen.time.map((t) => Math.min(t, to)),
    event: chosen.event.map((e, k) => (k < rows.length ? e : 0)),
    start: Float64Array.from(order, (i) => Math.max(from, start ? start[i]! : 0)),
    ...(chosen.reason && { reason: chosen.reason.map((reason, k) => (k < rows.length ? reason : 0)) }),
  }
}
