import type { Diagnostic } from '../record/diagnostic.ts'
import type { Cell, Cells } from './read-cells.ts'
import { numberOf } from './read-cells.ts'

/** Collects the cells that should have been numbers, all at once. */
export function cellProblems(file: string): { readonly found: Diagnostic[]; readonly refuse: (cell: Cell) => void } {
  const found: Diagnostic[] = []
  const refuse = ({ text, line, column }: Cell): void => {
    found.push({
      severity: 'error',
      rule: 'not-a-number',
      file,
      line,
      column,
      message: 'this cell is no number',
      expected: 'a number such as 0.98, 98% or 0,98',
      found: `"${text}"`,
      mend: 'correct the cell, or leave it empty to have the row passed over',
    })
  }
  return { found, refuse }
}

/** The number of a cell; null where nothing is written or, after saying so, where it is no number. */
export function valueAt(cell: Cell, { decimalComma }: Cells, refuse: (cell: Cell) => void): number | null {
  const value = numberOf(cell.text, decimalComma)
  if (value === undefined) refuse(cell)
  return value ?? null
}

/** A number at risk, also as papers print it: "138 (0)" has the censored or the events in brackets, which of them is not said. */
export function countAt(
  cell: Cell,
  cells: Cells,
  refuse: (cell: Cell) => void,
  notes: Diagnostic[],
  file: string,
): number | null {
  const bare = /^(\d[\d,.\u2009\u202F ]*?)\s*[([]\s*[\d,. ]+\s*[)\]]$/.exec(cell.text)?.[1]
  if (bare === undefined) return valueAt(cell, cells, refuse)
  const { line, column } = cell
  const message = `row ${line}: the number in brackets is not read`
  notes.push({ severity: 'note', rule: 'cleaned', file, line, column, message })
  return valueAt({ ...cell, text: bare }, cells, refuse)
}
