import { Buffer } from 'node:buffer'
import type { Text } from '../report/document.ts'
import type { SlideColours, SlidePicture, Slides, StepChart } from '../report/slide.ts'
import {
  frame,
  itemGap,
  layoutSlides,
  listIndent,
  type Placed,
  type PlacedSlide,
  sourceSize,
} from '../report/slide-layout.ts'
import { plainText } from '../report/slide-width.ts'
import { cellMargin } from '../report/slide-table.ts'
import { type DeckSlide, type DeckText, newDeck } from './new-deck.ts'
import { normalisedPptx } from './normalised-pptx.ts'
import { drawingSize } from './drawing-size.ts'
import { toPng } from './to-png.ts'

export interface PptxOptions {
  /** Picture id -> SVG. */
  readonly pictures: ReadonlyMap<string, string>
  readonly date: Date
}

const face = 'Arial'
const hex = (colour: string): string => colour.slice(1).toUpperCase()

/**
 * Slides as a PowerPoint file, sixteen by nine: titles in the title placeholder, tables and step charts that can be edited, pictures with the sentence that says
 * what they show, notes for the speaker. The same slides and date give the same bytes.
 *
 * RangeError where a picture has no drawing.
 */
export async function toPptx(slides: Slides, { pictures, date }: PptxOptions): Promise<Uint8Array> {
  const svgOf = ({ id }: SlidePicture): string => {
    const svg = pictures.get(id)
    if (svg === undefined) throw new RangeError(`Each picture of a slide needs its drawing, ${id} has none.`)
    return svg
  }
  const look = lookOf(slides.colours)
  const deck = newDeck()
  deck.defineLayout({ name: 'wide', width: frame.width, height: frame.height })
  deck.layout = 'wide'
  deck.title = slides.title
  deck.theme = { headFontFace: face, bodyFontFace: face }
  deck.defineSlideMaster({
    title: 'Finding',
    background: { color: look.paper },
    objects: [
      {
        placeholder: {
          // What stands here overrides what a slide says: the size is the slide's.
          options: {
            name: 'title',
            type: 'title',
            ...frame.title,
            ...look.plain,
            align: 'left',
            valign: 'top',
            bold: true,
          },
          text: '',
        },
      },
    ],
    slideNumber: {
      x: 12.2,
      y: frame.source.y,
      w: 0.6,
      h: 0.26,
      fontFace: face,
      fontSize: 10,
      color: look.muted,
      align: 'right',
    },
  })
  const charts: StepChart[] = []
  for (const slide of layoutSlides(slides, (it) => drawingSize(svgOf(it)))) {
    addSlide(deck.addSlide({ masterName: 'Finding' }), slide, look, svgOf, charts)
  }
  const raw = await deck.write({ outputType: 'uint8array' })
  if (!(raw instanceof Uint8Array)) throw new TypeError('The bytes of the slides are required.')
  return normalisedPptx(raw, { title: slides.title, subject: slides.subject, charts, date })
}

/** Colours as the file writes them, and text without more: its boxes hold exactly what was measured for them. */
function lookOf({ paper, ink, muted, rule, accent }: SlideColours) {
  const plain = { margin: 0, fontFace: face, color: hex(ink), lang: 'en-GB' } as const
  return { paper: hex(paper), ink: hex(ink), muted: hex(muted), rule: hex(rule), accent: hex(accent), plain }
}

type Look = ReturnType<typeof lookOf>

function addSlide(
  to: DeckSlide,
  slide: PlacedSlide,
  look: Look,
  svgOf: (picture: SlidePicture) => string,
  charts: StepChart[],
): void {
  to.addText(slide.title, {
    placeholder: 'title',
    ...look.plain,
    fontSize: slide.titleSize,
    bold: true,
    align: 'left',
    valign: 'top',
    lineSpacingMultiple: 0.95,
  })
  to.addText(slide.part, { ...frame.part, ...look.plain, fontSize: 12, bold: true, color: look.accent, valign: 'top' })
  for (const item of slide.items) addItem(to, item, look, svgOf, charts)
  to.addText(slide.source, {
    ...frame.source,
    ...look.plain,
    fontSize: sourceSize,
    color: look.muted,
    valign: 'middle',
  })
  to.addNotes(slide.notes.join('\n'))
}

function addItem(
  to: DeckSlide,
  item: Placed,
  look: Look,
  svgOf: (picture: SlidePicture) => string,
  charts: StepChart[],
): void {
  switch (item.kind) {
    case 'text':
      to.addText(words(item.text), {
        ...item.box,
        ...look.plain,
        fontSize: item.size,
        color: item.quiet ? look.muted : look.ink,
        valign: 'top',
      })
      return
    case 'list':
      addList(to, item, look)
      return
    case 'table':
      addTable(to, item, look)
      return
    case 'picture': {
      const svg = svgOf(item.picture)
      const zoom = pictureZoom(item.box.w, drawingSize(svg).width)
      const data = `image/png;base64,${Buffer.from(toPng(svg, { zoom })).toString('base64')}`
      to.addImage({ data, ...item.box, altText: item.picture.alt })
      return
    }
    case 'chart':
      // The chart itself is written by chartPart: this gives it its place, its relations and its workbook.
      charts.push(item.chart)
      to.addChart(
        'scatter',
        [
          { name: 'x', values: [0] },
          { name: 'y', values: [0] },
        ],
        { ...item.box, altText: item.chart.alt },
      )
  }
}

/** 150 pixels to the inch: sharp on a projector of 1920 pixels. */
const pictureZoom = (inches: number, pixels: number): number => Math.round((inches * 150 * 100) / pixels) / 100

function addList(
  to: DeckSlide,
  { items, size, from, box }: Extract<Placed, { readonly kind: 'list' }>,
  look: Look,
): void {
  const indent = listIndent(size) * 72
  // One run an item: pptxgenjs begins a paragraph with every run that has a bullet.
  const runs = items.map((item, at) => ({
    text: plainText(item),
    options: {
      bullet: from === null ? { indent } : { type: 'number' as const, indent, numberStartAt: from },
      paraSpaceAfter: itemGap(size) * 72,
      breakLine: at < items.length - 1,
    },
  }))
  to.addText(runs, { ...box, ...look.plain, fontSize: size, valign: 'top' })
}

function addTable(to: DeckSlide, { table, box }: Extract<Placed, { readonly kind: 'table' }>, look: Look): void {
  const { columns, rows, heads, size, widths, heights, headHeight } = table
  const border = (color: string, pt: number) => ({ type: 'solid' as const, color, pt })
  const none = { type: 'none' as const }
  const cell = (text: Text, at: number, strong: boolean, below: ReturnType<typeof border>) => ({
    text: words(text),
    options: {
      align:
        columns[at]?.align === 'right'
          ? ('right' as const)
          : columns[at]?.align === 'centre'
            ? ('center' as const)
            : ('left' as const),
      valign: strong ? ('bottom' as const) : ('top' as const),
      bold: strong,
      border: [none, none, below, none] as [typeof none, typeof none, typeof below, typeof none],
      color: strong ? look.muted : look.ink,
    },
  })
  const head = heads ? [columns.map((it, at) => cell(it.label, at, true, border(look.ink, 1)))] : []
  const body = rows.map((row) => row.map((it, at) => cell(it, at, false, border(look.rule, 0.75))))
  to.addTable([...head, ...body], {
    x: box.x,
    y: box.y,
    w: box.w,
    colW: [...widths],
    rowH: [...(heads ? [headHeight] : []), ...heights],
    fontFace: face,
    fontSize: size,
    margin: [cellMargin.y, cellMargin.x, cellMargin.y, cellMargin.x],
    autoPage: false,
  })
}

/** A text as runs. */
function words(text: Text): DeckText[] {
  const parts = typeof text === 'string' ? [text] : text
  return parts.map((part) => {
    if (typeof part === 'string') return { text: part }
    if (part.kind === 'cite') return { text: `[${part.number}]` }
    if (part.kind === 'link') return { text: part.text, options: { hyperlink: { url: part.href } } }
    return { text: part.text, options: { bold: part.kind === 'strong', italic: part.kind === 'emphasis' } }
  })
}
