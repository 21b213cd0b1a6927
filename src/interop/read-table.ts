import type { PointRead } from '../evidence/clean-curve.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import { type CellKind, cellProblems, countAt, countCells, dropped, uncounted, valueAt } from './cell-value.ts'
import type { CurveFile, Holds, ReadSeries, ReadTicks, TickRead } from './curve-file.ts'
import type { Cell, Cells } from './read-cells.ts'
import { isMissing, numberOf } from './read-cells.ts'
import type { Layout } from './table-layout.ts'
import { tableLayout } from './table-layout.ts'

/** A table with a row a point or a row a number at risk, by the names of its columns or, without a header, by their order. */
export function readTable(cells: Cells, file: string, holds: Holds): CurveFile {
  const layout = tableLayout(cells, file, holds)
  if (layout.kind === 'unknown') return { kind: 'refused', diagnostics: layout.diagnostics }
  const problems = cellProblems(file)
  const notes: Diagnostic[] = [...layout.notes]
  const value = (row: readonly Cell[], column: number | null, kind: CellKind): number | null => {
    const cell = column === null ? undefined : row[column]
    return cell === undefined ? null : valueAt(cell, cells, problems.refuse, kind)
  }
  const body = cells.rows.slice(layout.firstRow)
  if (body.length === 0) return { kind: 'refused', diagnostics: [noRows(file, holds)] }
  const series = layout.curves.map(
    ({ name, time, survival, percent }): ReadSeries & { readonly byArm: Map<string, PointRead[]> } => {
      const byArm = new Map<string, PointRead[]>()
      for (const row of body) {
        const [t, s] = [value(row, time, 'reading'), value(row, survival, 'reading')]
        const place = row[0]
        if (place === undefined) continue
        const { line, column } = row[time] ?? place
        if (t === null || s === null) {
          const blank = (row[time]?.text ?? '') + (row[survival]?.text ?? '') === ''
          if (!blank && !isRest(layout, row)) notes.push(dropped(file, { line, column }, t, s))
          continue
        }
        put(byArm, armOf(layout, row), { label: `row ${line}`, line, column, time: t, survival: s })
      }
      return { name, points: [], percent: percent || hasPercent(body, survival), byArm }
    },
  )
  const atRisk = layout.atRisk.map(({ name, time, count }) => {
    const byArm = new Map<string, TickRead[]>()
    const column = countCells(
      body.flatMap((row) => row[count] ?? []),
      cells,
    )
    for (const row of body) {
      const cell = row[count]
      const t = value(row, time, 'risk time')
      const n = cell === undefined ? null : countAt(cell, column, problems.refuse, notes, file)
      if (t === null || n === null || cell === undefined) {
        const place = cell ?? row[0]
        const isRead = (it: Cell | undefined): boolean =>
          it === undefined || numberOf(it.text, cells.decimalComma) !== undefined
        // Beside the points of a curve most rows have no number at risk.
        if (
          place &&
          (layout.curves.length === 0 || n !== null) &&
          isRead(row[time]) &&
          isRead(cell) &&
          !(t === null && n === null)
        )
          notes.push(uncounted(file, place, t === null ? 'time' : 'number at risk', name))
        continue
      }
      put(byArm, armOf(layout, row), { line: cell.line, column: cell.column, time: t, count: n })
    }
    return { name, byArm }
  })
  const wrong = [...problems.found, ...atRisk.flatMap((it) => badCounts([...it.byArm.values()].flat(), file))]
  if (wrong.length > 0) return { kind: 'refused', diagnostics: wrong }
  return {
    kind: 'read',
    series: series.flatMap(({ name, percent, byArm }) =>
      [...byArm].map(([arm, points]): ReadSeries => ({ name: arm === '' ? name : arm, points, percent })),
    ),
    atRisk: atRisk.flatMap(({ name, byArm }) =>
      [...byArm].map(([arm, ticks]): ReadTicks => ({
        name: arm === '' ? name : arm,
        ticks,
        events: eventsOf(layout, cells, arm),
      })),
    ),
    notes,
    ...(layout.unit !== null && { unit: layout.unit }),
  }
}

function noRows(file: string, holds: Holds): Diagnostic {
  const message = 'the table has a header and no rows'
  const mend = holds === 'curve' ? 'export the points again' : 'type a row for each time of the risk table'
  return { severity: 'error', rule: 'empty-table', file, line: 1, column: 1, message, mend }
}

function put<T>(into: Map<string, T[]>, arm: string, item: T): void {
  const list = into.get(arm)
  if (list === undefined) into.set(arm, [item])
  else list.push(item)
}

function armOf({ arm }: Layout, row: readonly Cell[]): string {
  return arm === null ? '' : (row[arm]?.text ?? '')
}

/** In ipdfc's table numbers at risk stand beside the first points only; the other way round the points may end first. */
function isRest({ atRisk }: Layout, row: readonly Cell[]): boolean {
  return atRisk.some(({ count }) => !isMissing(row[count]?.text ?? ''))
}

function hasPercent(body: Cells['rows'], column: number): boolean {
  return body.some((row) => row[column]?.text.endsWith('%') === true)
}

export function badCounts(ticks: readonly TickRead[], file: string): Diagnostic[] {
  return ticks.flatMap(({ line, column, count, time }): Diagnostic[] => {
    if (Number.isInteger(count) && count >= 0 && time >= 0) return []
    const found = time < 0 ? `time ${time}` : String(count)
    return [
      {
        severity: 'error',
        rule: 'number-at-risk',
        file,
        line,
        column,
        message: 'this is no number at risk',
        expected: 'a whole number of patients at a time from 0 on',
        found,
        mend: 'correct the row',
      },
    ]
  })
}

/** The number of events that stands in every row of an arm, or in its first. */
function eventsOf({ events, arm: armColumn, firstRow }: Layout, cells: Cells, arm: string): number | null {
  if (events === null) return null
  const found = cells.rows
    .slice(firstRow)
    .filter((row) => armColumn === null || row[armColumn]?.text === arm)
    .map((row) => row[events]?.text ?? '')
    .find((text) => /^\d+$/.test(text))
  return found === undefined ? null : Number(found)
}
