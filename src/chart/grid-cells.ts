import type { Row } from '../result/row.ts'
import { secondParameter } from '../result/second-parameter.ts'
import { askedInWords } from './asked-in-words.ts'

/** A row of a sweep of two parameters: the first in `parameter` and `value`, the second in words in `variant`, "delta CONTROL = 0.5". */
export interface GridCell {
  readonly row: Row
  readonly x: number
  readonly y: number
}

export interface Grid {
  readonly x: string
  readonly y: string
  readonly cells: readonly GridCell[]
  /** Where the conclusion changes: a root of the first parameter for a value of the second. */
  readonly roots: readonly { readonly x: number; readonly y: number; readonly row: Row }[]
  /** What was asked: "the upper 95% limit of the hazard ratio reaches 1". */
  readonly asked: string
  readonly reaches: 'estimate' | 'lower' | 'upper'
  readonly target: number
  /** Without the second parameter: what the whole grid can attain. */
  readonly attainable: Row | undefined
}

/** The sweep of two parameters among the rows of a scenario; undefined where there is none. */
export function gridOf(rows: readonly Row[]): Grid | undefined {
  const cells = rows.flatMap((row): (GridCell & { name: string })[] => {
    const second = row.origin === 'scenario' ? secondParameter(row.variant) : null
    return second === null || row.value === null || row.estimate === null
      ? []
      : [{ row, x: row.value, y: second.value, name: second.parameter }]
  })
  const [first] = cells
  const several = (of: (it: GridCell) => number): boolean => new Set(cells.map(of)).size > 1
  if (first === undefined || !several((it) => it.x) || !several((it) => it.y)) return undefined
  const roots = rows.flatMap((row) => {
    const second = row.origin === 'tipping' ? secondParameter(row.variant) : null
    return second === null || row.estimate === null ? [] : [{ x: row.estimate, y: second.value, row }]
  })
  const asked =
    rows.flatMap((it) => (it.origin === 'tipping' ? (secondParameter(it.variant)?.asked ?? []) : []))[0] ?? ''
  const { reaches, target } = askedInWords(asked) ?? { reaches: 'estimate', target: null }
  return {
    x: first.row.parameter,
    y: first.name,
    cells,
    roots: roots.sort((a, b) => a.y - b.y || a.x - b.x),
    asked,
    reaches,
    target: target ?? (first.row.measure.endsWith('-difference') ? 0 : 1),
    attainable: rows.find((it) => it.origin === 'bound' && secondParameter(it.variant) === null),
  }
}
