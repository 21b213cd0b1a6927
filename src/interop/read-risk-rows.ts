import type { Diagnostic } from '../record/diagnostic.ts'
import { cellProblems, countAt, countCells, uncounted } from './cell-value.ts'
import { unitOfHeader } from './column-names.ts'
import type { CurveFile, ReadTicks } from './curve-file.ts'
import type { Cells } from './read-cells.ts'
import { isMissing, numberOf } from './read-cells.ts'
import { badCounts } from './read-table.ts'

/** A risk table as it is printed under a curve: times in the first row, then a row an arm. */
export function isRiskRows({ rows, decimalComma }: Cells): boolean {
  const [head, ...body] = rows
  if (head === undefined || head.length < 3 || body.length === 0) return false
  const times = head.slice(1).map(({ text }) => numberOf(text, decimalComma) ?? NaN)
  const named = (text: string): boolean => numberOf(text, decimalComma) === undefined
  const ascend = times.every((time, i) => i === 0 || time > (times[i - 1] ?? NaN))
  return (
    ascend &&
    times.every(Number.isFinite) &&
    !/^\d/.exec(head[0]?.text ?? '') &&
    body.every((row) => named(row[0]?.text ?? ''))
  )
}

export function readRiskRows(cells: Cells, file: string): CurveFile {
  const [head = [], ...body] = cells.rows
  const problems = cellProblems(file)
  const notes: Diagnostic[] = []
  const counts = countCells(
    body.flatMap((row) => row.slice(1)),
    cells,
  )
  const atRisk = body.map((row): ReadTicks => {
    const ticks = row.slice(1).flatMap((cell, i) => {
      const time = numberOf(head[i + 1]?.text ?? '', cells.decimalComma)
      if (time === null || time === undefined) return []
      if (isMissing(cell.text)) {
        notes.push(uncounted(file, cell, 'number at risk', `${row[0]?.text ?? ''}" at "${head[i + 1]?.text ?? ''}`))
        return []
      }
      const count = countAt(cell, counts, problems.refuse, notes, file)
      return count === null ? [] : [{ line: cell.line, column: cell.column, time, count }]
    })
    return { name: row[0]?.text ?? null, ticks, events: null }
  })
  const wrong = [...problems.found, ...atRisk.flatMap(({ ticks }) => badCounts(ticks, file))]
  if (wrong.length > 0) return { kind: 'refused', diagnostics: wrong }
  const unit = unitOfHeader(head[0]?.text ?? '')
  return { kind: 'read', series: [], atRisk, notes, ...(unit !== null && { unit }) }
}
