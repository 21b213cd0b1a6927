import { csvFormatRows } from 'd3-dsv'
import type { CurveRow, FidelityRow } from './frames.ts'
import type { InformationRow } from './information-row.ts'
import type { PatientRow } from './patient-row.ts'
import { rowColumns } from './row.ts'
import type { Row } from './row.ts'

/**
 * CSV text: RFC 4180 quoting, LF line ends and a last LF, UTF-8, header first, nulls empty, numbers rounded as stated here.
 *
 * | file | column | digits |
 * |---|---|---|
 * | `results.csv` | estimate, lower, upper, standardError, spreadLower, spreadUpper, difference, value | 6 significant |
 * | | time | 4 decimals |
 * | | level | 4 decimals |
 * | | nEvent | 2 decimals (an expectation need not be whole) |
 * | | seed, draws | whole |
 * | `ipd.csv` | time | as made: at most 6 decimals, never rounded here |
 * | `curve.csv` | time | 4 decimals |
 * | | survival, lower, upper | 5 decimals |
 * | `fidelity.csv` | time | 4 decimals |
 * | | predicted, lower, upper | 4 significant |
 * | | z | 2 decimals |
 * | `information.csv` | from, to | 4 decimals |
 * | | width, share | 4 significant |
 *
 * No patient in `ipd.csv` is a person: the `patient` column reads `pseudo-0001`, so that rows torn from the file still say so.
 */

type Cell = string | number | null
type Digits = { readonly decimals: number } | { readonly significant: number } | 'whole' | 'as-made'

const decimals = (n: number): Digits => ({ decimals: n })
const figures6: Digits = { significant: 6 }
const figures4: Digits = { significant: 4 }

const resultDigits: Readonly<Partial<Record<keyof Row, Digits>>> = {
  time: decimals(4),
  value: figures6,
  estimate: figures6,
  lower: figures6,
  upper: figures6,
  level: decimals(4),
  standardError: figures6,
  spreadLower: figures6,
  spreadUpper: figures6,
  difference: figures6,
  nEvent: decimals(2),
  seed: 'whole',
  draws: 'whole',
}

/** `results.csv`: one number of an analysis a row. */
export function resultsCsv(rows: readonly Row[]): string {
  return table(
    rowColumns,
    rows.map((row) => rowColumns.map((column) => cell(row[column], resultDigits[column]))),
  )
}

/** `ipd.csv`: one rebuilt patient a row. RangeError where a time has more than 6 decimals or an event is neither 0 nor 1. */
export function ipdCsv(patients: readonly PatientRow[]): string {
  const columns = ['trial', 'endpoint', 'arm', 'patient', 'time', 'event', 'assigned', 'received']
  return table(
    columns,
    patients.map((it) => [
      it.trial,
      it.endpoint,
      it.arm,
      pseudonym(it.patient),
      cell(it.time, 'as-made'),
      String(it.event),
      it.assigned,
      it.received,
    ]),
  )
}

/** `curve.csv`: one point of a curve a row. */
export function curveCsv(curves: readonly CurveRow[]): string {
  const proportion = decimals(5)
  const columns = ['trial', 'endpoint', 'arm', 'series', 'time', 'survival', 'lower', 'upper', 'interval']
  return table(
    columns,
    curves.map((it) => [
      it.trial,
      it.endpoint,
      it.arm,
      it.series,
      cell(it.time, decimals(4)),
      cell(it.survival, proportion),
      cell(it.lower, proportion),
      cell(it.upper, proportion),
      it.interval,
    ]),
  )
}

/** `fidelity.csv`: one reported figure beside its rebuilt twin a row. */
export function fidelityCsv(rows: readonly FidelityRow[]): string {
  const columns = 'trial endpoint figure arm time reported rebuilt role predicted lower upper z verdict'.split(' ')
  return table(
    columns,
    rows.map((it) => [
      it.trial,
      it.endpoint,
      it.figure,
      it.arm,
      cell(it.time, decimals(4)),
      it.reported,
      it.rebuilt,
      it.role,
      cell(it.predicted, figures4),
      cell(it.lower, figures4),
      cell(it.upper, figures4),
      cell(it.z, decimals(2)),
      it.verdict,
    ]),
  )
}

/** `information.csv`: one printed figure, one stretch of a curve, or one missing figure a row. */
export function informationCsv(rows: readonly InformationRow[]): string {
  const columns = 'trial endpoint arm row kind from to figure label reported grade width share'.split(' ')
  return table(
    columns,
    rows.map((it) => [
      ...[it.trial, it.endpoint, it.arm, it.row, it.kind],
      cell(it.from, decimals(4)),
      cell(it.to, decimals(4)),
      ...[it.figure, it.label, it.reported, it.grade],
      cell(it.width, figures4),
      cell(it.share, figures4),
    ]),
  )
}

/** `pseudo-0001`: the id of a rebuilt patient in every exported table. */
export function pseudonym(patient: number): string {
  if (!Number.isInteger(patient) || patient < 1) throw new RangeError(`Patients count from 1, got ${patient}.`)
  return `pseudo-${String(patient).padStart(4, '0')}`
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return `${csvFormatRows([[...columns], ...rows.map((row) => [...row])])}\n`
}

function cell(value: Cell, digits: Digits | undefined): string {
  if (value === null) return ''
  if (typeof value === 'string') return value
  if (!Number.isFinite(value)) throw new RangeError(`A table holds finite numbers or nothing, got ${value}.`)
  if (digits === undefined) throw new RangeError(`A number has no stated digits: ${value}.`)
  return String(rounded(value, digits))
}

/** Shortest text of the rounded number; adding 0 turns -0 into 0. */
function rounded(value: number, digits: Digits): number {
  if (digits === 'whole') {
    if (!Number.isInteger(value)) throw new RangeError(`A whole number is required, got ${value}.`)
    return value
  }
  if (digits === 'as-made') {
    if (Number(value.toFixed(6)) !== value) {
      throw new RangeError(`Times of patients are rounded to at most 6 decimals when they are made, got ${value}.`)
    }
    return value + 0
  }
  return Number('decimals' in digits ? value.toFixed(digits.decimals) : value.toPrecision(digits.significant)) + 0
}
