import { type Patients, selectRows as withoutChecks } from './patients.ts'
import { requireNumbers } from './require-numbers.ts'
import { requirePatients } from './require-patients.ts'

/**
 * The patients in these rows, in this order.
 *
 * @param rows indices of rows, ascending so that times ascend (not checked); a row may come more than once (a bootstrap sample). What
 * is no index throws a RangeError
 *
 * @example
 * ```ts
 * import { patients, selectRows } from 'remeier/survival'
 * selectRows(patients({ time: [1, 2, 3], event: [1, 0, 1] }), [0, 2, 2]).time // => [1, 3, 3]
 * ```
 */
export function selectRows(patients: Patients, rows: ArrayLike<number>): Patients {
  requirePatients(patients, 'selectRows')
  const n = patients.time.length
  requireNumbers('selectRows', rows, (row) => row >= 0 && row < n && row % 1 === 0, `a list of rows below ${n}`)
  return withoutChecks(patients, rows)
}
