import type { Column } from './document.ts'
import { wrap } from './wrap.ts'

const gap = 2

/**
 * Lines of a table within `width` characters: columns as wide as they need, narrowed by wrapping between words where they do not
 * fit, and one line per cell ("Label: cell") where even single words do not fit side by side.
 */
export function terminalTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly string[] {
  const head = columns.map((it) => it.label)
  const numbers = columns.map((it) => it.align === 'right')
  const widths = columnWidths(head, rows, numbers, width) ?? columnWidths(head, rows, [], width)
  if (widths === null) return asRecords(columns, rows, width)
  const line = (row: readonly string[]): readonly string[] => {
    const cells = widths.map((room, at) => wrap(row[at] ?? '', room))
    const height = Math.max(...cells.map((it) => it.length))
    return Array.from({ length: height }, (_, down) =>
      cells
        .map((cell, at) => pad(cell[down] ?? '', widths[at] ?? 0, columns[at]?.align))
        .join(' '.repeat(gap))
        .trimEnd(),
    )
  }
  const rule = widths.map((it) => '─'.repeat(it)).join(' '.repeat(gap))
  return [...line(head), rule, ...rows.flatMap((row) => line(row))]
}

/**
 * Natural widths, or widths between the longest unbreakable part and that; null where those parts do not fit. Cells of columns in
 * `unbroken` do not break, their labels may.
 */
function columnWidths(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  unbroken: readonly boolean[],
  width: number,
): readonly number[] | null {
  const room = width - gap * (head.length - 1)
  const widest = (measure: (cell: string) => number, at: number): number =>
    Math.max(1, ...rows.map((row) => measure(row[at] ?? '')))
  const natural = head.map((label, at) => Math.max(size(label), widest(size, at)))
  const total = (all: readonly number[]): number => all.reduce((sum, it) => sum + it, 0)
  if (total(natural) <= room) return natural
  const widths = head.map((label, at) =>
    Math.max(longestWord(label), widest(unbroken[at] === true ? size : longestWord, at)),
  )
  if (total(widths) > room) return null
  // One character at a time to the column that is furthest from what it needs: the tallest cells shrink first.
  for (let left = room - total(widths); left > 0; left--) {
    let neediest = 0
    const need = (at: number): number => (natural[at] ?? 0) / (widths[at] ?? 1)
    for (let at = 1; at < widths.length; at++) if (need(at) > need(neediest)) neediest = at
    widths[neediest] = (widths[neediest] ?? 0) + 1
  }
  return widths
}

const size = (cell: string): number => Array.from(cell).length

const longestWord = (cell: string): number => Math.max(0, ...cell.split(' ').map((word) => size(word)))

function asRecords(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): readonly string[] {
  return rows.flatMap((row, down) => {
    const [first = '', ...rest] = row
    const lines = rest.flatMap((cell, at) =>
      cell === ''
        ? []
        : wrap(`${columns[at + 1]?.label ?? ''}: ${cell}`, width - 4).map(
            (it, turn) => `${turn === 0 ? '  ' : '    '}${it}`,
          ),
    )
    return [...(down === 0 ? [] : ['']), ...wrap(first, width), ...lines]
  })
}

function pad(cell: string, width: number, align: Column['align'] | undefined): string {
  const missing = Math.max(0, width - size(cell))
  if (align === 'right') return ' '.repeat(missing) + cell
  if (align === 'centre') return ' '.repeat(Math.floor(missing / 2)) + cell + ' '.repeat(Math.ceil(missing / 2))
  return cell + ' '.repeat(missing)
}
