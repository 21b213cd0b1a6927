import type { RecordProblem } from '../evidence/record-problem.ts'
import type { Path } from '../record/spans.ts'
import type { Trial, TrialTable } from '../record/trial.ts'
import { figureSlug } from '../record/figure-slug.ts'

/** One cell of a table that counts patients. */
export interface CellCount {
  /** `<table>.<arm>.<row>`, with #2 and so on for further columns of the arm. */
  readonly id: string
  readonly path: Path
  readonly printed: string
  /** `null` where the cell cannot be read. */
  readonly count: number | null
  readonly of: number | null
  /** The percentage beside the count, as printed. */
  readonly percent: string | null
}

/** "248 (99)", "197/225 (88%)", "181/254 (71; 66 to 77)", "0"; footnote marks are no part of a figure. */
const COUNT =
  /^(\d{1,3}(?:[,\u2009]\d{3})+|\d+)(?:\s*\/\s*(\d{1,3}(?:[,\u2009]\d{3})+|\d+))?(?:\s*[([]([^;()[\]]*)(?:;[^()[\]]*)?[)\]])?$/u

/** Rows of a table that count, each with a cell for every column. */
export function countsOf(name: string, table: TrialTable): ReadonlyMap<string, readonly CellCount[]> {
  const rows = Object.entries(table.rows).flatMap(([label, row]) => {
    if (!(row.form ?? table.form).startsWith('count')) return []
    const cells = row.cells.map(({ printed }, index): CellCount => {
      const [, count, total, beside] = COUNT.exec(printed.trim()) ?? []
      const column = table.columns[index]
      const of = whole(total) ?? row.of?.[index]?.count ?? column?.of?.count ?? null
      const percent = row.percents?.[index]?.printed ?? beside ?? null
      const id = `${name}.${column?.arm ?? 'all'}.${figureSlug(label)}${ordinal(table, index)}`
      const path = ['tables', name, 'rows', label, 'cells', index]
      return { id, path, printed, count: whole(count), of, percent }
    })
    return [[label, cells] as const]
  })
  return new Map(rows)
}

/** Every table that counts, by name. */
export function countTables(
  trial: Trial,
): readonly (readonly [TrialTable, ReadonlyMap<string, readonly CellCount[]>])[] {
  return Object.entries(trial.tables ?? {}).map(([name, table]) => [table, countsOf(name, table)] as const)
}

/** Cells that hold something else than a count; "unreadable" says so itself. */
export function unreadCells(trial: Trial): readonly RecordProblem[] {
  const cells = countTables(trial).flatMap(([, rows]) => [...rows.values()].flat())
  return cells.flatMap(({ id, path, printed, count }) => {
    if (count !== null || printed === 'unreadable') return []
    const message = `"${printed}" is not a count, so it is not compared with anything`
    const expected = 'a cell such as 248 (99) or 197/225 (88)'
    const mend = 'leave footnote marks out, write "unreadable", or give the row the form of its cells'
    return [{ severity: 'note', rule: 'unread-cell', path, message, expected, found: printed, mend, figures: [id] }]
  })
}

function whole(text: string | undefined): number | null {
  return text === undefined ? null : Number(text.replace(/[,\u2009]/g, ''))
}

/** Several columns of one arm (grades, say) are told apart by their order. */
function ordinal({ columns }: TrialTable, index: number): string {
  const before = columns.slice(0, index).filter(({ arm }) => arm === columns[index]?.arm).length
  return before === 0 ? '' : `#${before + 1}`
}
