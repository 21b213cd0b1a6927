import { tickLabels } from './tick-labels.ts'
import { values, type Layer } from './layer.ts'
import { logScale, niceScale } from './nice-scale.ts'
import { logarithmic, ownAxes, scale } from './plot.ts'
import { muted, paper, sizes } from './theme.ts'

/** A dot with an interval in a row of a panel. Numbers in the unit of the axis. */
export interface IntervalMark {
  /** Height of the row's middle, in pixels from the top of the panel. */
  readonly y: number
  readonly estimate: number | null
  readonly lower: number | null
  readonly upper: number | null
  readonly shape: 'diamond' | 'circle'
  readonly filled: boolean
  readonly colour: string
  readonly stroke: number
  readonly dash?: readonly number[]
  readonly caps?: boolean
  /** Figure id or row name, for whoever reads the specification. */
  readonly name: string
}

export interface IntervalPanel {
  readonly width: number
  readonly height: number
  readonly log: boolean
  readonly title: string
  /** What the quantity can be, so that no axis promises 102%. */
  readonly within?: readonly [number, number]
  /** Vertical lines: at no effect, at the published result. */
  readonly rules: readonly {
    readonly at: number
    readonly colour: string
    readonly dash: readonly number[]
    /** Above the line. */
    readonly label?: string
    /** Pixels from the top between which it is drawn; absent: all the way. */
    readonly spans?: readonly (readonly [from: number, to: number])[]
  }[]
  /** Numbers that the axis must hold though nothing is drawn at them: panels that belong together share an axis. */
  readonly holds?: readonly number[]
  readonly marks: readonly IntervalMark[]
  /** Further layers in pixels: labels and columns. */
  readonly texts: readonly Layer[]
}

/** Rows of dots with intervals over one axis at the bottom; texts beside them. */
export function intervalPanel(panel: IntervalPanel) {
  const numbers = [
    ...panel.marks.flatMap((it) => [it.estimate, it.lower, it.upper]),
    ...panel.rules.map((it) => it.at),
    ...(panel.holds ?? []),
  ].filter((it) => it !== null)
  const axis = panel.log ? logScale(numbers) : niceScale(numbers, 6, panel.within)
  const xScale = panel.log ? logarithmic(axis.from, axis.to) : scale(axis.from, axis.to)
  const x = (field: string) => ({ field, type: 'quantitative', scale: xScale, axis: null }) as const
  const y = { field: 'y', type: 'quantitative', scale: scale(panel.height, 0), axis: null } as const
  const layer: Layer[] = [
    {
      data: values([{ at: axis.from, y: panel.height }]),
      mark: { type: 'point', opacity: 0 },
      encoding: {
        x: {
          field: 'at',
          type: 'quantitative',
          scale: xScale,
          axis: {
            // Without a number there is nothing to measure.
            values: numbers.length === 0 ? [] : [...axis.ticks],
            ...tickLabels,
            tickSize: 5,
            title: panel.title,
            titlePadding: 8,
            gridOpacity: 1,
          },
        },
        y,
      },
    },
    ...panel.rules.map((it): Layer => ({
      data: values((it.spans ?? [[0, panel.height]]).map(([y, y2]) => ({ at: it.at, y, y2 }))),
      mark: { type: 'rule', color: it.colour, strokeWidth: 1.2, strokeDash: [...it.dash] },
      encoding: { x: x('at'), y, y2: { field: 'y2' } },
    })),
    ...panel.rules.flatMap((it): Layer[] =>
      it.label === undefined
        ? []
        : [
            {
              data: values([{ at: it.at }]),
              mark: {
                type: 'text',
                text: it.label,
                align: 'center',
                baseline: 'middle',
                color: muted,
                fontSize: sizes.note,
              },
              encoding: { x: x('at'), y: { value: -9 } },
            },
          ],
    ),
    ...panel.marks.flatMap((it) => markLayers(it, x, y, axis)),
    ...panel.texts,
  ]
  return { width: panel.width, height: panel.height, layer, resolve: ownAxes }
}

function markLayers(
  mark: IntervalMark,
  x: (field: string) => { readonly field: string; readonly type: 'quantitative'; readonly axis: null },
  y: { readonly field: string; readonly type: 'quantitative'; readonly axis: null },
  axis: { readonly from: number; readonly to: number },
): readonly Layer[] {
  const { name, estimate, colour } = mark
  const layers: Layer[] = []
  if (mark.lower !== null || mark.upper !== null) {
    const from = mark.lower ?? axis.from
    const to = mark.upper ?? axis.to
    layers.push({
      data: values([{ name, y: mark.y, from, to }]),
      mark: {
        type: 'rule',
        color: colour,
        strokeWidth: mark.stroke,
        ...(mark.dash ? { strokeDash: [...mark.dash] } : {}),
      },
      encoding: { x: x('from'), x2: { field: 'to' }, y },
    })
    const caps = [...(mark.lower === null ? [] : [from]), ...(mark.upper === null ? [] : [to])]
    if (mark.caps === true) {
      layers.push({
        data: values(caps.map((at) => ({ name, y: mark.y, at }))),
        mark: { type: 'tick', orient: 'vertical', size: 7, thickness: mark.stroke, color: colour },
        encoding: { x: x('at'), y },
      })
    }
    if (mark.upper === null || mark.lower === null) {
      layers.push({
        data: values([{ name, y: mark.y, at: mark.upper === null ? to : from }]),
        mark: {
          type: 'point',
          shape: mark.upper === null ? 'triangle-right' : 'triangle-left',
          filled: true,
          size: 40,
          color: colour,
        },
        encoding: { x: x('at'), y },
      })
    }
  }
  if (estimate !== null) {
    layers.push({
      data: values([{ name, y: mark.y, estimate }]),
      mark: {
        type: 'point',
        shape: mark.shape,
        size: mark.shape === 'diamond' ? 70 : 46,
        fill: mark.filled ? colour : paper,
        stroke: colour,
        strokeWidth: 1.5,
      },
      encoding: { x: x('estimate'), y },
    })
  }
  return layers
}
