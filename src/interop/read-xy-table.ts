import type { PointRead } from '../evidence/clean-curve.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import type { CurveFile, ReadSeries } from './curve-file.ts'
import type { Cell, Cells } from './read-cells.ts'
import { numberOf } from './read-cells.ts'
import { cellProblems, dropped, type Refuse, valueAt } from './cell-value.ts'

/** WebPlotDigitizer's CSV: names of the data sets in every second column, then X, Y, X, Y; one data set may do without names. */
export function isXyTable({ rows }: Cells): boolean {
  return xyRow(rows) >= 0
}

function xyRow(rows: Cells['rows']): number {
  return rows
    .slice(0, 2)
    .findIndex(
      (row) => row.length >= 2 && row.every((cell, i) => cell.text.toLowerCase() === (i % 2 === 0 ? 'x' : 'y')),
    )
}

export function readXyTable(cells: Cells, file: string): CurveFile {
  const at = xyRow(cells.rows)
  const columns = cells.rows[at]?.length ?? 0
  const names = at === 1 ? (cells.rows[0] ?? []) : []
  const problems = cellProblems(file)
  const notes: Diagnostic[] = []
  const series: ReadSeries[] = []
  for (let column = 0; column + 1 < columns; column += 2) {
    const points = pointsOf(cells.rows.slice(at + 1), column, cells, { file, notes, refuse: problems.refuse })
    const name = names[column]?.text ?? names[column + 1]?.text ?? ''
    if (points.length > 0) series.push({ name: name === '' ? null : name, points, percent: false })
  }
  if (problems.found.length > 0) return { kind: 'refused', diagnostics: problems.found }
  return { kind: 'read', series, atRisk: [], notes }
}

interface Reader {
  readonly file: string
  readonly notes: Diagnostic[]
  readonly refuse: Refuse
}

/** The points in two neighbouring columns; cells that are blank in both belong to the longer data sets beside. */
function pointsOf(rows: Cells['rows'], column: number, cells: Cells, { file, notes, refuse }: Reader): PointRead[] {
  return rows.flatMap((row) => {
    const [x, y] = [row[column], row[column + 1]]
    if (x === undefined || y === undefined) return []
    const time = valueAt(x, cells, refuse, 'reading')
    const survival = valueAt(y, cells, refuse, 'reading')
    if (time !== null && survival !== null)
      return [{ label: `row ${x.line}`, line: x.line, column: x.column, time, survival }]
    if (x.text + y.text !== '') notes.push(dropped(file, x, time, survival))
    return []
  })
}

/** Engauge's other export: the curves below each other, each under its own "x,Curve1". */
export function isBlockTable({ rows, decimalComma }: Cells): boolean {
  return (
    rows.length > 0 && isBlockHead(rows[0], decimalComma) && rows.slice(1).some((row) => isBlockHead(row, decimalComma))
  )
}

function isBlockHead(row: readonly Cell[] | undefined, decimalComma: boolean): boolean {
  const [x, name, ...more] = row ?? []
  if (x?.text.toLowerCase() !== 'x' || name === undefined || more.some(({ text }) => text !== '')) return false
  return numberOf(name.text, decimalComma) === undefined
}

export function readBlockTable(cells: Cells, file: string): CurveFile {
  const problems = cellProblems(file)
  const notes: Diagnostic[] = []
  const heads = cells.rows.flatMap((row, at) => (isBlockHead(row, cells.decimalComma) ? [at] : []))
  const series = heads.map((at, k): ReadSeries => {
    const body = cells.rows.slice(at + 1, heads[k + 1] ?? cells.rows.length)
    const points = pointsOf(body, 0, cells, { file, notes, refuse: problems.refuse })
    return { name: cells.rows[at]?.[1]?.text ?? null, points, percent: false }
  })
  if (problems.found.length > 0) return { kind: 'refused', diagnostics: problems.found }
  return { kind: 'read', series: series.filter(({ points }) => points.length > 0), atRisk: [], notes }
}
