import type { TopLevelSpec } from 'vega-lite'
import { range } from '../result/format.ts'
import type { Results } from '../result/frames.ts'
import { formatInterval, formatParameter, formatValue, measureFormat, measureLabel } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import { lineAt, textAt, values, type Layer } from './layer.ts'
import { lowerFirst } from './lower-first.ts'
import { logScale, niceScale } from './nice-scale.ts'
import { logarithmic, ownAxes, scale } from './plot.ts'
import { textWidth, wrapText } from './text-width.ts'
import { armStyles, chartConfig, faint, ink, muted, paper, semibold, sizes } from './theme.ts'

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
  /** Where the conclusion changes, in the unit of the measure; no effect if left out. */
  readonly target?: number
  /** What must reach it. */
  readonly reaches?: 'estimate' | 'lower' | 'upper'
  /** What the parameter is, in words, under the axis; its name if left out. */
  readonly parameterLabel?: string
  readonly width?: number
  readonly height?: number
}

/**
 * Tipping curve: the result with its interval against a parameter, the line at which the conclusion changes, and every value
 * of the parameter at which it is reached; where there is none, that, and what the result can attain.
 *
 * RangeError where the rows hold fewer than two values of the parameter.
 */
export function tippingCurve(results: TippingData, target: TippingTarget, options: TippingOptions = {}): TopLevelSpec {
  const { width = 520, height = 300, reaches = 'lower' } = options
  const of = (it: Row): boolean =>
    it.trial === target.trial &&
    it.endpoint === target.endpoint &&
    it.scenario === target.scenario &&
    it.parameter === target.parameter
  const sweep = results.rows
    .filter(
      (it) =>
        of(it) &&
        it.origin === 'scenario' &&
        it.value !== null &&
        it.estimate !== null &&
        it.measure === target.measure &&
        it.time === target.time &&
        (target.variant === undefined || it.variant === target.variant) &&
        (target.method === undefined || it.method === target.method),
    )
    .sort((a, b) => (a.value ?? 0) - (b.value ?? 0))
  if (sweep.length < 2) {
    throw new RangeError(
      `At least two values of ${target.parameter} are required as rows, got ${String(sweep.length)}.`,
    )
  }
  const tips = results.rows.filter(
    (it) => of(it) && it.origin === 'tipping' && (target.method === undefined || it.method === target.method),
  )
  const bounds = results.rows.filter((it) => of(it) && it.origin === 'bound' && it.measure === target.measure)
  const trial = results.trials.find((it) => it.id === target.trial)
  const endpoint = results.endpoints.find((it) => it.trial === target.trial && it.id === target.endpoint)
  const scenario = results.scenarios.find((it) => it.id === target.scenario)
  const frame = frameOf(sweep, options, width, height)
  const arm = sweep[0]?.arm ?? ''
  const styles = armStyles(trial?.arms ?? [])
  const colour = styles.find((it) => it.id === arm)?.line ?? ink
  const what = measureLabel(target.measure, target.time)
  const verdict = verdictOf(tips, bounds, target)
  const left = 70
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: `${what.replace(/ \(.*\)$/, '')} of ${lowerFirst(endpoint?.label ?? target.endpoint)} in ${trial?.label ?? target.trial} against ${target.parameter}, with its interval: ${verdict}.`,
    title: {
      text: wrapText(
        `${trial?.label ?? target.trial}: ${lowerFirst(scenario?.label ?? target.scenario)}`,
        left + width + 60,
        sizes.title,
        semibold,
      ).slice(),
      subtitle: wrapText(
        `Line and shading: ${lowerFirst(what)} and its ${interval(sweep)} under each value of ${target.parameter}. ` +
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
          ...axes(frame, what, options.parameterLabel ?? target.parameter),
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

interface Frame {
  readonly width: number
  readonly height: number
  readonly x: { readonly from: number; readonly to: number; readonly ticks: readonly number[]; readonly log: boolean }
  readonly y: { readonly from: number; readonly to: number; readonly ticks: readonly number[] }
  /** 100 where proportions are drawn as percentages. */
  readonly factor: number
  readonly target: number
}

function frameOf(sweep: readonly Row[], options: TippingOptions, width: number, height: number): Frame {
  const measure = sweep[0]?.measure ?? ''
  const { kind } = measureFormat(measure)
  const factor = kind === 'percent' || kind === 'points' ? 100 : 1
  const target = (options.target ?? (kind === 'ratio' ? 1 : 0)) * factor
  const numbers = sweep.flatMap((it) =>
    [it.estimate, it.lower, it.upper].flatMap((n) => (n === null ? [] : [n * factor])),
  )
  const swept = sweep.flatMap((it) => (it.value === null ? [] : [it.value]))
  const [least, most] = [Math.min(...swept), Math.max(...swept)]
  const log = least > 0 && most / least >= 8
  const nice = log ? logScale([least, most]) : niceScale([least, most])
  const x = { from: least, to: most, ticks: nice.ticks.filter((it) => it >= least && it <= most), log }
  return { width, height, x, y: niceScale([...numbers, target]), factor, target }
}

const xChannel = (frame: Frame, field: string) =>
  ({
    field,
    type: 'quantitative',
    scale: frame.x.log ? logarithmic(frame.x.from, frame.x.to) : scale(frame.x.from, frame.x.to),
    axis: null,
  }) as const

const yChannel = (frame: Frame, field: string) =>
  ({ field, type: 'quantitative', scale: scale(frame.y.from, frame.y.to), axis: null }) as const

function axes(frame: Frame, what: string, parameter: string): readonly Layer[] {
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
            format: /share|proportion/.test(parameter) ? '~%' : '~r',
            title: parameter,
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
            format: '~r',
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
  frame: Frame,
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

function yPixel(frame: Frame, value: number): number {
  return frame.height * (1 - (value - frame.y.from) / (frame.y.to - frame.y.from))
}

function xPixel(frame: Frame, value: number): number {
  const { from, to, log } = frame.x
  return frame.width * (log ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from))
}

/** Where the conclusion changes, named at the right edge. */
function targetLine(frame: Frame, reaches: string): readonly Layer[] {
  const y = yPixel(frame, frame.target)
  const lines = [...(reaches === 'estimate' ? [] : [`${reaches} limit:`]), 'conclusion', 'changes here']
  return [
    {
      data: values([{ target: frame.target }]),
      mark: { type: 'rule', color: ink, strokeWidth: 1.2, strokeDash: [5, 3] },
      encoding: { y: yChannel(frame, 'target') },
    },
    ...lines.map((text, at) =>
      textAt(text, frame.width + 10, y + (at - (lines.length - 1) / 2) * 14, { colour: muted, size: sizes.note }),
    ),
  ]
}

/** What the result can attain where nothing tips: a bracket at the right edge. */
function attainable(bounds: readonly Row[], frame: Frame): readonly Layer[] {
  return bounds.flatMap((it) => {
    if (it.lower === null || it.upper === null) return []
    const [foot, head] = [yPixel(frame, it.lower * frame.factor), yPixel(frame, it.upper * frame.factor)]
    const x = frame.width + 4
    const style = { colour: muted, width: 1.4 }
    const text = ['attainable', formatInterval(it.measure, it.lower, it.upper) ?? '']
    return [
      lineAt([x, foot], [x, head], style),
      lineAt([x - 4, foot], [x, foot], style),
      lineAt([x - 4, head], [x, head], style),
      ...text.map((line, at) =>
        textAt(line, x + 6, (foot + head) / 2 + (at - 0.5) * 14, { colour: muted, size: sizes.note }),
      ),
    ]
  })
}

/** The tipping points: rules down to the axis, their spread over the draws on the target line, their values at the foot. */
function tipLayers(tips: readonly Row[], frame: Frame): readonly Layer[] {
  const found = tips
    .flatMap((row) => (row.estimate === null ? [] : [{ row, at: row.estimate }]))
    .filter((it) => it.at >= frame.x.from && it.at <= frame.x.to)
    .sort((a, b) => a.at - b.at)
  return found.flatMap(({ row, at }, index) => {
    const next = found[index + 1]
    return [...tipMarks(row, at, frame), ...tipTexts(row, at, frame, next ? xPixel(frame, next.at) : frame.width)]
  })
}

function tipMarks(row: Row, value: number, frame: Frame): readonly Layer[] {
  const within = (it: number): number => Math.min(frame.x.to, Math.max(frame.x.from, it))
  return [
    {
      data: values([{ value, foot: frame.y.from, target: frame.target }]),
      mark: { type: 'rule', color: ink, strokeWidth: 1, strokeDash: [2, 2] },
      encoding: { x: xChannel(frame, 'value'), y: yChannel(frame, 'target'), y2: { field: 'foot' } },
    },
    ...(row.spreadLower === null || row.spreadUpper === null
      ? []
      : [
          {
            data: values([{ from: within(row.spreadLower), to: within(row.spreadUpper), target: frame.target }]),
            mark: { type: 'rule' as const, color: faint, strokeWidth: 5, opacity: 0.6 },
            encoding: { x: xChannel(frame, 'from'), x2: { field: 'to' }, y: yChannel(frame, 'target') },
          },
        ]),
    {
      data: values([{ value, target: frame.target }]),
      mark: { type: 'point', shape: 'diamond', size: 110, fill: ink, stroke: paper, strokeWidth: 1 },
      encoding: { x: xChannel(frame, 'value'), y: yChannel(frame, 'target') },
    },
  ]
}

/** At the foot, right of the rule; left of it where the next rule or the edge is too near. */
function tipTexts(row: Row, value: number, frame: Frame, free: number): readonly Layer[] {
  const text = `${row.parameter} ${formatParameter(row.parameter, value)}`
  const note =
    row.spreadLower === null || row.spreadUpper === null
      ? ''
      : `spread ${range(formatParameter(row.parameter, row.spreadLower), formatParameter(row.parameter, row.spreadUpper))}`
  const x = xPixel(frame, value)
  const left = x + 14 + Math.max(textWidth(text, 13, semibold), textWidth(note, sizes.note)) > free
  const place = { align: left ? 'right' : 'left' } as const
  const at = left ? x - 7 : x + 7
  const foot = frame.height - 11
  return [
    textAt(text, at, note === '' ? foot : foot - 15, { ...place, weight: semibold, size: 13 }),
    ...(note === '' ? [] : [textAt(note, at, foot, { ...place, colour: muted, size: sizes.note })]),
  ]
}

/** What the search found, as a clause. */
function verdictOf(tips: readonly Row[], bounds: readonly Row[], target: TippingTarget): string {
  const roots = tips.flatMap((it) => (it.estimate === null ? [] : [formatParameter(it.parameter, it.estimate)]))
  const asked = tips.find((it) => it.variant !== '')?.variant
  const subject = asked === undefined ? 'the conclusion changes' : asked
  if (roots.length > 0) {
    return `${subject} at ${target.parameter} ${roots.length === 1 ? '' : 'of '}${roots.join(' and ')}${roots.length === 1 ? '' : ' (several tipping points)'}`
  }
  const reach = bounds.map((it) => formatInterval(it.measure, it.lower, it.upper)).find((it) => it !== null)
  const attains = reach === undefined ? '' : ` (attainable: ${reach})`
  if (tips.length === 0) return 'no tipping point was sought'
  return `none in range: there is no ${target.parameter} at which ${subject}${attains}`
}

function interval(sweep: readonly Row[]): string {
  const level = sweep.find((it) => it.level !== null)?.level
  return level === undefined || level === null
    ? 'interval'
    : `${formatValue('proportion', level).replace(/\.0%$/, '%')} interval`
}
