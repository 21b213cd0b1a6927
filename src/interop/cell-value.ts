import type { Diagnostic } from '../record/diagnostic.ts'
import type { Cell, Cells } from './read-cells.ts'
import { hasPointedThousands, isMissing, numberOf } from './read-cells.ts'

/** What a cell should hold. */
export type CellKind = 'reading' | 'risk time' | 'count'

export type Refuse = (cell: Cell, kind: CellKind) => void

const expectedOf: Readonly<Record<CellKind, string>> = {
  reading: 'a number such as 0.98, 98% or 0,98',
  'risk time': 'a time such as 6 or 6.5',
  count: 'a whole number of patients such as 61',
}

/** Collects the cells that should have been numbers, all at once. */
export function cellProblems(file: string): { readonly found: Diagnostic[]; readonly refuse: Refuse } {
  const found: Diagnostic[] = []
  const refuse: Refuse = ({ text, line, column }, kind) => {
    found.push({
      severity: 'error',
      rule: 'not-a-number',
      file,
      line,
      column,
      message: 'this cell is no number',
      expected: expectedOf[kind],
      found: `"${text}"`,
      mend: 'correct the cell, or leave it empty to have the row passed over',
    })
  }
  return { found, refuse }
}

/** The number of a cell; null where nothing is written or, after saying so, where it is no number. */
export function valueAt(cell: Cell, { decimalComma }: Cells, refuse: Refuse, kind: CellKind): number | null {
  const value = numberOf(cell.text, decimalComma)
  if (value === undefined) refuse(cell, kind)
  return value ?? null
}

/** A row that lacks a coordinate of its point. */
export function dropped(
  file: string,
  { line, column }: Pick<Cell, 'line' | 'column'>,
  time: number | null,
  survival: number | null,
): Diagnostic {
  const what = time !== null ? 'survival' : survival !== null ? 'time' : 'time and no survival'
  return { severity: 'note', rule: 'cleaned', file, line, column, message: `row ${line}: no ${what}; dropped` }
}

/** A row of a risk table that lacks its time or its number, of an arm where the table has several. */
export function uncounted(
  file: string,
  { line, column }: Pick<Cell, 'line' | 'column'>,
  lacks: 'time' | 'number at risk',
  of: string | null,
): Diagnostic {
  const message = `row ${line}: no ${lacks}${of === null || lacks === 'time' ? '' : ` of "${of}"`}; passed over`
  return { severity: 'note', rule: 'cleaned', file, line, column, message }
}

/** What stands before brackets: "138 (0)" has the censored or the events in them, which of both is not said. */
const BRACKETED = /^(\d[\d,.\u2009\u202F ]*?)\s*[([]\s*[\d,. ]+\s*[)\]]$/
const countOf = ({ text }: Cell): string => BRACKETED.exec(text)?.[1] ?? text

/** How to read a column of counts: "1.234" among whole numbers is no decimal, since patients are whole, so that points stand between thousands. */
export function countCells(column: readonly Cell[], cells: Cells): Cells {
  const counts = column.map(countOf).filter((text) => !isMissing(text))
  const isPointed = counts.some((text) => hasPointedThousands(text) && !Number.isInteger(Number(text)))
  const areWhole = counts.every((text) => /^\d+$/.test(text) || hasPointedThousands(text))
  return isPointed && areWhole ? { ...cells, decimalComma: true } : cells
}

/** A number at risk, also as papers print it, with another number in brackets. */
export function countAt(cell: Cell, cells: Cells, refuse: Refuse, notes: Diagnostic[], file: string): number | null {
  const { line, column } = cell
  const text = countOf(cell)
  const say = (what: string): void => {
    notes.push({ severity: 'note', rule: 'cleaned', file, line, column, message: `row ${line}: ${what}` })
  }
  if (text !== cell.text) say('the number in brackets is not read')
  const value = valueAt(text === cell.text ? cell : { ...cell, text }, cells, refuse, 'count')
  if (value !== null && cells.decimalComma && hasPointedThousands(text)) say(`${text} is read as ${value}`)
  return value
}
