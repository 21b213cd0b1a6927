import type { Inline, Text } from './document.ts'

/**
 * Advance widths of Arial, in thousandths of the type size. Slides are set in Arial, which every computer has or has a twin of with the same widths, so
 * that they can be edited; text is measured before it is placed, because a slide that overflows cannot be scrolled.
 */
const characters =
  Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).join('') + '–—‘’“”·×±≥≤−…→←≈∞°§†αβγδΔφψ\u00a0'

// prettier-ignore
const regular = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015,
  667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333,
  556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
  556, 1000, 222, 222, 333, 333, 278, 584, 549, 549, 549, 584, 1000, 1000, 1000, 549, 713, 400, 556, 556, 578, 575, 500, 557, 668, 648, 713, 278,
]

// prettier-ignore
const bold = [
  278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975,
  722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333,
  556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
  556, 1000, 278, 278, 500, 500, 278, 584, 549, 549, 549, 584, 1000, 1000, 1000, 549, 713, 400, 556, 556, 615, 610, 556, 606, 719, 715, 753, 278,
]

const widths = { regular: byCharacter(regular), bold: byCharacter(bold) } as const

function byCharacter(all: readonly number[]): ReadonlyMap<string, number> {
  return new Map(Array.from(characters, (it, at) => [it, all[at] ?? 600] as const))
}

/** Width of a line in inches at a type size in points. Characters that are not listed count as a wide capital. */
export function slideWidth(text: string, size: number, weight: 'regular' | 'bold' = 'regular'): number {
  let width = 0
  for (const it of text) width += widths[weight].get(it) ?? 780
  return (width * size) / 72_000
}

/** How many lines of `width` inches a text needs. */
export function slideLines(text: Text, width: number, size: number, weight: 'regular' | 'bold' = 'regular'): number {
  const parts: readonly Inline[] = typeof text === 'string' ? [text] : text
  let lines = 1
  let used = 0
  for (const part of parts) {
    const heavy = typeof part !== 'string' && part.kind === 'strong' ? 'bold' : weight
    for (const word of plainText([part]).split(/(?<=[\s–—-])/u)) {
      const own = slideWidth(word.trimEnd(), size, heavy)
      if (used > 0 && used + own > width) {
        lines++
        used = 0
      }
      // A word that is wider than the line is broken by the program that shows it.
      lines += Math.max(0, Math.ceil(own / width) - 1)
      used += slideWidth(word, size, heavy)
    }
  }
  return lines
}

/** A text without its marks. */
export function plainText(text: Text): string {
  if (typeof text === 'string') return text
  return text.map((it) => (typeof it === 'string' ? it : it.kind === 'cite' ? `[${it.number}]` : it.text)).join('')
}
