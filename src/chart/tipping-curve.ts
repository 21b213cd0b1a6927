import { shareTickLabels, tickLabels } from './tick-labels.ts'
import type { TopLevelSpec } from 'vega-lite'
import type { Results } from '../result/frames.ts'
import { formatEstimate, formatInterval, formatParameter, formatValue, measureLabel } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import { askedInWords } from './asked-in-words.ts'
import { values, type Layer } from './layer.ts'
import { lowerFirst } from '../result/lower-first.ts'
import { parameterAt, parameterName, parameterTitle } from './parameter-words.ts'
import { ownAxes } from './plot.ts'
import { wrapText } from './text-width.ts'
import { armStyles, chartConfig, ink, paper, semibold, sizes } from './theme.ts'
import { attainable, targetLine, tipLayers } from './tip-layers.ts'
import { tippingFrame, xChannel, yChannel, type TippingFrame } from './tipping-frame.ts'

export type TippingData = Pick<Results, 'analysis' | 'trials' | 'endpoints' | 'scenarios' | 'rows'>

/** Which sweep is drawn. */
export interface TippingTarget {
  readonly trial: string
  readonly endpoint: string
  readonly scenario: string
  readonly parameter: string
  readonly measure: string
  readonly time: number | null
  /** Of the swept rows; left out: all that match the rest. */
  readonly variant?: string
  readonly method?: string
}

export interface TippingOptions {
  /** Where the conclusion changes, in the unit of the measure; as the rows say, else no effect, if left out. */
  readonly target?: number
  /** What must reach it; as the rows say if left out. */
  readonly reaches?: 'estimate' | 'lower' | 'upper'
  /** What the parameter is, in words, under the axis; its name if left out. */
  readonly parameterLabel?: string
  readonly width?: number
  readonly height?: number
}

function isSwept(row: Row, { trial, endpoint, scenario, parameter }: TippingTarget): boolean {
  return row.trial === trial && row.endpoint === endpoint && row.scenario === scenario && row.parameter === parameter
}

/** What was sought along the sweep; none where it is shown for itself. */
export function tippingRows({ rows }: Pick<TippingData, 'rows'>, target: TippingTarget): readonly Row[] {
  const { method } = target
  return rows.filter(
    (it) => isSwept(it, target) && it.origin === 'tipping' && (method === undefined || it.method === method),
  )
}

/**
 * Tipping curve: the result with its interval against a parameter, the line at which the conclusion changes, and every value
 * of the parameter at which it is reached; where there is none, that, and what the result can attain.
 *
 * RangeError where the rows hold fewer than two values of the parameter.
 */
export function tippingCurve(results: TippingData, target: TippingTarget, options: TippingOptions = {}): TopLevelSpec {
  const { width = 520, height = 300 } = options
  const sweep = sweepOf(results, target)
  if (sweep.length < 2) {
    throw new RangeError(
      `At least two values of ${target.parameter} are required as rows, got ${String(sweep.length)}.`,
    )
  }
  const tips = tippingRows(results, target)
  const asked = tips.map((it) => askedInWords(it.variant)).find((it) => it !== null)
  const reaches = options.reaches ?? asked?.reaches ?? 'lower'
  const bounds = boundsOf(results, target, reaches)
  const trial = results.trials.find((it) => it.id === target.trial)
  const endpoint = results.endpoints.find((it) => it.trial === target.trial && it.id === target.endpoint)
  const scenario = results.scenarios.find((it) => it.id === target.scenario)
  const line = options.target ?? asked?.target
  const frame = tippingFrame(sweep, line === null || line === undefined ? {} : { target: line }, width, height)
  const arm = sweep[0]?.arm ?? ''
  const styles = armStyles(trial?.arms ?? [])
  const colour = styles.find((it) => it.id === arm)?.line ?? ink
  const what = measureLabel(target.measure, target.time)
  const verdict = verdictOf(tips, bounds, target)
  const left = 70
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: `${what.replace(/ \(.*\)$/, '')} of ${lowerFirst(endpoint?.label ?? target.endpoint)} in ${trial?.label ?? target.trial} against the ${parameterName(target.parameter)}, ${ends(sweep)}: ${verdict}.`,
    title: {
      text: wrapText(
        `${trial?.label ?? target.trial}: ${lowerFirst(scenario?.label ?? target.scenario)}`,
        left + width + 60,
        sizes.title,
        semibold,
      ).slice(),
      subtitle: wrapText(
        `Line and shading: ${lowerFirst(what)} and its ${interval(sweep)} under each ${parameterName(target.parameter)}. ` +
          `${verdict.charAt(0).toUpperCase()}${verdict.slice(1)}.`,
        left + width + 60,
        sizes.subtitle,
      ).slice(),
      dx: -left,
    },
    vconcat: [
      {
        width,
        height,
        resolve: ownAxes,
        layer: [
          ...axes(frame, what, options.parameterLabel ?? parameterTitle(target.parameter)),
          ...curve(sweep, frame, colour, reaches),
          ...targetLine(frame, reaches),
          ...tipLayers(tips, frame),
          ...(tips.every((it) => it.estimate === null) ? attainable(bounds, frame) : []),
        ],
      },
    ],
    bounds: 'flush',
    config: chartConfig,
  }
}

/** What is attainable: of the limit that must reach the target. */
function boundsOf({ rows }: Pick<TippingData, 'rows'>, target: TippingTarget, reaches: string): readonly Row[] {
  const bounded = reaches === 'estimate' ? target.measure : `${target.measure}-${reaches}`
  return rows.filter((it) => isSwept(it, target) && it.origin === 'bound' && it.measure === bounded)
}

/** What the search along the sweep found, as a clause; where nothing was sought, the result at both its ends. */
export function tippingFinding(results: Pick<TippingData, 'rows'>, target: TippingTarget): string {
  const tips = tippingRows(results, target)
  if (tips.length === 0)
    return `${lowerFirst(measureLabel(target.measure, target.time))} ${ends(sweepOf(results, target))}`
  const reaches = tips.map((it) => askedInWords(it.variant)).find((it) => it !== null)?.reaches ?? 'lower'
  return verdictOf(tips, boundsOf(results, target, reaches), target)
}

/** The result at each value of the parameter, in their order. */
function sweepOf({ rows }: Pick<TippingData, 'rows'>, target: TippingTarget): readonly Row[] {
  return rows
    .filter(
      (it) =>
        isSwept(it, target) &&
        it.origin === 'scenario' &&
        it.value !== null &&
        it.estimate !== null &&
        it.measure === target.measure &&
        it.time === target.time &&
        (target.variant === undefined || it.variant === target.variant) &&
        (target.method === undefined || it.method === target.method),
    )
    .sort((a, b) => (a.value ?? 0) - (b.value ?? 0))
}

function axes(frame: TippingFrame, what: string, parameter: string): readonly Layer[] {
  return [
    {
      data: values([{ value: frame.x.from, estimate: frame.y.from }]),
      mark: { type: 'point', opacity: 0 },
      encoding: {
        x: {
          ...xChannel(frame, 'value'),
          axis: {
            values: [...frame.x.ticks],
            grid: false,
            tickSize: 5,
            ...(/share|proportion/.test(parameter) ? shareTickLabels : tickLabels),
            title: frame.x.log ? `${parameter} (logarithmic axis)` : parameter,
            titleAnchor: 'start',
            titlePadding: 10,
          },
        },
        y: {
          ...yChannel(frame, 'estimate'),
          axis: {
            values: [...frame.y.ticks],
            domain: false,
            ticks: false,
            labelPadding: 8,
            ...tickLabels,
            title: what,
            titleX: -58,
          },
        },
      },
    },
  ]
}

function curve(
  sweep: readonly Row[],
  frame: TippingFrame,
  colour: string,
  reaches: 'estimate' | 'lower' | 'upper',
): readonly Layer[] {
  const at = (it: number | null): number | null => (it === null ? null : it * frame.factor)
  const rows = sweep.map((it) => ({
    value: it.value,
    estimate: at(it.estimate),
    lower: at(it.lower),
    upper: at(it.upper),
    status: it.status,
  }))
  const banded = rows.filter((it) => it.lower !== null && it.upper !== null)
  const infeasible = rows.filter((it) => it.status === 'infeasible')
  const line = (field: 'estimate' | 'lower' | 'upper', strokeWidth: number): Layer => ({
    data: values(field === 'estimate' ? rows : banded),
    mark: { type: 'line', color: colour, strokeWidth, strokeJoin: 'round' },
    encoding: { x: xChannel(frame, 'value'), y: yChannel(frame, field) },
  })
  return [
    ...(banded.length < 2
      ? []
      : [
          {
            data: values(banded),
            mark: { type: 'area' as const, color: colour, opacity: 0.14 },
            encoding: { x: xChannel(frame, 'value'), y: yChannel(frame, 'lower'), y2: { field: 'upper' } },
          },
        ]),
    ...(reaches === 'estimate' || banded.length < 2 ? [] : [line(reaches, 1.2)]),
    line('estimate', 2.2),
    ...(infeasible.length === 0
      ? []
      : [
          {
            data: values(infeasible),
            mark: { type: 'point' as const, shape: 'circle', size: 40, fill: paper, stroke: colour, strokeWidth: 1.4 },
            encoding: { x: xChannel(frame, 'value'), y: yChannel(frame, 'estimate') },
          },
        ]),
  ]
}

/** "25.3 (14.9–35.6) at delta 1, 12.2 (2.1–22.4) at delta 1000". */
function ends(sweep: readonly Row[]): string {
  const [first, last] = [sweep[0], sweep.at(-1)]
  return [first, last]
    .flatMap((it) =>
      it === undefined
        ? []
        : [`${formatEstimate(it)} at ${parameterAt(it.parameter, formatParameter(it.parameter, it.value ?? 0))}`],
    )
    .join(', ')
}

/** What the search found, as a clause. */
function verdictOf(tips: readonly Row[], bounds: readonly Row[], target: TippingTarget): string {
  const roots = tips.flatMap((it) => (it.estimate === null ? [] : [formatParameter(it.parameter, it.estimate)]))
  const asked = tips.find((it) => it.variant !== '')?.variant
  const subject = asked ?? 'the conclusion changes'
  if (roots.length > 0) {
    return `${subject} at ${parameterAt(target.parameter, roots.join(' and '))}${roots.length === 1 ? '' : ' (several tipping points)'}`
  }
  const reach = bounds.map((it) => formatInterval(it.measure, it.lower, it.upper)).find((it) => it !== null)
  const attains = reach === undefined ? '' : ` (attainable: ${reach})`
  if (tips.length === 0) return 'no tipping point was sought'
  return `none in range: there is no ${parameterName(target.parameter)} at which ${subject}${attains}`
}

function interval(sweep: readonly Row[]): string {
  const level = sweep.find((it) => it.level !== null)?.level
  return level === undefined || level === null
    ? 'interval'
    : `${formatValue('proportion', level).replace(/\.0%$/, '%')} interval`
}
