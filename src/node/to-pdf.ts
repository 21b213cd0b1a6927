import SVGtoPDF from 'svg-to-pdfkit'
import { caution, ink, muted, rule } from '../chart/theme.ts'
import { wholeDocument } from '../report/document.ts'
import type { Block, Document, Figure, Reference, Text } from '../report/document.ts'
import { doiLink } from '../report/references.ts'
import { drawingSize } from './drawing-size.ts'
import { bytesOf, margin, type Pen, pen as newPen, type Tag, textWidth } from './pdf-pen.ts'
import { pdfTable } from './pdf-table.ts'
import { lines, runs, type TextStyle, widthOf } from './pdf-text.ts'

export interface PdfOptions {
  /** Figure id -> SVG. */
  readonly charts: ReadonlyMap<string, string>
  readonly date: Date
}

const body: TextStyle = { size: 9.6, leading: 13.4 }
const small: TextStyle = { size: 8, leading: 10.8, colour: muted }
const wash = '#f4f5f7'

/**
 * A report as PDF on A4: tagged (headings, lists, tables with heads, figures with the sentence that says what they show), numbered pages, an
 * outline of its headings, links to papers and references, figures as vectors, the font embedded. The same document and date give
 * the same bytes.
 *
 * RangeError where a figure has no chart.
 */
export async function toPdf(document: Document, { charts, date }: PdfOptions): Promise<Uint8Array> {
  const pen = newPen({ title: document.title, subject: document.subtitle, date })
  const root: Tag = { type: 'Document', element: pen.pdf.struct('Document', { title: document.title }) }
  pen.pdf.addStructure(root.element)
  pen.newPage()
  titleOf(pen, root, document)
  const outline: PDFKit.PDFOutline[] = []
  const blocks = wholeDocument(document)
  blocks.forEach((block, at) => {
    pen.room(togetherWith(pen, block, blocks[at + 1], charts))
    drawBlock(pen, root, block, charts, outline)
  })
  root.element.end()
  numberPages(pen, document.title)
  return bytesOf(pen.pdf)
}

/** Height that must be left for a block so that it does not end a page as the heading of what stands on the next. */
function togetherWith(pen: Pen, it: Block, next: Block | undefined, charts: PdfOptions['charts']): number {
  if (it.kind === 'heading' && next?.kind === 'figure') {
    const { height, scale, below } = figureSize(pen, next.figure, next.number, charts)
    return Math.min(height * scale + below + 50, pen.bottom - pen.top)
  }
  const bold = it.kind === 'paragraph' && typeof it.text !== 'string' && it.text.length === 1
  return bold ? 5 * body.leading : 0
}

function titleOf(pen: Pen, root: Tag, { title, subtitle }: Document): void {
  paragraph(pen, pen.tag(root, 'H1'), title, { size: 20, leading: 25, face: 'semibold' })
  pen.y += 4
  if (subtitle !== '') paragraph(pen, pen.tag(root, 'P'), subtitle, { ...body, colour: muted })
  pen.y += 10
}

function drawBlock(pen: Pen, root: Tag, it: Block, charts: PdfOptions['charts'], outline: PDFKit.PDFOutline[]): void {
  switch (it.kind) {
    case 'heading':
      heading(pen, root, it, outline)
      return
    case 'paragraph':
      paragraph(pen, pen.tag(root, 'P'), it.text, body)
      pen.y += 6
      return
    case 'list':
      list(
        pen,
        root,
        it.items.map((text, at) => [it.ordered ? `${at + 1}.` : '•', text]),
      )
      return
    case 'terms':
      terms(pen, root, it.items)
      return
    case 'details':
      pen.room(3 * body.leading)
      paragraph(pen, pen.tag(root, 'P'), it.summary, { ...body, face: 'semibold' })
      pen.y += 2
      terms(pen, root, it.items)
      return
    case 'table':
      pdfTable(pen, root, it.table, `Table ${it.number}.`)
      if (it.table.note !== undefined) {
        pen.y += 4
        paragraph(pen, pen.tag(root, 'P'), it.table.note, small)
      }
      pen.y += 12
      return
    case 'figure':
      figure(pen, root, it.figure, it.number, charts)
      return
    case 'note':
      note(pen, root, it)
      return
    case 'code':
      codeBlock(pen, root, it.text)
      return
    case 'references':
      list(
        pen,
        root,
        it.items.map((item, at) => [`${at + 1}.`, referenceText(item), `reference-${at + 1}`]),
        small.size,
      )
  }
}

function heading(
  pen: Pen,
  root: Tag,
  { level, id, text }: Extract<Block, { readonly kind: 'heading' }>,
  outline: PDFKit.PDFOutline[],
): void {
  const style: TextStyle =
    level === 2 ? { size: 14.5, leading: 19, face: 'semibold' } : { size: 11.2, leading: 15, face: 'semibold' }
  if (pen.y > pen.top) pen.y += level === 2 ? 14 : 8
  pen.room(level === 2 ? 110 : 80)
  if (level === 2 && id !== '') pen.pdf.addNamedDestination(id, 'XYZ', 0, pen.y, null)
  const parent = level === 2 ? pen.pdf.outline : (outline[0] ?? pen.pdf.outline)
  const item = parent.addItem(text, { expanded: level === 2 })
  if (level === 2) outline[0] = item
  paragraph(pen, pen.tag(root, level === 2 ? 'H2' : 'H3'), text, style)
  if (level === 2) {
    pen.artifact(() => {
      pen.pdf.rect(margin.left, pen.y + 1, textWidth, 0.6).fill(rule)
    })
  }
  pen.y += level === 2 ? 8 : 4
}

interface Placed {
  readonly left?: number
  readonly width?: number
}

/** Lines from the pen down, over as many pages as they need; no page begins or ends with one line of a longer paragraph. */
function paragraph(
  pen: Pen,
  tag: Tag,
  text: Text,
  style: TextStyle,
  { left = margin.left, width = textWidth }: Placed = {},
): void {
  const all = lines(runs(text, style), width, style.size)
  all.forEach((line, at) => {
    const together = at === 0 && all.length > 1 ? 2 : at === all.length - 2 ? 2 : 1
    pen.room(together * style.leading)
    pen.line(tag, line, left, pen.y + style.leading - 0.3 * style.size, style.size)
    pen.y += style.leading
  })
}

function list(pen: Pen, root: Tag, items: readonly (readonly [string, Text, string?])[], size = body.size): void {
  const style = { ...body, size, leading: (body.leading * size) / body.size }
  const owner = pen.tag(root, 'L')
  const indent = 6 + Math.max(...items.map(([mark]) => widthOf(mark, 'regular', size)))
  for (const [mark, text, place] of items) {
    const item = pen.tag(owner, 'LI')
    pen.room(2 * style.leading)
    if (place !== undefined) pen.pdf.addNamedDestination(place, 'XYZ', 0, pen.y, null)
    pen.line(
      pen.tag(item, 'Lbl'),
      runs(mark, { ...style, colour: muted }),
      margin.left,
      pen.y + style.leading - 0.3 * size,
      size,
    )
    paragraph(pen, pen.tag(item, 'LBody'), text, style, { left: margin.left + indent, width: textWidth - indent })
    pen.y += 2.5
  }
  pen.y += 5
}

function terms(pen: Pen, root: Tag, items: readonly { readonly term: string; readonly text: Text }[]): void {
  const owner = pen.tag(root, 'L')
  const column = 128
  for (const { term, text } of items) {
    const item = pen.tag(owner, 'LI')
    const label = lines(runs(term, { ...body, face: 'semibold' }), column - 12, body.size)
    pen.room(Math.max(2, label.length) * body.leading)
    const [startPage, start] = [pen.pdf.bufferedPageRange().count, pen.y]
    const lbl = pen.tag(item, 'Lbl')
    label.forEach((line, at) => {
      pen.line(lbl, line, margin.left, start + (at + 1) * body.leading - 0.3 * body.size, body.size)
    })
    paragraph(pen, pen.tag(item, 'LBody'), text, body, { left: margin.left + column, width: textWidth - column })
    if (pen.pdf.bufferedPageRange().count === startPage) pen.y = Math.max(pen.y, start + label.length * body.leading)
    pen.y += 2.5
  }
  pen.y += 6
}

function note(pen: Pen, root: Tag, it: Extract<Block, { readonly kind: 'note' }>): void {
  const style = it.tone === 'answer' ? { size: 11.2, leading: 15.6 } : body
  const inner = textWidth - 26
  const title = { kind: 'strong' as const, text: `${it.title.trim()} ` }
  const content: Text = [title, ...(typeof it.text === 'string' ? [it.text] : it.text)]
  const all = lines(runs(content, style), inner, style.size)
  const height = all.length * style.leading + 16
  pen.y += 3
  pen.room(Math.min(height, pen.bottom - pen.top))
  const bar = it.tone === 'answer' ? '#0072b2' : it.tone === 'caution' ? caution : muted
  pen.artifact(() => {
    pen.pdf.rect(margin.left, pen.y, textWidth, Math.min(height, pen.bottom - pen.y)).fill(wash)
    pen.pdf.rect(margin.left, pen.y, 3, Math.min(height, pen.bottom - pen.y)).fill(bar)
  })
  pen.y += 8
  paragraph(pen, pen.tag(root, 'P'), content, style, { left: margin.left + 15, width: inner })
  pen.y += 16
}

function codeBlock(pen: Pen, root: Tag, text: string): void {
  const style: TextStyle = { size: 8.4, leading: 12 }
  const all = text.split('\n').flatMap((line) => lines(runs(line, style), textWidth - 20, style.size))
  pen.room(Math.min(all.length * style.leading + 14, 200))
  const tag = pen.tag(root, 'Code')
  for (const line of all) {
    pen.room(style.leading)
    pen.artifact(() => {
      pen.pdf.rect(margin.left, pen.y, textWidth, style.leading).fill(wash)
    })
    pen.line(tag, line, margin.left + 10, pen.y + 9, style.size)
    pen.y += style.leading
  }
  pen.y += 8
}

const perPixel = 0.75

const captionStyle: TextStyle = { ...small, size: 8.8, leading: 11.8, colour: ink }

const captionText = ({ caption }: Figure, number: string): Text => [
  { kind: 'strong', text: `Figure ${number}. ` },
  ...(typeof caption === 'string' ? [caption] : caption),
]

/** A drawing in its pixels, the points to a pixel at which it fits a page, and the height of its caption. */
function figureSize(pen: Pen, it: Figure, number: string, charts: PdfOptions['charts']) {
  const svg = charts.get(it.id)
  if (svg === undefined) throw new RangeError(`Each figure needs its chart, ${it.id} has none.`)
  const { width, height } = drawingSize(svg)
  const captionLines = lines(runs(captionText(it, number), captionStyle), textWidth, captionStyle.size)
  const below = captionLines.length * captionStyle.leading + 8
  const scale = Math.min(perPixel, textWidth / width, (pen.bottom - pen.top - below) / height)
  return { svg, width, height, below, scale }
}

function figure(pen: Pen, root: Tag, it: Figure, number: string, charts: PdfOptions['charts']): void {
  const { svg, width, height, below, scale } = figureSize(pen, it, number, charts)
  pen.room(height * scale + below)
  const tag = pen.tag(root, 'Figure', { alt: it.alt })
  const { y } = pen
  pen.inside(tag, () => {
    SVGtoPDF(pen.pdf, bare(svg), margin.left, y, {
      width: width * scale,
      height: height * scale,
      assumePt: true,
      fontCallback: (_family, bold) => (bold ? 'semibold' : 'regular'),
      warningCallback: (warning) => {
        throw new RangeError(`A figure that the PDF can draw is required, ${it.id} has: ${warning}.`)
      },
    })
  })
  pen.y += height * scale + 4
  paragraph(pen, pen.tag(root, 'Caption'), captionText(it, number), captionStyle)
  pen.y += 12
}

/** The drawing without its size, to which it would be clipped, and without what a tagged picture says already. */
function bare(svg: string): string {
  return svg
    .replace(/<svg\b[^>]*>/, (root) => root.replace(/\s(?:width|height|aria-label|role)="[^"]*"/g, ''))
    .replace(/\stextLength="[^"]*" lengthAdjust="[^"]*"/g, '')
}

const referenceText = (it: Reference): Text => (it.doi === '' ? it.citation : [`${it.citation} `, doiLink(it.doi)])

function numberPages({ pdf }: Pen, title: string): void {
  const { count } = pdf.bufferedPageRange()
  const short = widthOf(title, 'regular', 8) <= textWidth - 60 ? title : `${title.slice(0, 84).trimEnd()}…`
  for (let at = 0; at < count; at++) {
    pdf.switchToPage(at)
    pdf.markContent('Artifact', { type: 'Pagination' })
    pdf.font('regular').fontSize(8).fillColor(muted)
    const number = `${at + 1} / ${count}`
    const y = pdf.page.height - 34
    pdf.text(short, margin.left, y, { lineBreak: false, baseline: 'alphabetic' })
    pdf.text(number, margin.left + textWidth - widthOf(number, 'regular', 8), y, {
      lineBreak: false,
      baseline: 'alphabetic',
    })
    pdf.endMarkedContent()
  }
}
