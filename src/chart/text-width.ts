/**
 * Advance widths of the font of the charts, in thousandths of the type size, so that text can be placed and broken where there is no
 * font to ask (in a browser, say). Kerning is left out: it makes text narrower, so boxes err on the side of too wide.
 */
const characters =
  Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).join('') + '–—‘’“”·×±≥≤−…→←≈∞°§†αβγδΔφψ\u00a0'

// prettier-ignore
const regular = [
  200, 289, 426, 497, 497, 824, 609, 249, 303, 303, 418, 497, 249, 311, 249, 350, 497, 497, 497, 497, 497, 497, 497,
  497, 497, 497, 249, 249, 497, 497, 497, 425, 847, 544, 588, 571, 615, 527, 494, 617, 652, 263, 480, 579, 486, 727,
  647, 664, 566, 664, 569, 534, 536, 645, 515, 786, 513, 476, 539, 303, 350, 303, 497, 500, 542, 504, 553, 456, 555,
  496, 292, 504, 544, 246, 247, 495, 255, 829, 547, 542, 555, 555, 347, 419, 338, 544, 467, 719, 446, 467, 425, 303,
  241, 303, 497, 480, 800, 249, 249, 426, 426, 249, 497, 497, 497, 497, 497, 948, 619, 619, 497, 782, 331, 497, 454,
  560, 565, 484, 531, 588, 680, 689, 200,
]

// prettier-ignore
const semibold = [
  200, 315, 482, 513, 513, 841, 639, 275, 324, 324, 438, 513, 275, 322, 275, 344, 513, 513, 513, 513, 513, 513, 513,
  513, 513, 513, 275, 275, 513, 513, 513, 444, 875, 558, 597, 576, 625, 538, 510, 628, 663, 282, 494, 597, 502, 745,
  657, 674, 582, 674, 592, 545, 546, 655, 536, 800, 541, 501, 540, 324, 344, 324, 513, 500, 549, 516, 563, 462, 564,
  507, 317, 520, 558, 262, 263, 522, 271, 843, 560, 549, 564, 564, 373, 431, 361, 556, 495, 748, 481, 495, 443, 324,
  255, 324, 513, 480, 800, 275, 275, 482, 482, 275, 513, 513, 513, 513, 513, 964, 618, 618, 513, 798, 348, 513, 482,
  578, 583, 509, 540, 614, 710, 721, 200,
]

const regularWidths = new Map(Array.from(characters, (it, at) => [it, regular[at] ?? 560] as const))
const semiboldWidths = new Map(Array.from(characters, (it, at) => [it, semibold[at] ?? 570] as const))

/** Width of a line of text in pixels. `size` in pixels; a weight of 600 and more is semibold. Other characters count as a wide letter. */
export function textWidth(text: string, size: number, weight = 400): number {
  const widths = weight >= 600 ? semiboldWidths : regularWidths
  let width = 0
  for (const it of text) width += widths.get(it) ?? 600
  return (width * size) / 1000
}

/** Text in lines no wider than `width` pixels, broken at spaces; a word that is wider is broken after its dashes and slashes. */
export function wrapText(text: string, width: number, size: number, weight = 400): readonly string[] {
  const fits = (it: string): boolean => textWidth(it, size, weight) <= width
  const lines: string[] = []
  let line = ''
  const add = (piece: string, joint: string): void => {
    const longer = line === '' ? piece : line + joint + piece
    if (line === '' || fits(longer)) {
      line = longer
    } else {
      lines.push(line)
      line = piece
    }
  }
  for (const word of text.split(' ')) {
    const [first = '', ...rest] = fits(word) ? [word] : word.split(/(?<=[–—\-/])/)
    add(first, ' ')
    for (const piece of rest) add(piece, '')
  }
  return line === '' ? lines : [...lines, line]
}
