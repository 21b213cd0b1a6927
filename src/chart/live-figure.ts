import type { TopLevelSpec } from 'vega-lite'
import type { Results } from '../result/frames.ts'
import { armCurves, endLabelWidth } from './arm-curves.ts'
import type { Layer } from './layer.ts'
import { ownAxes, scale, type Plot } from './plot.ts'
import { reportedLayers } from './reported-layers.ts'
import { armStyles, caution, chartConfig, ink, semibold, sizes } from './theme.ts'
import { survivalAxes, timeAxis } from './time-axis.ts'

const width = 600
const height = 330
const left = 93

/** Names of the data sets that a page fills: points of lines, names at their ends, the time that is looked at. */
export const liveData = { lines: 'lines', labels: 'labels', cursor: 'cursor' } as const

/** How a line is drawn: as the one curve of its arm, thin beside what is assumed, what is assumed, or what no survival curve can do. */
export const liveStyles = ['main', 'beside', 'assumed', 'infeasible'] as const

/**
 * The curves of an endpoint with nothing on them but the printed figures: a page draws its own lines into it, as the reader's assumptions change. A printed
 * figure says where it is printed when it is pointed at.
 *
 * RangeError where the endpoint has no curves.
 */
export function liveFigure(
  results: Pick<Results, 'trials' | 'endpoints' | 'curves' | 'censored' | 'reported' | 'risk' | 'analysis'>,
  target: { readonly trial: string; readonly endpoint: string; readonly end: number },
): TopLevelSpec {
  const of = (it: { readonly trial: string; readonly endpoint: string }): boolean =>
    it.trial === target.trial && it.endpoint === target.endpoint
  const trial = results.trials.find((it) => it.id === target.trial)
  const endpoint = results.endpoints.find((it) => it.trial === target.trial && it.id === target.endpoint)
  if (!trial || !endpoint) throw new RangeError(`Curves are required, got none for ${target.trial}.`)
  const styles = armStyles(trial.arms)
  const arms = armCurves(styles, results.curves.filter(of), results.censored.filter(of), trial)
  const { ticks, end } = timeAxis([], target.end, width)
  const plot: Plot = { width, height, left, end }
  const options = { width, height }
  const parts = {
    trial,
    endpoint,
    arms,
    reported: results.reported.filter(of),
    rebuilt: [],
    calibrated: results.analysis.calibrated === true,
    options,
  }
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: `${endpoint.label} in ${trial.label}: rebuilt curves, and what becomes of them under the assumption that is chosen beside the figure.`,
    width,
    height,
    padding: { left: 12, top: 12, bottom: 12, right: endLabelWidth(arms) + 90 },
    autosize: 'pad',
    resolve: ownAxes,
    layer: [
      survivalAxes(plot, ticks, endpoint),
      cursor(plot),
      ...liveStyles.map((style) => line(style, plot)),
      ...reportedLayers(parts, plot),
      names(plot),
    ],
    config: chartConfig,
  }
}

/** Rows say their colour themselves: two ranges on one colour scale would drop one. */
const colour = { field: 'colour', type: 'nominal', scale: null, legend: null } as const

interface Look {
  readonly strokeWidth: number
  readonly opacity?: number
  readonly strokeDash?: number[]
}

const looks: Readonly<Record<(typeof liveStyles)[number], Look>> = {
  main: { strokeWidth: 2.2 },
  beside: { strokeWidth: 1.2, opacity: 0.75 },
  assumed: { strokeWidth: 2.6, strokeDash: [7, 2.5] },
  infeasible: { strokeWidth: 2.6, strokeDash: [3, 2] },
}

function line(style: (typeof liveStyles)[number], { end }: Plot): Layer {
  return {
    data: { name: liveData.lines },
    transform: [{ filter: { field: 'style', equal: style } }],
    mark: { type: 'line', interpolate: 'linear', strokeJoin: 'miter', clip: true, ...looks[style] },
    encoding: {
      x: { field: 'time', type: 'quantitative', scale: scale(0, end), axis: null },
      y: { field: 'survival', type: 'quantitative', scale: scale(0, 1), axis: null },
      detail: { field: 'key', type: 'nominal' },
      order: { field: 'order', type: 'quantitative' },
      color: style === 'infeasible' ? { value: caution } : colour,
    },
  }
}

function cursor({ end }: Plot): Layer {
  return {
    data: { name: liveData.cursor },
    mark: { type: 'rule', color: ink, strokeWidth: 1, strokeDash: [2, 3], opacity: 0.6 },
    encoding: { x: { field: 'time', type: 'quantitative', scale: scale(0, end), axis: null } },
  }
}

function names({ end }: Plot): Layer {
  return {
    data: { name: liveData.labels },
    mark: { type: 'text', align: 'left', dx: 8, fontSize: sizes.label, fontWeight: semibold },
    encoding: {
      x: { field: 'time', type: 'quantitative', scale: scale(0, end), axis: null },
      y: { field: 'survival', type: 'quantitative', scale: scale(0, 1), axis: null },
      text: { field: 'text', type: 'nominal' },
      color: colour,
    },
  }
}
