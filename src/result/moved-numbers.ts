import { csvParse } from 'd3-dsv'

/** One row of a table whose numbers are not what they were. */
export interface MovedRow {
  /** What the row is about, in the words of its columns: "pfs, as-published, ide-cel against standard, rmst-difference at 12". */
  readonly what: string
  /** `new`: the row was not there; `gone`: it is there no more. Both name its estimate alone. */
  readonly how: 'moved' | 'new' | 'gone'
  readonly cells: readonly MovedCell[]
  /** The largest move as a share of the interval of the number before, or of the number itself where it has none; null where words changed. */
  readonly size: number | null
}

export interface MovedCell {
  readonly column: string
  /** Empty where there was nothing. */
  readonly before: string
  readonly after: string
}

interface Layout {
  /** Columns that say what a row is about; the others are what it says. */
  readonly about: readonly string[]
  readonly words: (row: CsvRow) => string
  /** The column that is shown of a row that came or went. */
  readonly main: string
}

type CsvRow = Readonly<Record<string, string | undefined>>

const among = (...parts: readonly string[]): string => parts.filter((it) => it !== '').join(', ')
const at = (row: CsvRow, column: string): string => row[column] ?? ''
const timed = (row: CsvRow, column: string): string =>
  at(row, 'time') === '' ? at(row, column) : `${at(row, column)} at ${at(row, 'time')}`

/** The tables of a report whose numbers are told one by one. */
export const movedTables = ['results.csv', 'fidelity.csv'] as const
export type MovedTable = (typeof movedTables)[number]

const layouts: Readonly<Record<MovedTable, Layout>> = {
  'results.csv': {
    about:
      'trial endpoint scenario variant method population clock arm versus measure time parameter value origin'.split(
        ' ',
      ),
    words: (row) => {
      const versus = at(row, 'versus')
      const parameter = at(row, 'parameter')
      return among(
        at(row, 'trial'),
        at(row, 'endpoint'),
        at(row, 'scenario'),
        at(row, 'variant'),
        versus === '' ? at(row, 'arm') : `${at(row, 'arm')} against ${versus}`,
        timed(row, 'measure'),
        at(row, 'value') === '' ? parameter : `${parameter} = ${at(row, 'value')}`,
      )
    },
    main: 'estimate',
  },
  'fidelity.csv': {
    about: ['trial', 'endpoint', 'figure', 'arm', 'time'],
    words: (row) => among(at(row, 'trial'), at(row, 'figure')),
    main: 'rebuilt',
  },
}

/**
 * Rows of a table of a report that differ between two versions of its CSV text, those with other words (a status, a verdict) or another printed figure first, then
 * rows that came or went, then numbers by how far they moved. Rows are matched by what they are about, in their order where several are about the same.
 * Text that is not such a table has no row in common with one.
 */
export function movedNumbers(table: MovedTable, before: string, after: string): readonly MovedRow[] {
  const layout = layouts[table]
  const [old, now] = [keyed(layout, before), keyed(layout, after)]
  const kept = [...now].flatMap(([key, row]) => {
    const was = old.get(key)
    return was === undefined ? [whole(layout, row, 'new')] : moved(layout, was, row)
  })
  const gone = [...old].flatMap(([key, row]) => (now.has(key) ? [] : [whole(layout, row, 'gone')]))
  return [...kept, ...gone].sort(worstMove)
}

function keyed({ about }: Layout, text: string): ReadonlyMap<string, CsvRow> {
  const rows = new Map<string, CsvRow>()
  for (const row of csvParse(text)) {
    const key = JSON.stringify(about.map((column) => at(row, column)))
    let n = 1
    while (rows.has(`${key}#${n}`)) n++
    rows.set(`${key}#${n}`, row)
  }
  return rows
}

function whole({ words, main }: Layout, row: CsvRow, how: 'new' | 'gone'): MovedRow {
  const value = at(row, main)
  const [before, after] = how === 'new' ? ['', value] : [value, '']
  return { what: words(row), how, cells: [{ column: main, before, after }], size: null }
}

function moved({ words }: Layout, was: CsvRow, row: CsvRow): readonly MovedRow[] {
  const columns = [...new Set([...Object.keys(row), ...Object.keys(was)])]
  const cells = columns
    .map((column) => ({ column, before: at(was, column), after: at(row, column) }))
    .filter(({ before, after }) => before !== after)
  if (cells.length === 0) return []
  const sizes = cells.map((cell) => sizeOf(was, cell))
  const size = sizes.every((it) => it !== null) ? Math.max(...sizes) : null
  return [{ what: words(row), how: 'moved', cells, size }]
}

function sizeOf(was: CsvRow, { column, before, after }: MovedCell): number | null {
  // Somebody typed another figure: that comes first, however near it is.
  if (column === 'reported' || before === '' || after === '') return null
  const [from, to] = [Number(before), Number(after)]
  if (!Number.isFinite(from) || !Number.isFinite(to)) return sameWords(before, after) ? 0 : null
  const width = Number(at(was, 'upper')) - Number(at(was, 'lower'))
  const scale = width > 0 ? width : Math.max(Math.abs(from), Math.abs(to))
  return scale > 0 ? Math.abs(to - from) / scale : 0
}

/** A sentence that says another number: the row is placed by its numbers. */
const sameWords = (a: string, b: string): boolean => a.replaceAll(/\d+/g, '0') === b.replaceAll(/\d+/g, '0')

/** Orders other words first, then rows that came or went, then the largest moves. */
export const worstMove = (a: MovedRow, b: MovedRow): number => rank(a) - rank(b) || (b.size ?? 0) - (a.size ?? 0)

const rank = ({ how, size }: MovedRow): number => (how === 'moved' ? (size === null ? 0 : 2) : 1)
