import type { TimeUnit } from '../evidence/time-unit.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import { type ColumnRole, columnRole, unitOfHeader } from './column-names.ts'
import type { Holds } from './curve-file.ts'
import type { Cell, Cells } from './read-cells.ts'
import { isMissing, numberOf } from './read-cells.ts'

/** Which columns hold what, counted from 0. */
export interface Layout {
  readonly kind: 'layout'
  readonly firstRow: number
  readonly curves: readonly {
    readonly name: string | null
    readonly time: number
    readonly survival: number
    /** Whether the header of this column says percent. */
    readonly percent: boolean
  }[]
  readonly atRisk: readonly { readonly name: string | null; readonly time: number; readonly count: number }[]
  /** Column of the arm that a row belongs to. */
  readonly arm: number | null
  readonly events: number | null
  /** Unit that the header of the times names. */
  readonly unit: TimeUnit | null
  readonly notes: readonly Diagnostic[]
}

export interface UnknownLayout {
  readonly kind: 'unknown'
  readonly diagnostics: readonly Diagnostic[]
}

const bare = { kind: 'layout', curves: [], atRisk: [], arm: null, events: null, unit: null, notes: [] } as const

export function tableLayout(cells: Cells, file: string, holds: Holds): Layout | UnknownLayout {
  const [first] = cells.rows
  if (first === undefined) return unknown(file, holds, undefined)
  const isHeader = first.some(({ text }) => !isMissing(text) && numberOf(text, cells.decimalComma) === undefined)
  const twin = isHeader ? twinOf(first) : undefined
  if (twin !== undefined) return twice(file, twin)
  return (isHeader ? byNames(first, cells, holds) : byOrder(cells, holds)) ?? unknown(file, holds, first)
}

/** A column of times or of survival besides another one, or of the same name: nothing says which of them is meant. */
function twinOf(header: readonly Cell[]): Cell | undefined {
  const roles = header.map(({ text }) => columnRole(text))
  const bare = ({ text }: Cell): string => text.toLowerCase().trim()
  return header.find((cell, i) => {
    const role = roles[i]
    if (role === null || role === undefined || role === 'other') return false
    const same = (other: Cell): boolean => role === 'time' || role === 'survival' || bare(other) === bare(cell)
    return header.slice(0, i).some((other, k) => roles[k] === role && same(other))
  })
}

function twice(file: string, { text, line, column }: Cell): UnknownLayout {
  const message = `a second column of the same kind is called "${text}": nothing says which of them to read`
  const mend =
    'remove one of them, call the times of numbers at risk trisk, and give each curve a file of its own or a column with the name of its arm'
  return {
    kind: 'unknown',
    diagnostics: [{ severity: 'error', rule: 'unknown-layout', file, line, column, message, mend }],
  }
}

function byNames(header: readonly Cell[], cells: Cells, holds: Holds): Layout | null {
  // R's write.table leaves out the name of the column of row names.
  const shift = (cells.rows[1]?.length ?? 0) === header.length + 1 ? 1 : 0
  const roles = header.map(({ text }) => columnRole(text))
  const place = (role: ColumnRole): number | null => {
    const at = roles.indexOf(role)
    return at < 0 ? null : at + shift
  }
  const units = header.map(({ text }, i) =>
    roles[i] === 'time' || roles[i] === 'at-risk-time' ? unitOfHeader(text) : null,
  )
  const unit = units.find((it) => it !== null) ?? null
  const base = { ...bare, firstRow: 1, arm: place('arm'), events: place('events'), unit }
  const percent = (column: number | null) => column !== null && /%|percent/i.test(header[column - shift]?.text ?? '')
  const [time, survival, count] = [place('time'), place('survival'), place('at-risk')]
  const riskTime = place('at-risk-time') ?? (survival === null ? time : null)
  const curves = time !== null && survival !== null ? [{ name: null, time, survival, percent: percent(survival) }] : []
  const atRisk = riskTime !== null && count !== null ? [{ name: null, time: riskTime, count }] : []
  if (curves.length + atRisk.length > 0) return { ...base, curves, atRisk }
  // Columns that no tool names are arms: time, control, new.
  const arms = header.flatMap(({ text }, i) => (roles[i] === null ? [{ name: text, column: i + shift }] : []))
  const axis = time ?? place('at-risk-time')
  if (axis !== null && arms.length > 0) return wide(base, axis, arms, holds)
  if (header.length + shift !== 2) return null
  return { ...byOrderOf(holds, 0, 1, percent(1)), firstRow: 1, unit: unitOfHeader(header[0]?.text ?? '') }
}

function wide(
  base: Layout,
  time: number,
  arms: readonly { readonly name: string; readonly column: number }[],
  holds: Holds,
): Layout {
  if (holds === 'at-risk')
    return { ...base, events: null, atRisk: arms.map(({ name, column }) => ({ name, time, count: column })) }
  // The name of an arm says nothing of the scale: "Minoxidil 5%".
  const curves = arms.map(({ name, column }) => ({ name, time, survival: column, percent: false }))
  return { ...base, events: null, curves }
}

/** Without a header: time and survival, or with a running number before them; at risk: time and number, or Guyot's five columns. */
function byOrder(cells: Cells, holds: Holds): Layout | null {
  const width = Math.max(...cells.rows.map((row) => row.length))
  if (width === 2) return byOrderOf(holds, 0, 1)
  const counted = cells.rows.every((row, i) => numberOf(row[0]?.text ?? '', cells.decimalComma) === i + 1)
  if (width === 3 && counted) return byOrderOf(holds, 1, 2)
  return width === 5 && counted && holds === 'at-risk' ? byOrderOf(holds, 1, 4) : null
}

function byOrderOf(holds: Holds, time: number, value: number, percent = false): Layout {
  const at = { ...bare, firstRow: 0 }
  return holds === 'curve'
    ? { ...at, curves: [{ name: null, time, survival: value, percent }] }
    : { ...at, atRisk: [{ name: null, time, count: value }] }
}

function unknown(file: string, holds: Holds, first: readonly Cell[] | undefined): UnknownLayout {
  const expected =
    holds === 'curve'
      ? 'two columns, time and survival, or a header that names them (time, survival, arm)'
      : 'two columns, time and number at risk, or a header that names them (time, nrisk, arm)'
  const place = { line: first?.[0]?.line ?? 1, column: first?.[0]?.column ?? 1 }
  const found = first === undefined ? 'nothing' : first.map(({ text }) => `"${text}"`).join(' ')
  const mend = 'name the columns in the first row'
  const message = 'the columns cannot be told apart'
  return {
    kind: 'unknown',
    diagnostics: [{ severity: 'error', rule: 'unknown-layout', file, ...place, message, expected, found, mend }],
  }
}
