import type { Table, Text } from './document.ts'
import type { Slide, SlideBlock, SlidePicture, Slides, StepChart } from './slide.ts'
import { fittingTable, type PlacedTable, rowsThatFit, type SlideTable, termsTable } from './slide-table.ts'
import { plainText, slideLines } from './slide-width.ts'

/** Inches from the top left corner. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

export type Placed =
  | { readonly kind: 'text'; readonly box: Box; readonly text: Text; readonly size: number; readonly quiet: boolean }
  | {
      readonly kind: 'list'
      readonly box: Box
      readonly items: readonly Text[]
      readonly size: number
      readonly from: number | null
    }
  | { readonly kind: 'table'; readonly box: Box; readonly table: PlacedTable }
  | { readonly kind: 'picture'; readonly box: Box; readonly picture: SlidePicture }
  | { readonly kind: 'chart'; readonly box: Box; readonly chart: StepChart }

export interface PlacedSlide {
  readonly part: string
  readonly title: string
  readonly titleSize: number
  readonly items: readonly Placed[]
  readonly source: string
  readonly notes: readonly string[]
}

export interface PictureSize {
  /** Pixels. */
  readonly width: number
  readonly height: number
}

/** The frame of every slide, sixteen by nine. */
export const frame = {
  width: 13.333,
  height: 7.5,
  part: { x: 0.6, y: 0.3, w: 11, h: 0.28 },
  title: { x: 0.6, y: 0.58, w: 12.13, h: 0.98 },
  /** From under a title of one line; a longer title takes from its height. */
  content: { x: 0.6, y: 1.2, w: 12.13, h: 5.8 },
  source: { x: 0.6, y: 7.06, w: 11.4, h: 0.26 },
} as const

/** Height of a line in inches. */
export const lineHeight = (size: number): number => (size * 1.2) / 72
/** Room after an item of a list. */
export const itemGap = (size: number): number => (size * 0.45) / 72
export const listIndent = (size: number): number => (size * 1.5) / 72

/** The last row reads 12 points; only the line of sources is smaller. */
export const leastSize = 12
export const sourceSize = 10

/**
 * Slides with a place for everything: what does not fit on one runs on to another under the same title, in the appendix. Everything is measured;
 * nothing overflows and nothing is set smaller than 12 points.
 */
export function layoutSlides(
  { slides }: Pick<Slides, 'slides'>,
  sizeOf: (picture: SlidePicture) => PictureSize,
): readonly PlacedSlide[] {
  const all = slides.flatMap((slide) => {
    const pages = pagesOf(slide, sizeOf)
    return pages.map((items, at) => {
      const appendix = slide.appendix === true || at > 0
      const part = pages.length === 1 ? slide.part : `${slide.part} (${at + 1} of ${pages.length})`
      const placed: PlacedSlide = {
        part: appendix ? `Appendix: ${part}` : part,
        ...fittingTitle(slide.title),
        items,
        source: fitting(slide.source, frame.source.w, sourceSize),
        notes: slide.notes.filter((it) => it !== ''),
      }
      return { appendix, placed }
    })
  })
  // The talk first; what runs over and what only a question asks for after it.
  return [...all.filter((it) => !it.appendix), ...all.filter((it) => it.appendix)].map((it) => it.placed)
}

function fittingTitle(title: string): { readonly title: string; readonly titleSize: number } {
  const sizes = [26, 24, 22, 20, 18, 16]
  const fits = (size: number): boolean =>
    slideLines(title, frame.title.w, size, 'bold') * lineHeight(size) <= frame.title.h
  return { title, titleSize: sizes.find(fits) ?? 14 }
}

/** Where the content begins. */
function underTitle(title: string): number {
  const { titleSize } = fittingTitle(title)
  return frame.title.y + slideLines(title, frame.title.w, titleSize, 'bold') * lineHeight(titleSize) + 0.2
}

/** A text cut at a word so that it stays on one line. */
function fitting(text: string, width: number, size: number): string {
  if (slideLines(text, width, size) === 1) return text
  const words = text.split(' ')
  while (words.length > 1 && slideLines(`${words.join(' ')} …`, width, size) > 1) words.pop()
  return `${words.join(' ')} …`
}

type Page = Placed[]

function pagesOf(slide: Slide, sizeOf: (picture: SlidePicture) => PictureSize): readonly Page[] {
  const { x, w, y: highest, h } = frame.content
  const bottom = highest + h
  const top = Math.max(highest, underTitle(slide.title))
  const pages: Page[] = [[]]
  let y: number = top
  const put = (placed: Placed, gap = 0.1): void => {
    pages.at(-1)?.push(placed)
    y = placed.box.y + placed.box.h + gap
  }
  const turn = (): void => {
    if ((pages.at(-1) ?? []).length === 0) return
    pages.push([])
    y = top
  }
  slide.blocks.forEach((block, at) => {
    placeBlock(block, slide.blocks.slice(at + 1))
  })
  return pages

  function placeBlock(block: SlideBlock, after: readonly SlideBlock[]): void {
    switch (block.kind) {
      case 'text':
        placeText(block)
        return
      case 'list':
        placeList(block.items, block.ordered)
        return
      case 'terms':
        placeTable(termsTable(block.items))
        return
      case 'table':
        placeTable(contentOf(block.table), leastHeight(after, w))
        return
      case 'picture': {
        const size = sizeOf(block.picture)
        if (bottom - y < 3.2) turn()
        const scale = Math.min(w / size.width, (bottom - y) / size.height)
        put({ kind: 'picture', picture: block.picture, box: { x, y, w: size.width * scale, h: size.height * scale } })
        return
      }
      case 'chart':
        if (bottom - y < 3.2) turn()
        put({ kind: 'chart', chart: block.chart, box: { x, y, w, h: bottom - y } })
    }
  }

  function placeText({ text, tone }: Extract<SlideBlock, { readonly kind: 'text' }>): void {
    const size = { lead: 18, plain: 16, caption: leastSize, small: leastSize }[tone]
    const height = (it: Text): number => slideLines(it, w, size) * lineHeight(size) + 0.05
    if (tone !== 'small') {
      // A caption does not end a slide.
      if (y + height(text) + (tone === 'caption' ? 1 : 0) > bottom) turn()
      put(
        { kind: 'text', text, size, quiet: false, box: { x, y, w, h: height(text) } },
        tone === 'caption' ? 0.02 : 0.1,
      )
      return
    }
    // What stands under a table is in the notes too: as many of its sentences as there is room for.
    const sentences = sentencesOf(text)
    const said = (count: number): string =>
      sentences.slice(0, count).join(' ') + (count < sentences.length ? ` ${moreInNotes}` : '')
    let count = sentences.length
    while (count > 0 && y + height(said(count)) > bottom) count--
    if (count > 0) put({ kind: 'text', text: said(count), size, quiet: true, box: { x, y, w, h: height(said(count)) } })
  }

  function placeList(items: readonly Text[], ordered: boolean): void {
    const heightOf = (it: Text, size: number): number =>
      slideLines(it, w - listIndent(size) - 0.05, size) * lineHeight(size) + itemGap(size)
    const total = (size: number): number => items.reduce((sum, it) => sum + heightOf(it, size), 0)
    const size = [20, 18, 16, 14].find((it) => y + total(it) <= bottom) ?? 16
    let rest = items
    let from = 1
    while (rest.length > 0) {
      let [count, height] = [0, 0]
      for (const it of rest) {
        if (y + height + heightOf(it, size) > bottom) break
        height += heightOf(it, size)
        count++
      }
      if (count === 0 && y > top) {
        turn()
        continue
      }
      const own = Math.max(1, count)
      put({
        kind: 'list',
        items: rest.slice(0, own),
        size,
        from: ordered ? from : null,
        box: { x, y, w, h: Math.max(height, heightOf(rest[0] ?? '', size)) },
      })
      rest = rest.slice(own)
      from += own
      if (rest.length > 0) turn()
    }
  }

  /** In a type that leaves what the tables after it need, where that can be. */
  function placeTable(content: SlideTable, after = 0): void {
    let rest = content
    const sizes = fittingTable(content, w, bottom - y - after)
    while (rest.rows.length > 0) {
      const placed = fittingTable(rest, w, bottom - y, sizes)
      const count = rowsThatFit(placed, bottom - y)
      if (count === 0 && y > top) {
        turn()
        continue
      }
      const own = Math.max(1, count)
      const shown = { ...placed, rows: placed.rows.slice(0, own), heights: placed.heights.slice(0, own) }
      const height = shown.headHeight + shown.heights.reduce((sum, it) => sum + it, 0)
      put({ kind: 'table', table: shown, box: { x, y, w: shown.widths.reduce((sum, it) => sum + it, 0), h: height } })
      rest = { ...rest, rows: rest.rows.slice(own) }
      if (rest.rows.length > 0) turn()
    }
  }
}

const moreInNotes = 'More in the notes.'
const sentencesOf = (text: Text): readonly string[] => plainText(text).split(/(?<=\.) (?=[A-Z])/u)
const smallHeight = (text: Text, width: number): number =>
  slideLines(text, width, leastSize) * lineHeight(leastSize) + 0.05

const contentOf = ({ columns, rows }: Table): SlideTable => ({ columns, rows, heads: true })

/** Of the tables among the blocks with their captions, in the smallest type, and of the first sentence of what stands under them. */
function leastHeight(blocks: readonly SlideBlock[], width: number): number {
  return blocks.reduce((sum, it) => {
    if (it.kind === 'text' && it.tone === 'small') {
      const [first = '', ...more] = sentencesOf(it.text)
      return sum + smallHeight(more.length === 0 ? first : `${first} ${moreInNotes}`, width) + 0.1
    }
    if (it.kind !== 'table') return sum
    const { headHeight, heights } = fittingTable(contentOf(it.table), width, 0)
    return sum + headHeight + heights.reduce((all, one) => all + one, 0) + 0.45
  }, 0)
}
