import { type ColumnWish, columnWidths, unbroken } from './column-widths.ts'
import type { Column, Text } from './document.ts'
import { plainText, slideLines, slideWidth } from './slide-width.ts'

export interface SlideTable {
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Text[])[]
  /** Without heads the first column is what the rows are called. */
  readonly heads: boolean
}

export interface PlacedTable extends SlideTable {
  readonly size: number
  /** Inches. */
  readonly widths: readonly number[]
  readonly headHeight: number
  readonly heights: readonly number[]
}

/** Inside a cell, in inches. */
export const cellMargin = { x: 0.07, y: 0.035 } as const

/** Terms and what they mean, as a table of two columns. */
export function termsTable(items: readonly { readonly term: string; readonly text: Text }[]): SlideTable {
  return {
    columns: [
      { label: '', align: 'left' },
      { label: '', align: 'left' },
    ],
    rows: items.map(({ term, text }) => [[{ kind: 'strong', text: term }], text]),
    heads: false,
  }
}

/** The largest type, from 16 down to 12 points, at which the whole table fits into the height; 12 where none does. With `like`, its type and widths. */
export function fittingTable(table: SlideTable, width: number, height: number, like?: PlacedTable): PlacedTable {
  if (like !== undefined) return placed(table, like.size, like.widths)
  // Many columns in large type break every cell.
  const sizes = table.columns.length > 4 ? [14, 13, 12] : [16, 15, 14, 13, 12]
  const tries = sizes.flatMap((size) => {
    const wishes = wishesAt(table, size)
    const widths = columnWidths(wishes, width)
    return widths === null ? [] : [{ whole: unbroken(wishes, width), table: placed(table, size, widths) }]
  })
  const fits = ({ table: it }: (typeof tries)[number]): boolean =>
    it.headHeight + it.heights.reduce((sum, one) => sum + one, 0) <= height
  const best = tries.find((it) => fits(it) && it.whole) ?? tries.find(fits) ?? tries.at(-1)
  const equal = table.columns.map(() => width / table.columns.length)
  return best?.table ?? placed(table, 12, equal)
}

/** How many rows stand under the head in a height. */
export function rowsThatFit({ headHeight, heights }: PlacedTable, height: number): number {
  let used = headHeight
  const over = heights.findIndex((it) => {
    used += it
    return used > height + 0.001
  })
  return over === -1 ? heights.length : over
}

function placed(table: SlideTable, size: number, widths: readonly number[]): PlacedTable {
  const heightOf = (cells: readonly Text[], weight: 'regular' | 'bold'): number => {
    const lines = cells.map((cell, at) => slideLines(cell, inner(widths[at] ?? 1), size, weight))
    return (Math.max(1, ...lines) * size * 1.2) / 72 + 2 * cellMargin.y + 0.01
  }
  return {
    ...table,
    size,
    widths,
    headHeight: table.heads
      ? heightOf(
          table.columns.map((it) => it.label),
          'bold',
        )
      : 0,
    heights: table.rows.map((row) => heightOf(row, 'regular')),
  }
}

/** A little is kept back: no two programs measure text quite alike. */
const inner = (width: number): number => width - 2 * cellMargin.x - 0.04

function wishesAt(table: SlideTable, size: number): readonly ColumnWish[] {
  const around = 2 * cellMargin.x + 0.06
  return table.columns.map(({ label, align }, at) => {
    const cells = table.rows.map((row) => row[at] ?? '')
    const bold = (it: Text): 'regular' | 'bold' => (typeof it === 'string' ? 'regular' : 'bold')
    const word = (it: Text): number =>
      Math.max(
        0,
        ...plainText(it)
          .split(/\s+/u)
          .map((part) => Math.min(3, slideWidth(part, size, bold(it)))),
      )
    const head = Math.max(0, ...label.split(/\s+/u).map((part) => slideWidth(part, size, 'bold')))
    const most = Math.max(0, ...cells.map((it) => slideWidth(plainText(it), size, bold(it))))
    const least = Math.max(head, ...cells.map(word))
    const whole =
      align === 'right' || (!table.heads && at === 0)
        ? Math.max(least, Math.min(most, 2.3))
        : most <= 1.2
          ? Math.max(least, most)
          : least
    return {
      least: least + around,
      whole: whole + around,
      cells: [
        Math.max(head, slideWidth(label, size, 'bold') / 2) + around,
        ...cells.map((it) => slideWidth(plainText(it), size, bold(it)) + around),
      ],
    }
  })
}
