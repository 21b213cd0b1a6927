import { sortOrder } from '../numeric/sort-order.ts'
import { mergeNearTies } from './merge-near-ties.ts'
import { anything, nonNegative, positive, readColumn, wholeBelow, zeroOrOne } from './read-column.ts'

/**
 * One row a patient: what every estimator, scenario and writer works on.
 *
 * Times are in one unit for the whole set (months wherever remeier made the set); rows are sorted by time, events before
 * censorings at the same time. All arrays have the same length.
 */
export interface Patients {
  /** Names of the arms; `assigned` and `received` index into them. */
  readonly arms: readonly string[]
  /** Follow-up time, finite and >= 0, ascending. */
  readonly time: Float64Array
  /** 1 = event, 0 = censored. */
  readonly event: Uint8Array
  /** Arm that the patient was randomised (or enrolled) to. */
  readonly assigned: Uint8Array
  /** Delayed entry: at risk on (start, time]. */
  readonly start?: Float64Array
  /** Case weights, > 0. */
  readonly weight?: Float64Array
  /** Randomisation stratum, a whole number; estimators use it only where they are asked to. */
  readonly stratum?: Uint16Array
  /** Time of infusion (start of the assigned treatment); NaN = never. */
  readonly infusion?: Float64Array
  /** Time of switching to another treatment; NaN = never. */
  readonly switched?: Float64Array
  /** Why a patient was censored; meaningless where `event` is 1. */
  readonly reason?: Uint8Array
  /**
   * Time at which follow-up would have ended at the cut-off in any case (potential follow-up), >= `time`; NaN = not known.
   * Needed where `reason` is other.
   */
  readonly administrative?: Float64Array
}

/** Values of `Patients.reason`. */
export const censoringReason = { administrative: 0, other: 1 } as const

/** What `patients` takes: the columns of a table, in any order of the rows. */
export interface PatientColumns {
  /** Names of the arms, the reference arm first; default one arm, 'all'. */
  readonly arms?: readonly string[]
  /** Follow-up time, finite and >= 0. */
  readonly time: ArrayLike<number>
  /** 1 or true = event, 0 or false = censored. */
  readonly event: ArrayLike<number | boolean>
  /** Index into `arms`; default all in the first arm. */
  readonly assigned?: ArrayLike<number>
  /** Delayed entry, 0 <= start < time. */
  readonly start?: ArrayLike<number>
  /** Finite and > 0. */
  readonly weight?: ArrayLike<number>
  /** Whole number on [0, 65535]. */
  readonly stratum?: ArrayLike<number>
  readonly infusion?: ArrayLike<number>
  readonly switched?: ArrayLike<number>
  /** A value of `censoringReason`. */
  readonly reason?: ArrayLike<number>
  /** >= time, or NaN where it is not known. */
  readonly administrative?: ArrayLike<number>
}

/**
 * Patients from the columns of a table: checks them, sorts the rows by time (events before censorings), and merges times
 * that differ by rounding error only.
 *
 * Like R's `timefix`, two neighbouring distinct times are one, the earlier, if they differ by at most sqrt(machine
 * epsilon) = 1.5e-8, absolutely or relative to the mean of the distinct times; entry times take part.
 *
 * Throws a RangeError that names the row if a time is negative, infinite or not a number, an event is not 0 or 1, an arm
 * or stratum does not exist, an entry is not before its exit, an administrative time is before the time, a weight is not positive, or the columns differ in length.
 *
 * @example
 * ```ts
 * import { patients } from 'remeier/survival'
 * patients({ time: [3, 1, 2], event: [0, 1, 1] }).time // => [1, 2, 3]
 * ```
 */
export function patients(columns: PatientColumns): Patients {
  const n = columns.time.length
  const arms = columns.arms ?? ['all']
  if (arms.length === 0 || arms.length > 256 || new Set(arms).size < arms.length)
    throw new RangeError(`patients: 1 to 256 different names of arms are required, got [${arms.join(', ')}]`)
  const { time, event, assigned, start, weight, stratum, infusion, switched, reason, administrative } = columns
  const checked: Patients = {
    arms,
    time: readColumn('time', time, new Float64Array(n), nonNegative),
    event: readColumn('event', event, new Uint8Array(n), zeroOrOne),
    assigned: assigned
      ? readColumn('assigned', assigned, new Uint8Array(n), wholeBelow(arms.length))
      : new Uint8Array(n),
    ...(start && { start: readColumn('start', start, new Float64Array(n), nonNegative) }),
    ...(weight && { weight: readColumn('weight', weight, new Float64Array(n), positive) }),
    ...(stratum && { stratum: readColumn('stratum', stratum, new Uint16Array(n), wholeBelow(65536)) }),
    ...(infusion && { infusion: readColumn('infusion', infusion, new Float64Array(n), anything) }),
    ...(switched && { switched: readColumn('switched', switched, new Float64Array(n), anything) }),
    ...(reason && { reason: readColumn('reason', reason, new Uint8Array(n), wholeBelow(2)) }),
    ...(administrative && {
      administrative: readColumn('administrative', administrative, new Float64Array(n), anything),
    }),
  }
  for (let i = 0; checked.start && i < n; i++)
    if (!(checked.start[i]! < checked.time[i]!))
      throw new RangeError(
        `patients: entry before exit is required, got (${checked.start[i]!}, ${checked.time[i]!}] in row ${i}`,
      )
  for (let i = 0; checked.administrative && i < n; i++)
    if (checked.administrative[i]! < checked.time[i]!)
      throw new RangeError(
        `patients: an administrative time at or after ${checked.time[i]!} is required, got ${checked.administrative[i]!} in row ${i}`,
      )
  const sorted = selectRows(checked, sortOrder(checked.time, checked.event))
  if (!mergeNearTies(sorted.time, sorted.start)) return sorted
  // Merging can put a censoring before an event at what is now the same time.
  return selectRows(sorted, sortOrder(sorted.time, sorted.event))
}

/**
 * The patients in these rows, in this order, without checks.
 *
 * @param rows indices of rows, ascending so that times ascend; a row may come more than once (a bootstrap sample)
 *
 * @example
 * ```ts
 * import { patients, selectRows } from 'remeier/survival'
 * selectRows(patients({ time: [1, 2, 3], event: [1, 0, 1] }), [0, 2, 2]).time // => [1, 3, 3]
 * ```
 */
export function selectRows(patients: Patients, rows: ArrayLike<number>): Patients {
  const { arms, time, event, assigned, start, weight, stratum, infusion, switched, reason, administrative } = patients
  const n = rows.length
  return {
    arms,
    time: gather(time, rows, new Float64Array(n)),
    event: gather(event, rows, new Uint8Array(n)),
    assigned: gather(assigned, rows, new Uint8Array(n)),
    ...(start && { start: gather(start, rows, new Float64Array(n)) }),
    ...(weight && { weight: gather(weight, rows, new Float64Array(n)) }),
    ...(stratum && { stratum: gather(stratum, rows, new Uint16Array(n)) }),
    ...(infusion && { infusion: gather(infusion, rows, new Float64Array(n)) }),
    ...(switched && { switched: gather(switched, rows, new Float64Array(n)) }),
    ...(reason && { reason: gather(reason, rows, new Uint8Array(n)) }),
    ...(administrative && { administrative: gather(administrative, rows, new Float64Array(n)) }),
  }
}

function gather<A extends Float64Array | Uint8Array | Uint16Array>(from: A, rows: ArrayLike<number>, to: A): A {
  for (let i = 0; i < rows.length; i++) to[i] = from[rows[i]!]!
  return to
}
