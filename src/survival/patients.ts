import { type Bounds, type KeyedRows, resortRows, sortRows } from '../numeric/sort-rows.ts'
import { mergeNearTies } from './merge-near-ties.ts'
import { anything, nonNegative, readColumn, weighing, wholeBelow, zeroOrOne } from './read-column.ts'
import { refuse } from './refuse.ts'
import { requireNames } from './require-names.ts'

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
  /** Case weights, on [1e-50, 1e50]. */
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
  /** Index into `arms`; required where there are two or more. */
  readonly assigned?: ArrayLike<number>
  /** Delayed entry, 0 <= start < time. */
  readonly start?: ArrayLike<number>
  /** On [1e-50, 1e50]. */
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
 * Throws a RangeError that names the column and the row if a value is no number (null and text are none; NaN only where it means never or not
 * known), a time is negative or infinite, an event is not 0 or 1, an arm
 * or stratum does not exist, an entry is not before its exit, an administrative time is before the time, a weight is not on [1e-50, 1e50], the columns differ in length, a column is not known, or time,
 * event or (of two arms or more) assigned is not there.
 *
 * @example
 * ```ts
 * import { patients } from 'remeier/survival'
 * patients({ time: [3, 1, 2], event: [0, 1, 1] }).time // => [1, 2, 3]
 * ```
 */
export function patients(columns: PatientColumns): Patients {
  requireNames('patients', columns, Object.keys(COLUMNS), 2)
  const arms = columns.arms ?? ['all']
  if (!Array.isArray(arms) || arms.length === 0 || arms.some((name, i) => i > 255 || arms.indexOf(name) < i))
    refuse('patients', 'a list of 1 to 256 different arms', arms)
  if (arms.length > 1 && !columns.assigned) refuse('patients', 'assigned', columns.assigned)
  const required = readRequired(columns, arms.length)
  const n = required.key.length
  const optional = readOptional(columns, required.key)
  const order = optional && new Uint32Array(n)
  const rows = emptyRows(arms, n)
  const sorted = { key: rows.time, first: rows.event, label: rows.assigned }
  sortRows(required, sorted, order, required)
  const all = order ? withOptional(rows, optional, order) : rows
  if (!mergeNearTies(rows.time, all.start)) return all
  const again = order?.map((_, i) => i) ?? null
  resortRows(sorted, again)
  return again ? withOptional(rows, all, again) : rows
}

/** The columns that every set has: as they are, if they are typed arrays without fault. */
function readRequired({ time, event, assigned }: PatientColumns, arms: number): KeyedRows & Bounds {
  const n = time.length
  const label = assigned ?? new Uint8Array(n)
  if (time instanceof Float64Array && event instanceof Uint8Array && label instanceof Uint8Array) {
    const rows = withBounds(time, event, label, arms)
    if (rows) return rows
  }
  const key = readColumn('time', time, new Float64Array(n), nonNegative)
  const first = readColumn('event', event, new Uint8Array(n), zeroOrOne)
  return withBounds(key, first, readColumn('assigned', label, new Uint8Array(n), wholeBelow(arms)), arms)!
}

/** The columns with the least and the greatest time; null where one of them has a fault. */
function withBounds(
  key: Float64Array,
  first: Uint8Array,
  label: Uint8Array,
  arms: number,
): (KeyedRows & Bounds) | null {
  const n = key.length
  let least = Infinity
  let greatest = 0
  for (let i = 0; i < n; i++) {
    const k = key[i]!
    // NaN is not >= anything.
    if (!(k >= least)) {
      if (!(k >= 0)) return null
      least = k
    }
    if (k > greatest) greatest = k
    if (first[i]! > 1 || label[i]! >= arms) return null
  }
  return greatest < Infinity && first.length === n && label.length === n ? { key, first, label, least, greatest } : null
}

/** Rows to be filled, in one block of memory. */
function emptyRows(arms: readonly string[], n: number): Patients {
  const block = new ArrayBuffer(10 * n)
  return {
    arms,
    time: new Float64Array(block, 0, n),
    event: new Uint8Array(block, 8 * n, n),
    assigned: new Uint8Array(block, 9 * n, n),
  }
}

type OptionalRows = Pick<
  Patients,
  'start' | 'weight' | 'infusion' | 'switched' | 'administrative' | 'stratum' | 'reason'
>

/** What must hold of each column; arms are names, and `assigned` is bounded by their number. */
const COLUMNS = {
  time: nonNegative,
  event: zeroOrOne,
  assigned: anything,
  arms: anything,
  start: nonNegative,
  weight: weighing,
  infusion: anything,
  switched: anything,
  administrative: anything,
  stratum: /* @__PURE__ */ wholeBelow(65536),
  reason: /* @__PURE__ */ wholeBelow(2),
}
const FLOATS = ['start', 'weight', 'infusion', 'switched', 'administrative'] as const

/** Each optional column that is there, with new memory for it; null where there is none. */
function eachOptional(
  from: Pick<PatientColumns, keyof OptionalRows>,
  n: number,
  read: <A extends Float64Array | Uint8Array | Uint16Array>(
    from: ArrayLike<number>,
    to: A,
    name: keyof OptionalRows,
  ) => A,
): OptionalRows | null {
  const found: { -readonly [K in keyof OptionalRows]: OptionalRows[K] } = {}
  for (const name of FLOATS) {
    const column = from[name]
    if (column) found[name] = read(column, new Float64Array(n), name)
  }
  const { stratum, reason } = from
  if (stratum) found.stratum = read(stratum, new Uint16Array(n), 'stratum')
  if (reason) found.reason = read(reason, new Uint8Array(n), 'reason')
  for (const _ in found) return found
  return null
}

function readOptional(columns: PatientColumns, time: Float64Array): OptionalRows | null {
  const read = eachOptional(columns, time.length, (from, to, name) => readColumn(name, from, to, COLUMNS[name]))
  if (!read) return null
  const { start, administrative } = read
  time.forEach((t, i) => {
    if (start && !(start[i]! < t)) refuse('patients', `start < ${t} in row ${i}`, start[i])
    if (administrative && administrative[i]! < t)
      refuse('patients', `administrative >= ${t} in row ${i}`, administrative[i])
  })
  return read
}

/** The patients in these rows, without checks, for loops; the public one is in select-rows.ts. */
export function selectRows(patients: Patients, rows: ArrayLike<number>): Patients {
  const chosen = emptyRows(patients.arms, rows.length)
  const { time, event, assigned } = patients
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    chosen.time[i] = time[row]!
    chosen.event[i] = event[row]!
    chosen.assigned[i] = assigned[row]!
  }
  return withOptional(chosen, patients, rows)
}

function withOptional(
  rows: Patients,
  from: Pick<PatientColumns, keyof OptionalRows>,
  order: ArrayLike<number>,
): Patients {
  const optional = eachOptional(from, order.length, (column, to) => {
    for (let i = 0; i < to.length; i++) to[i] = column[order[i]!]!
    return to
  })
  return optional ? { ...rows, ...optional } : rows
}
