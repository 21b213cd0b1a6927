import { formatEstimate, intervalName } from '../result/measure-format.ts'
import type { CurveFigureParts } from './curve-figure.ts'
import { textAt, type Layer } from './layer.ts'
import { xOf, yOf, type Plot } from './plot.ts'
import { textWidth, wrapText } from './text-width.ts'
import { ink, muted, paper, semibold, sizes } from './theme.ts'

interface Line {
  readonly text: string
  readonly kind: 'heading' | 'value' | 'note'
}

const lineHeight = 18
const noteWidth = 230

/**
 * The hazard ratio as reported, then as rebuilt, and what it is in words: top right, or bottom left where the curves stay
 * high, or as a sentence under the title where both places are taken.
 */
export function hazardRatioBlock(
  parts: CurveFigureParts,
  plot: Plot,
): { readonly layers: readonly Layer[]; readonly sentence: readonly string[] } {
  const lines = hazardRatioLines(parts)
  if (lines.length === 0) return { layers: [], sentence: [] }
  const width = Math.max(...lines.map((it) => textWidth(it.text, size(it), it.kind === 'heading' ? semibold : 400)))
  const height = lines.length * lineHeight
  const places = [
    { left: plot.width - width, top: 4, align: 'right' },
    { left: 10, top: plot.height - height - 26, align: 'left' },
  ] as const
  const place = places.find((it) => isFree(parts, plot, it.left, it.top, width, height))
  if (place === undefined) return { layers: [], sentence: sentenceOf(lines, plot) }
  const x = place.align === 'right' ? plot.width : place.left
  return {
    layers: [
      {
        data: { values: [{}] },
        mark: { type: 'rect', color: paper, opacity: 0.8 },
        encoding: {
          x: { value: Math.floor(place.left) - 4 },
          x2: { value: Math.ceil(place.left + width) + (place.align === 'right' ? 0 : 4) },
          y: { value: place.top },
          y2: { value: place.top + height + 2 },
        },
      },
      ...lines.map((it, at) =>
        textAt(it.text, x, place.top + lineHeight * (at + 0.5) + 2, {
          align: place.align,
          size: size(it),
          colour: it.kind === 'note' ? muted : ink,
          weight: it.kind === 'heading' ? semibold : 400,
        }),
      ),
    ],
    sentence: [],
  }
}

const size = (line: Line): number => (line.kind === 'note' ? sizes.note : 13)

function hazardRatioLines({ arms, reported, rebuilt, endpoint }: CurveFigureParts): readonly Line[] {
  const label = (id: string): string => arms.find((it) => it.id === id)?.label ?? id
  const rows = rebuilt.filter((it) => it.measure === 'hazard-ratio')
  const printed = reported.filter((it) => it.measure === 'hazard-ratio')
  const contrasts = [...new Set([...printed.map((it) => it.arm), ...rows.map((it) => `${it.arm}-vs-${it.versus}`)])]
  const lines = contrasts.flatMap((contrast): Line[] => {
    const paper_ = printed.find((it) => it.arm === contrast)
    const row = rows.find((it) => `${it.arm}-vs-${it.versus}` === contrast)
    const interval = intervalName(paper_?.level ?? row?.level ?? null)
    const [arm = '', versus = ''] = contrast.split('-vs-')
    const whose = contrasts.length > 1 ? `, ${label(arm)} v. ${label(versus)}` : ''
    return [
      { text: `Hazard ratio${whose} (${interval})`, kind: 'heading' },
      ...(paper_ ? [{ text: `reported ${paper_.printed}`, kind: 'value' } as const] : []),
      ...(row ? [{ text: `rebuilt ${formatEstimate(row)}`, kind: 'value' } as const] : []),
    ]
  })
  if (lines.length === 0) return []
  const definition = wrapText(endpoint.hazardRatioDefinition, noteWidth, sizes.note)
  return [...lines, ...definition.map((text) => ({ text, kind: 'note' }) as const)]
}

function sentenceOf(lines: readonly Line[], plot: Plot): readonly string[] {
  const text = lines.map((it) => (it.kind === 'heading' ? `${it.text}:` : it.text)).join(' ')
  return wrapText(text, plot.left + plot.width, sizes.subtitle)
}

/** No curve and no reported figure crosses the box (bands may: the box has a ground of its own). */
function isFree(
  parts: CurveFigureParts,
  plot: Plot,
  left: number,
  top: number,
  width: number,
  height: number,
): boolean {
  const margin = 8
  const inside = (time: number, survival: number): boolean => {
    const x = xOf(plot, time)
    const y = yOf(plot, survival)
    return x > left - margin && x < left + width + margin && y > top - margin && y < top + height + margin
  }
  const steps = 40
  const along = Array.from({ length: steps + 1 }, (_, at) => at / steps)
  const figures = parts.reported.flatMap((it): (readonly [number, number])[] => {
    const { time, lower, upper, estimate } = it
    if (it.measure === 'median') {
      const from = lower ?? estimate ?? plot.end
      return along.map((share) => [from + share * ((upper ?? plot.end) - from), 0.5])
    }
    if (it.measure !== 'survival' || time === null || estimate === null) return []
    const [from, to] = [lower ?? estimate, upper ?? estimate]
    return along.map((share) => [time, from + share * (to - from)])
  })
  const medians = parts.rebuilt.flatMap((it): (readonly [number, number])[] => {
    const time = it.measure === 'median' && it.versus === '' ? it.estimate : null
    return time === null
      ? []
      : [...along.map((at) => [time, at / 2] as const), ...along.map((at) => [time * at, 0.5] as const)]
  })
  const curves = parts.arms.flatMap((arm) => [arm.km, arm.smooth].flatMap((points) => filled(points, plot)))
  return ![...figures, ...medians, ...curves].some(([time, survival]) => inside(time, survival))
}

/** A curve as points close enough that no box slips between them. */
function filled(
  points: readonly { readonly time: number; readonly survival: number }[],
  plot: Plot,
): readonly (readonly [number, number])[] {
  const step = (plot.end / plot.width) * 6
  return points.flatMap(({ time, survival }, at) => {
    const until = points[at + 1]?.time ?? time
    const count = Math.min(200, Math.ceil((until - time) / step))
    return [
      [time, survival] as const,
      ...Array.from({ length: Math.max(0, count - 1) }, (_, i) => [time + (i + 1) * step, survival] as const),
    ]
  })
}
