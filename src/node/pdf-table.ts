import { ink, muted, rule } from '../chart/theme.ts'
import { columnWidths } from '../report/column-widths.ts'
import type { Table } from '../report/document.ts'
import { margin, type Pen, type Tag, textWidth } from './pdf-pen.ts'
import { extent, type Line, lines, runs, type TextStyle, widthOf } from './pdf-text.ts'

const gap = 9
const padding = 2.6

interface Laid {
  readonly size: number
  readonly leading: number
  readonly widths: readonly number[]
}

/** A table with its caption; the head stands again on every page, and a row that is taller than a page runs on. */
export function pdfTable(pen: Pen, parent: Tag, table: Table, label: string): void {
  const laid = layout(table)
  const tag = pen.tag(parent, 'Table')
  captionOf(pen, tag, `${label} `, table.caption, laid)
  const head = cellsOf(
    table.columns.map((it) => it.label),
    laid,
    { size: laid.size, leading: laid.leading, face: 'semibold', colour: muted },
  )
  const headHeight = heightOf(head, laid)
  const drawHead = (owner: Tag | null): void => {
    pen.artifact(() => {
      pen.pdf
        .moveTo(margin.left, pen.y)
        .lineTo(margin.left + textWidth, pen.y)
        .lineWidth(0.9)
        .strokeColor(ink)
        .stroke()
    })
    drawRow(pen, table, head, laid, owner, 'TH', 'Column')
    lineBelow(pen, ink, 0.5)
  }
  drawHead(pen.tag(tag, 'TR'))
  for (const row of table.rows) {
    const cells = cellsOf(row, laid, { size: laid.size, leading: laid.leading })
    const owner = pen.tag(tag, 'TR')
    if (pen.y + heightOf(cells, laid) > pen.bottom && fits(pen, heightOf(cells, laid) + headHeight)) turn(pen, drawHead)
    drawLong(pen, table, cells, laid, owner, drawHead)
    lineBelow(pen, rule, 0.5)
  }
  tag.element.end()
}

const fits = (pen: Pen, height: number): boolean => height <= pen.bottom - pen.top

function turn(pen: Pen, drawHead: (owner: Tag | null) => void): void {
  pen.newPage()
  drawHead(null)
}

/** The lines of each cell of a row. */
type Cells = readonly (readonly Line[])[]

const cellsOf = (row: Table['rows'][number], { widths, size }: Laid, style: TextStyle): Cells =>
  widths.map((width, at) => lines(runs(row[at] ?? '', style), width, size))

const heightOf = (cells: Cells, { leading }: Laid): number =>
  Math.max(1, ...cells.map((it) => it.length)) * leading + 2 * padding

/** Where a row does not fit on any page, as many of its lines as do, then the rest on the next. */
function drawLong(
  pen: Pen,
  table: Table,
  cells: Cells,
  laid: Laid,
  owner: Tag,
  drawHead: (owner: Tag | null) => void,
): void {
  const tags = cells.map((_, at) => pen.tag(owner, at === 0 ? 'TH' : 'TD', at === 0 ? { scope: 'Row' } : {}))
  let rest = cells
  while (pen.y + heightOf(rest, laid) > pen.bottom) {
    const most = Math.floor((pen.bottom - pen.y - 2 * padding) / laid.leading)
    if (most < 1) {
      turn(pen, drawHead)
      continue
    }
    drawCells(
      pen,
      table,
      rest.map((it) => it.slice(0, most)),
      laid,
      tags,
    )
    rest = rest.map((it) => it.slice(most))
    turn(pen, drawHead)
  }
  drawCells(pen, table, rest, laid, tags)
}

function drawRow(
  pen: Pen,
  table: Table,
  cells: Cells,
  laid: Laid,
  owner: Tag | null,
  type: 'TH' | 'TD',
  scope: 'Column' | 'Row',
): void {
  drawCells(pen, table, cells, laid, owner === null ? null : cells.map(() => pen.tag(owner, type, { scope })))
}

/** Without tags the cells are an artifact: a head that stands again. */
function drawCells(pen: Pen, table: Table, cells: Cells, laid: Laid, tags: readonly Tag[] | null): void {
  const { size, leading, widths } = laid
  let x = margin.left
  cells.forEach((cell, at) => {
    const width = widths[at] ?? 0
    const align = table.columns[at]?.align ?? 'left'
    cell.forEach((line, down) => {
      const own = line.reduce((sum, run) => sum + widthOf(run.text, run.face, size), 0)
      const shift = align === 'left' ? 0 : (width - own) * (align === 'right' ? 1 : 0.5)
      const baseline = pen.y + padding + down * leading + size
      const tag = tags?.[at]
      if (tag !== undefined) pen.line(tag, line, x + shift, baseline, size)
      else again(pen, line, x + shift, baseline, size)
    })
    x += width + gap
  })
  pen.y += heightOf(cells, laid)
}

function again(pen: Pen, line: Line, x: number, baseline: number, size: number): void {
  pen.artifact(() => {
    let at = x
    for (const run of line) {
      pen.pdf.font(run.face).fontSize(size).fillColor(run.colour)
      pen.pdf.text(run.text, at, baseline, { lineBreak: false, baseline: 'alphabetic' })
      at += widthOf(run.text, run.face, size)
    }
  })
}

function lineBelow(pen: Pen, colour: string, width: number): void {
  pen.artifact(() => {
    pen.pdf
      .moveTo(margin.left, pen.y)
      .lineTo(margin.left + textWidth, pen.y)
      .lineWidth(width)
      .strokeColor(colour)
      .stroke()
  })
}

function captionOf(pen: Pen, table: Tag, label: string, caption: string, laid: Laid): void {
  const style = { size: 9.2, leading: 12.2 }
  const all = lines(runs([{ kind: 'strong', text: label }, caption], style), textWidth, style.size)
  // The caption does not stand alone: it brings the head and two rows along.
  pen.room(all.length * style.leading + 5 * (laid.leading + 2 * padding))
  const tag = pen.tag(table, 'Caption')
  for (const line of all) {
    pen.line(tag, line, margin.left, pen.y + style.size, style.size)
    pen.y += style.leading
  }
  pen.y += 3
}

/** The largest type at which no word is broken; columns of numbers stay on one line where that leaves room for the words of the others. */
function layout(table: Table): Laid {
  const sizes = [8.2, 7.8, 7.4, 7, 6.6, 6.2]
  const available = textWidth - gap * (table.columns.length - 1)
  for (const size of sizes) {
    const widths = widthsAt(table, size, available)
    if (widths !== null) return { size, leading: size * 1.28, widths }
  }
  const size = 6.2
  const equal = available / table.columns.length
  return { size, leading: size * 1.28, widths: table.columns.map(() => equal) }
}

function widthsAt(table: Table, size: number, available: number): readonly number[] | null {
  const wishes = table.columns.map(({ label, align }, at) => {
    const head = extent(runs(label, { size, leading: size, face: 'semibold' }), size)
    const cells = table.rows.map((row) => extent(runs(row[at] ?? '', { size, leading: size }), size))
    const most = Math.max(0, ...cells.map((it) => it.most))
    const least = Math.max(head.least, ...cells.map((it) => it.least))
    return {
      least,
      // Figures with their limits read best on one line, and so do a few words; a longer text is broken anyway.
      whole: align === 'right' || most <= 60 ? Math.max(least, most) : least,
      // A head of two lines costs little.
      cells: [Math.max(head.least, head.most / 2), ...cells.map((it) => it.most)],
    }
  })
  const widths = columnWidths(wishes, available)
  const left = available - (widths ?? []).reduce((all, it) => all + it, 0)
  // What is left over goes between the columns, up to a little.
  return widths?.map((it) => it + Math.min(40, left / widths.length)) ?? null
}
