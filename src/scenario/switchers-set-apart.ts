import { patients as patientsOf, type Patients, selectRows } from '../survival/patients.ts'
import { asTreated } from './as-treated.ts'
import { requireSwitched } from './without-switching.ts'

/**
 * The naive ways with switchers of arm 0, each biased, since who switches has progressed: censor them when they switch (as if they
 * fared like those who did not), leave them out, or count them on treatment from the switch on (their bad prognosis goes with them).
 * For comparison with `rpsftm` only.
 *
 * [Latimer2014]. Cox models of the result agree with R `coxph` of the same rows to 1e-9.
 *
 * @example
 * ```ts
 * import { patients } from 'remeier/survival'
 * import { switchersSetApart } from 'remeier'
 * const p = patients({ arms: ['a', 'b'], time: [2, 6, 3, 8], event: [1, 1, 1, 1], assigned: [0, 0, 1, 1], switched: [NaN, 2, NaN, NaN] })
 * switchersSetApart(p, 'exclude').time // => [2, 3, 8]
 * ```
 */
export function switchersSetApart(
  pair: Patients,
  how: 'censor at switch' | 'exclude' | 'on treatment from the switch',
): Patients {
  const switched = requireSwitched(pair, false, 'switchersSetApart')
  const { time, event, assigned } = pair
  const switches = (row: number): boolean => switched[row]! < time[row]!
  switch (how) {
    case 'censor at switch':
      return patientsOf({
        ...pair,
        time: time.map((t, row) => (switches(row) ? switched[row]! : t)),
        event: event.map((it, row) => (switches(row) ? 0 : it)),
      })
    case 'exclude':
      return selectRows(
        pair,
        Array.from(time.keys()).filter((row) => !switches(row)),
      )
    case 'on treatment from the switch':
      return asTreated(
        { ...pair, infusion: time.map((_, row) => (assigned[row] === 1 ? 0 : switched[row]!)) },
        { kind: 'time-dependent' },
      )
  }
}
