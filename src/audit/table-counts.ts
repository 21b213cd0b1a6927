import { stageNamed } from '../evidence/flow-stages.ts'
import { printedArmSize } from '../evidence/arm-size.ts'
import type { RecordProblem } from '../evidence/record-problem.ts'
import { figureSlug } from '../record/figure-slug.ts'
import { isWholeArm } from '../record/population.ts'
import { remembered } from '../record/remembered.ts'
import type { Path } from '../record/spans.ts'
import type { Trial, TrialTable } from '../record/trial.ts'
import { type PrintedPercent, printedPercent } from './printed-percent.ts'

/** One cell of a table that counts patients, or gives a percentage of them. */
export interface CellCount {
  /** `<table>.<arm>.<row>`, with #2 and so on for further columns of the arm. */
  readonly id: string
  readonly path: Path
  readonly printed: string
  readonly arm: string
  readonly row: string
  /** True where the form of the row is a count; what it does not hold cannot be read then. */
  readonly counts: boolean
  /** `null` where the cell cannot be read or holds none. */
  readonly count: number | null
  readonly of: number | null
  /** The denominator is not printed with the figure: it is that of the population that the table names. */
  readonly ofPopulation: boolean
  /** Who is counted, as the record says. */
  readonly population: string
  /** Name of the source that prints it; `undefined` for that of the record. */
  readonly source: string | undefined
  readonly percent: PrintedPercent | null
  /** Of the interval of the percentage, as stated. */
  readonly method: string | null
}

/** "248 (99)", "197/225 (88%)", "181/254 (71; 66 to 77)", "0"; footnote marks are no part of a figure. */
const COUNT =
  /^(\d{1,3}(?:[,\u2009]\d{3})+|\d+)(?:\s*\/\s*(\d{1,3}(?:[,\u2009]\d{3})+|\d+))?(?:\s*[([]([^()[\]]*)[)\]])?$/u

/** Percentages that a curve gives. */
const ESTIMATED = /kaplan|product[- ]limit|cumulative incidence|aalen|actuarial|life[- ]table/i

/** Percentages that may be those of strata or a model, unless a count stands beside them. */
const MODELLED = /strat(?!egy)|mantel|adjust|model|regress|weight|imput|bayes|posterior/i

type Row = TrialTable['rows'][string]

/** Rows of a table that count patients, each with a cell for every column. */
export function countsOf(trial: Trial, name: string, table: TrialTable): ReadonlyMap<string, readonly CellCount[]> {
  const rows = Object.entries(table.rows).flatMap(([label, row]) => {
    const form = row.form ?? table.form
    const counts = form.startsWith('count')
    if (!counts && form !== 'percent' && form !== 'percent (interval)') return []
    return [[label, row.cells.map((_, index) => cellOf(trial, [name, table], [label, row], index, counts))] as const]
  })
  return new Map(rows)
}

function cellOf(
  trial: Trial,
  [name, table]: readonly [string, TrialTable],
  [label, row]: readonly [string, Row],
  index: number,
  counts: boolean,
): CellCount {
  const cell = row.cells[index]
  const printed = cell?.printed ?? ''
  const [, count, total, beside] = (counts ? COUNT.exec(printed.trim()) : null) ?? []
  const column = table.columns[index]
  const arm = column?.arm ?? 'all'
  const method = row.method ?? table.method ?? null
  const words = [label, row.definition, row.note, table.label, table.note, method].join(' ')
  const printedShare = row.percents?.[index]?.printed ?? (counts ? beside : printed)
  // The percentage of an estimated curve or a model is none of its count.
  const percent =
    ESTIMATED.test(words) || (count === undefined && MODELLED.test(method ?? '')) ? undefined : printedShare
  const population = row.population ?? table.population
  // Patients of another population than that of the table are not those of its column.
  const ofColumn = row.population === undefined ? column?.of?.count : undefined
  const stated = whole(total) ?? row.of?.[index]?.count ?? ofColumn ?? null
  return {
    id: `${name}.${arm}.${figureSlug(label)}${ordinal(table, index)}`,
    path: ['tables', name, 'rows', label, 'cells', index],
    printed,
    arm,
    row: label,
    counts,
    count: whole(count),
    of: stated ?? sizeOf(trial, arm, population),
    ofPopulation: stated === null && column?.of === undefined,
    population,
    source: cell?.source ?? row.source ?? table.source,
    percent:
      percent === undefined ? null : printedPercent(percent, row.level ?? table.level ?? trial['interval level']),
    method,
  }
}

/** Patients of a population that a table names, where the record says how many they are. */
function sizeOf(trial: Trial, arm: string, population: string): number | null {
  if (trial.arms[arm] === undefined) return null
  const stage = stageNamed(trial, arm, population)
  if (stage !== null) return stage.count.count
  return isWholeArm(population) ? (printedArmSize(trial, arm)?.count.count ?? null) : null
}

/** Every table with rows that count, by name. */
export const countTables = remembered(
  (trial: Trial): readonly (readonly [TrialTable, ReadonlyMap<string, readonly CellCount[]>])[] =>
    Object.entries(trial.tables ?? {}).map(([name, table]) => [table, countsOf(trial, name, table)] as const),
)

/** Whether cells are of the same patients and from the same source: percentages of others are neither added nor compared. */
export function samePatients(cells: readonly (CellCount | null)[]): boolean {
  const [first] = cells
  return cells.every(
    (it) => it?.of === first?.of && it?.population === first?.population && it?.source === first?.source,
  )
}

/** Cells that hold something else than a count; "unreadable" says so itself. */
export function unreadCells(trial: Trial): readonly RecordProblem[] {
  const cells = countTables(trial).flatMap(([, rows]) => [...rows.values()].flat())
  return cells.flatMap(({ id, path, printed, counts, count }) => {
    if (!counts || count !== null || printed === 'unreadable') return []
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
