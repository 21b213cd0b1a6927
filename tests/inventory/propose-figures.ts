import { numbersIn, type NumberToken, sameNumber } from './number-tokens.ts'
import type { ReadRecord } from './read-records.ts'

export interface Printed {
  readonly record: string
  readonly id: string
  readonly numbers: readonly string[]
}

interface Row {
  readonly label: string
  readonly cells: readonly Printed[]
}

/** What one document prints, by the records. */
export function printedBy(records: readonly ReadRecord[], document: string): readonly Printed[] {
  return records.flatMap(({ trial, figures }) =>
    figures
      .filter((it) => it.class !== 'words')
      .flatMap(({ id, prints }) =>
        prints
          .filter(({ source }) => source === document)
          .map(({ printed }) => ({ record: trial.id, id, numbers: numbersIn(printed) })),
      ),
  )
}

/** Rows of the tables that one document prints, each with its cells from left to right. */
export function rowsPrintedBy(records: readonly ReadRecord[], document: string): readonly Row[] {
  const rows = new Map<string, { label: string; cells: Printed[] }>()
  for (const { trial, figures } of records) {
    for (const { id, path, prints } of figures) {
      if (path[0] !== 'tables' || path[4] !== 'cells' || prints[0]?.source !== document) continue
      const key = `${trial.id} ${path.slice(0, 4).join('/')}`
      const row = rows.get(key) ?? { label: String(path[3]), cells: [] }
      row.cells.push({ record: trial.id, id, numbers: numbersIn(prints[0].printed) })
      rows.set(key, row)
    }
  }
  return [...rows.values()]
}

/** Figures for each token, where only one reading is possible; in the order of the tokens. */
export function proposeFigures(
  lines: readonly string[],
  tokens: readonly NumberToken[],
  printed: readonly Printed[],
  rows: readonly Row[],
): readonly (Printed | null)[] {
  const found = tokens.map((): Printed | null => null)
  for (const [index, token] of tokens.entries()) {
    const onLine = tokens.slice(index).filter((it) => it.line === token.line)
    const start = (lines[token.line - 1] ?? '').trimStart()
    if (found[index] !== null) continue
    const row = rows.find(({ label, cells }) => {
      if (!/^[\t ]/u.test(start.slice(label.length)) || !start.startsWith(label)) return false
      const wanted = cells.flatMap((it) => it.numbers)
      return wanted.length === onLine.length && onLine.every((it, rank) => sameNumber(it.token) === wanted[rank])
    })
    if (row) assign(found, index, row.cells)
    else {
      const matching = printed.filter(({ numbers }) => begins(onLine, numbers) > 0)
      const ids = new Set(matching.map(({ record, id }) => `${record} ${id}`))
      const only = matching.toSorted((a, b) => b.numbers.length - a.numbers.length)[0]
      if (only === undefined || ids.size !== 1) continue
      const length = begins(onLine, only.numbers)
      for (let at = 0; at < length; at += 1) found[index + at] = only
    }
  }
  return found
}

function assign(found: (Printed | null)[], start: number, cells: readonly Printed[]): void {
  const owners = cells.flatMap((cell) => cell.numbers.map(() => cell))
  for (const [rank, cell] of owners.entries()) found[start + rank] = cell
}

/**
 * How many tokens a print takes from here, the level of its interval among them ("181 of 254 (71%; 95% CI, 66 to 77)"); 0 where it
 * does not begin here. One small number alone proves nothing.
 */
function begins(tokens: readonly NumberToken[], numbers: readonly string[]): number {
  const [first] = numbers
  if (first === undefined || (numbers.length === 1 && !/\.|\d{3}/u.test(first))) return 0
  let at = 0
  for (const wanted of numbers) {
    if (at > 0 && tokens[at]?.token === '95' && wanted !== '95') at += 1
    const token = tokens[at]
    if (token === undefined || sameNumber(token.token) !== wanted) return 0
    at += 1
  }
  return at
}
