import { lineAt, textAt, type Layer } from './layer.ts'
import { spreadLabels } from './spread-labels.ts'
import { textWidth, wrapText } from './text-width.ts'
import { faint, semibold } from './theme.ts'

/** What stands beside the end of a line: places in pixels. */
export interface EdgeLabel {
  readonly x: number
  readonly y: number
  readonly text: string
  readonly colour: string
  /** Drawn as a piece of the line before the name, where lines of one colour are told apart by it. */
  readonly dash?: readonly number[]
}

const size = 13
const lineHeight = 17
/** Length of a piece of a line. */
const sample = 26
/** Wider names are broken. */
const widest = 150

/** Names at the right edge of a plot, at the height where their lines end, pushed apart until they stand clear. */
export function edgeLabels(
  labels: readonly EdgeLabel[],
  { width, height }: { readonly width: number; readonly height: number },
): readonly Layer[] {
  const broken = labels.map((it) => ({ ...it, lines: wrapText(it.text, widest, size, semibold) }))
  const wanted = broken.map(({ y, lines }) => ({
    centre: y,
    height: lines.length * lineHeight + (lines.length > 1 ? 4 : 0),
  }))
  const centres = spreadLabels(wanted, -4, height + 4)
  return broken.flatMap(({ x, y, lines, colour, dash }, at) => {
    const centre = centres[at] ?? 0
    const text = width + 10 + (dash === undefined ? 0 : sample + 6)
    const leads = width - x > 24 || Math.abs(y - centre) > 12
    return [
      ...(leads ? [lineAt([x + 5, y], [width + 7, centre], { colour: faint, width: 0.7, dash: [1, 3] })] : []),
      ...(dash === undefined
        ? []
        : [lineAt([width + 10, centre], [width + 10 + sample, centre], { colour, width: 2, dash })]),
      ...lines.map((line, row) =>
        textAt(line, text, centre + (row - (lines.length - 1) / 2) * lineHeight, {
          colour,
          size,
          weight: semibold,
        }),
      ),
    ]
  })
}

/** Room that the names take at the right, in pixels. */
export function edgeLabelWidth(texts: readonly string[], samples = false): number {
  const lines = texts.flatMap((it) => wrapText(it, widest, size, semibold))
  return 10 + (samples ? sample + 6 : 0) + Math.max(0, ...lines.map((it) => textWidth(it, size, semibold)))
}
