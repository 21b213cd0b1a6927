import { monthsSince } from './months-since.ts'
import { tickLabels } from './tick-labels.ts'
import type { EndpointText, RiskRow } from '../result/frames.ts'
import { trimmed } from '../result/format.ts'
import type { CurveFigureParts } from './curve-figure-parts.ts'
import { lastFigure } from './curve-layers.ts'
import { lineAt, textAt, values, type Layer } from './layer.ts'
import { scale, xOf, type Plot } from './plot.ts'
import { textWidth, wrapText } from './text-width.ts'
import { faint, muted, semibold, sizes } from './theme.ts'

export interface TimeAxis {
  readonly ticks: readonly number[]
  readonly end: number
}

/** Room that a column of the number table wants, in pixels. */
const column = 42

/** Ticks at the times of the number table, thinned until its columns stand clear; without one, at a step that suits the horizon. */
export function timeAxis(risk: readonly RiskRow[], horizon: number, width: number): TimeAxis {
  const times = [...new Set(risk.map((it) => it.time))].sort((a, b) => a - b)
  const last = times.at(-1)
  if (last !== undefined && last > 0) {
    const end = Math.max(last, horizon)
    const kept = times.filter((_, at) => at % Math.ceil((times.length * column * last) / (width * end)) === 0)
    return { ticks: kept, end }
  }
  const months = horizon > 0 ? horizon : 1
  const step = [0.5, 1, 2, 3, 6, 12, 24, 60, 120].find((it) => months / it <= 8) ?? Math.ceil(months / 8)
  const count = Math.ceil(months / step)
  const end = count * step - months <= 0.35 * step ? count * step : months
  const ticks = Array.from({ length: count + 1 }, (_, at) => at * step).filter((it) => it <= end)
  return { ticks, end }
}

/** Both axes of a survival plot: horizontal grid only, no line on the left. */
export function survivalAxes(plot: Plot, ticks: readonly number[], endpoint: EndpointText): Layer {
  return {
    data: values([{ time: 0, survival: 0 }]),
    mark: { type: 'point', opacity: 0 },
    encoding: {
      x: {
        field: 'time',
        type: 'quantitative',
        scale: scale(0, plot.end),
        axis: {
          values: [...ticks],
          grid: false,
          tickSize: 5,
          ...tickLabels,
          title: monthsSince(endpoint.clock),
          titleAnchor: 'start',
          titlePadding: 12,
        },
      },
      y: {
        field: 'survival',
        type: 'quantitative',
        scale: scale(0, 1),
        axis: {
          values: [0, 0.25, 0.5, 0.75, 1],
          format: '.0%',
          domain: false,
          ticks: false,
          labelPadding: 8,
          title: endpoint.label,
          titleX: 12 - plot.left,
        },
      },
    },
  }
}

/** Where no reported figure pins a curve any more, the axis says so: a bracket from the first such time to the end. */
export function axisNote({ endpoint, arms }: CurveFigureParts, plot: Plot): readonly Layer[] {
  const open = arms
    .map(({ id, label }) => ({ label, last: lastFigure(endpoint, id) }))
    .filter(({ last }) => last < endpoint.horizon && plot.width - xOf(plot, last) >= 4)
    .sort((a, b) => a.last - b.last)
  if (open.length === 0) return []
  const from = xOf(plot, Math.min(...open.map(({ last }) => last)))
  const never = open.length === arms.length && open.every(({ last }) => last === 0)
  const whole = `${never ? 'no printed figure has a time' : `nothing reported beyond ${beyond(open, arms.length)}`}: the model’s alone`
  const titleEnds = textWidth(monthsSince(endpoint.clock), sizes.heading, semibold) + 18
  const lines = wrapText(whole, plot.width - titleEnds, sizes.note)
  const half = Math.max(...lines.map((it) => textWidth(it, sizes.note))) / 2
  const centre = Math.min(plot.width - half, Math.max(titleEnds + half, (from + plot.width) / 2))
  const line = plot.height + 26
  return [
    lineAt([from, line], [plot.width, line], { colour: faint }),
    lineAt([from, line - 4], [from, line], { colour: faint }),
    lineAt([plot.width, line - 4], [plot.width, line], { colour: faint }),
    ...lines.map((text, at) =>
      textAt(text, centre, line + 13 + 13 * at, { align: 'center', colour: muted, size: sizes.note }),
    ),
  ]
}

/** "24 months", or "12 months (Standard regimen), 16.1 months (Ide-cel)" where the arms differ. */
function beyond(open: readonly { readonly label: string; readonly last: number }[], arms: number): string {
  const months = (last: number): string => `${trimmed(last, 1)} ${trimmed(last, 1) === '1' ? 'month' : 'months'}`
  const times = new Set(open.map(({ last }) => trimmed(last, 1)))
  const [first] = open
  if (times.size === 1 && open.length === arms && first !== undefined) return months(first.last)
  return open.map(({ label, last }) => `${last === 0 ? 'the start' : months(last)} (${label})`).join(', ')
}
