import { ink, muted } from '../chart/theme.ts'
import type { Inline, Text } from '../report/document.ts'
import { measuredWidth } from './fonts.ts'

export interface TextStyle {
  /** Points. */
  readonly size: number
  readonly leading: number
  readonly face?: 'regular' | 'semibold'
  readonly colour?: string
}

/** Words in one face and colour; `href` or `goTo` (a named place of the document) where they are a link. */
export interface Run {
  readonly text: string
  readonly face: 'regular' | 'semibold'
  readonly colour: string
  readonly href?: string
  readonly goTo?: string
}

export type Line = readonly Run[]

export const linkColour = '#005f96'

/** A text as runs of one face each. */
export function runs(text: Text, style: TextStyle): readonly Run[] {
  const { face = 'regular', colour = ink } = style
  const plain = { face, colour }
  const parts: readonly Inline[] = typeof text === 'string' ? [text] : text
  return parts.map((part): Run => {
    if (typeof part === 'string') return { ...plain, text: part }
    switch (part.kind) {
      case 'strong':
        return { ...plain, text: part.text, face: 'semibold' }
      case 'emphasis':
      case 'code':
        return { ...plain, text: part.text, colour: part.kind === 'code' ? muted : colour }
      case 'link':
        return { ...plain, text: part.text, colour: linkColour, href: part.href }
      case 'cite':
        return { ...plain, text: `[${part.number}]`, colour: linkColour, goTo: `reference-${part.number}` }
      case 'see':
        return { ...plain, text: part.text, colour: linkColour, goTo: part.to }
    }
  })
}

const widths = new Map<string, number>()

/** Width in points; a report says the same words again and again. */
export function widthOf(text: string, face: Run['face'], size: number): number {
  const key = `${face}${text}`
  const known = widths.get(key)
  if (known !== undefined) return known * size
  const width = measuredWidth(text, 1, face === 'semibold' ? 600 : 400)
  if (widths.size > 20_000) widths.clear()
  widths.set(key, width)
  return width * size
}

/** Points by which rounding may make a word wider than the column that was measured for it. */
const slack = 0.01

/** Runs broken into lines no wider than `width`: at spaces, after dashes and slashes of long words, and inside a word only where nothing else helps. */
export function lines(all: readonly Run[], width: number, size: number): readonly Line[] {
  const found: Run[][] = [[]]
  let used = 0
  let pending = ''
  const put = (run: Run, text: string): void => {
    const line = found.at(-1) ?? []
    const last = line.at(-1)
    if (last !== undefined && sameLook(last, run)) line[line.length - 1] = { ...last, text: last.text + text }
    else line.push({ ...run, text })
  }
  for (const { run, text } of pieces(all)) {
    if (text.trim() === '') {
      pending += text === '\n' ? '' : ' '
      if (text !== '\n') continue
    }
    const space = pending === '' || used === 0 ? '' : ' '
    pending = ''
    const wide = widthOf(text, run.face, size)
    const gap = space === '' ? 0 : widthOf(' ', run.face, size)
    if (text === '\n' || (used > 0 && used + gap + wide > width + slack)) {
      found.push([])
      used = 0
      if (text === '\n') continue
    } else if (space !== '') {
      put(run, space)
      used += gap
    }
    for (const part of wide > width + slack ? broken(text, run.face, size, width) : [text]) {
      const own = widthOf(part, run.face, size)
      if (used > 0 && used + own > width + slack) {
        found.push([])
        used = 0
      }
      put(run, part)
      used += own
    }
  }
  return found
}

const sameLook = (a: Run, b: Run): boolean =>
  a.face === b.face && a.colour === b.colour && a.href === b.href && a.goTo === b.goTo

/** Spaces and what stands between them; a number stays with its unit by U+00A0, which is no space here. */
function pieces(all: readonly Run[]): readonly { readonly run: Run; readonly text: string }[] {
  return all.flatMap((run) =>
    run.text.split(/(\n| +)/).flatMap((text) => (text === '' ? [] : soft(text).map((it) => ({ run, text: it })))),
  )
}

/** A long word may break after a dash or a slash: addresses, hashes, names of files. */
const soft = (word: string): readonly string[] => (word.length > 24 ? word.split(/(?<=[-/_.])/) : [word])

function broken(word: string, face: Run['face'], size: number, width: number): readonly string[] {
  const parts: string[] = ['']
  for (const letter of word) {
    const longer = `${parts.at(-1) ?? ''}${letter}`
    if (parts.at(-1) !== '' && widthOf(longer, face, size) > width + slack) parts.push(letter)
    else parts[parts.length - 1] = longer
  }
  return parts
}

/** Width of the widest piece that must stay together, and of the whole text on one line. */
export function extent(all: readonly Run[], size: number): { readonly least: number; readonly most: number } {
  const parts = pieces(all)
  const wide = parts.map(({ run, text }) => widthOf(text.trim() === '' ? ' ' : text, run.face, size))
  const words = parts.flatMap(({ text }, at) => (text.trim() === '' ? [] : [wide[at] ?? 0]))
  return { least: Math.max(0, ...words), most: wide.reduce((sum, it) => sum + it, 0) }
}
