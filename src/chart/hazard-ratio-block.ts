import { formatEstimate, intervalName } from '../result/measure-format.ts'
import type { CurveFigureParts } from './curve-figure-parts.ts'
import { textAt, type Layer } from './layer.ts'
import { xOf, yOf, type Plot } from './plot.ts'
import { textWidth, wrapText } from './text-width.ts'
import { ink, muted, paper, semibold, sizes } from './theme.ts'

interface Line {
  readonly text: string
  readonly kind: 'heading' | 'value' | 'note'
}

const lineHeight = (line: Line): number => (line.kind === 'note' ? 15 : 18)
/** Wider lines are broken. */
const widest = 250

/**
 * The hazard ratio as reported, then as rebuilt, and what it is in words: top right, or bottom left where the curves stay
 * high, or as a sentence under the title where both places are taken.
 */
export function hazardRatioBlock(
  parts: CurveFigureParts,
  plot: Plot,
): { readonly layers: readonly Layer[]; readonly sentence: readonly string[] } {
  const found = ratios(parts)
  if (found.length === 0) return { layers: [], sentence: [] }
  const definition = hazardRatioDefinition(parts)
  const lines = linesOf(found, definition)
  const width = Math.max(...lines.map((it) => textWidth(it.text, size(it), it.kind === 'heading' ? semibold : 400)))
  const height = lines.reduce((sum, it) => sum + lineHeight(it), 0)
  const places = [
    { left: plot.width - width, top: 4, align: 'right' },
    { left: 10, top: plot.height - height - 26, align: 'left' },
  ] as const
  const place = places.find((it) => isFree(parts, plot, it.left, it.top, width, height))
  if (place === undefined) return { layers: [], sentence: sentenceOf(found, definition, plot) }
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
        textAt(it.text, x, place.top + centreOf(lines, at) + 2, {
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

/** What the printed ratio is, and where the rebuilt one is another, what that is. */
export function hazardRatioDefinition({ endpoint, rebuilt }: Pick<CurveFigureParts, 'endpoint' | 'rebuilt'>): string {
  const printed = endpoint.hazardRatioDefinition
  const other = rebuilt.some((it) => it.measure === 'hazard-ratio' && it.verdict === 'not-comparable')
  return other && printed !== '' ? `Reported: ${printed}. Rebuilt: all events, the arm alone; not comparable` : printed
}

const centreOf = (lines: readonly Line[], at: number): number =>
  lines.slice(0, at).reduce((sum, it) => sum + lineHeight(it), 0) +
  lineHeight(lines[at] ?? { text: '', kind: 'note' }) / 2

const size = (line: Line): number => (line.kind === 'note' ? sizes.note : 13)

interface Ratio {
  readonly heading: string
  readonly said: readonly string[]
}

function ratios({ arms, reported, rebuilt }: CurveFigureParts): readonly Ratio[] {
  const label = (id: string): string => arms.find((it) => it.id === id)?.label ?? id
  const rows = rebuilt.filter((it) => it.measure === 'hazard-ratio')
  const printed = reported.filter((it) => it.measure === 'hazard-ratio')
  const contrasts = [...new Set([...printed.map((it) => it.arm), ...rows.map((it) => `${it.arm}-vs-${it.versus}`)])]
  return contrasts.map((contrast) => {
    const figure = printed.find((it) => it.arm === contrast)
    const row = rows.find((it) => `${it.arm}-vs-${it.versus}` === contrast)
    const [arm = '', versus = ''] = contrast.split('-vs-')
    const whose = contrasts.length > 1 ? `, ${label(arm)} v. ${label(versus)}` : ''
    const [one, other] = [figure?.level ?? null, row?.level ?? null]
    const differ = one !== null && other !== null && one !== other
    const own = (level: number | null): string => (differ ? `, ${intervalName(level)}` : '')
    return {
      heading: `Hazard ratio${whose}${differ ? '' : ` (${intervalName(one ?? other)})`}`,
      said: [
        ...(figure ? [`reported ${figure.printed}${own(one)}`] : []),
        ...(row ? [`rebuilt ${formatEstimate(row)}${own(other)}`] : []),
      ],
    }
  })
}

function linesOf(found: readonly Ratio[], definition: string): readonly Line[] {
  return [
    ...found.flatMap((it): Line[] => [
      ...wrapText(it.heading, widest, 13, semibold).map((text) => ({ text, kind: 'heading' }) as const),
      ...it.said.map((text) => ({ text, kind: 'value' }) as const),
    ]),
    ...wrapText(definition, widest, sizes.note).map((text) => ({ text, kind: 'note' }) as const),
  ]
}

function sentenceOf(found: readonly Ratio[], definition: string, plot: Plot): readonly string[] {
  const sentences = found.map((it) => `${it.heading}: ${it.said.join(', ')}.`)
  return wrapText([...sentences, definition].join(' '), plot.left + plot.width, sizes.subtitle)
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
