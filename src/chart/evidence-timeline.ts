import type { TopLevelSpec } from 'vega-lite'
import { fixed, trimmed } from '../result/format.ts'
import type { CurveRow, ReportedRow, Results } from '../result/frames.ts'
import { measureLabel } from '../result/measure-format.ts'
import { lastFigure } from './curve-layers.ts'
import { lineAt, textAt, type Layer } from './layer.ts'
import { lowerFirst } from '../result/lower-first.ts'
import { monthsSince } from './months-since.ts'
import { areaOn, curveOn, dotsOn, linear, monthAxis, note, pixelX, planeAxes, segmentsOn, type Plane } from './plane.ts'
import { ownAxes } from './plot.ts'
import { figureSpec, sentence, type PlotSize } from './scenario-parts.ts'
import { textWidth } from './text-width.ts'
import { armStyles, faint, ink, paper, semibold, sizes, type ArmStyle } from './theme.ts'

export type TimelineData = Pick<Results, 'trials' | 'endpoints' | 'curves' | 'reported'>

const [left, right] = [70, 30]
/** At most so wide, in points, is a band of which figures are said to pin the curve. */
const pinned = 5
const rowHeight = 20

interface Lane {
  readonly style: ArmStyle
  readonly band: readonly { readonly x: number; readonly width: number }[]
  readonly figures: readonly ReportedRow[]
  /** Months of the last printed figure. */
  readonly last: number
}

/**
 * Evidence timeline: for each arm, the printed figures at the times of which they speak, over how wide the model's 95% band is: which figure pins the curve
 * where, and where nothing does.
 *
 * Reported figures with a time (medians stand at their estimate), and the smooth curves with their band.
 *
 * RangeError where the trial or the endpoint is not among the results, or no curve has a band.
 */
export function evidenceTimeline(
  results: TimelineData,
  { trial: trialId, endpoint: endpointId }: { readonly trial: string; readonly endpoint: string },
  { width = 560, height = 90 }: PlotSize = {},
): TopLevelSpec {
  const of = (it: { readonly trial: string; readonly endpoint: string }): boolean =>
    it.trial === trialId && it.endpoint === endpointId
  const trial = results.trials.find((it) => it.id === trialId)
  const endpoint = results.endpoints.find((it) => of({ trial: it.trial, endpoint: it.id }))
  const curves = results.curves.filter((it) => of(it) && it.interval === 'reconstruction')
  const reported = results.reported.filter(of)
  if (!trial || !endpoint || curves.length === 0)
    throw new RangeError(`Curves with a band are required, got none for ${endpointId} in ${trialId}.`)
  const lanes = armStyles(trial.arms).flatMap((style): Lane[] => {
    const band = bandOf(curves.filter((it) => it.arm === style.id))
    const figures = reported.filter((it) => it.arm === style.id && placeOf(it) !== null)
    return band.length < 2 ? [] : [{ style, band, figures, last: lastFigure(endpoint, style.id) }]
  })
  const most = Math.max(...lanes.flatMap((it) => it.band.map((point) => point.width)))
  const end = Math.max(...lanes.flatMap((it) => it.band.map((point) => point.x)))
  const plane: Plane = { width, height, x: monthAxis(end), y: linear([0, most, pinned], 3, [0, 100]) }
  const elsewhere = reported.filter((it) => placeOf(it) === null && it.estimate !== null)
  return figureSpec({
    description: described(lanes, end, `${lowerFirst(endpoint.label)} in ${trial.label}`),
    title: `${trial.label}: ${lowerFirst(endpoint.label)}, which figure pins the curve where`,
    subtitle:
      `Diamonds: printed figures at the times of which they speak, with the interval of a median. Areas: width of the model’s 95% band, in points of survival; strong where it is at most ${pinned} wide, ` +
      `pale after the last figure of the arm.${elsewhere.length === 0 ? '' : ` Figures of no single time: ${elsewhere.slice(0, 4).map(named).join('; ')}.`}`,
    left,
    width: left + width + right,
    plots: lanes.map((lane) => lanePlot(lane, plane, lane === lanes.at(-1) ? monthsSince(endpoint.clock) : '')),
    spacing: 62 + Math.max(...lanes.map((it) => rowsOf(it, plane).length)) * rowHeight,
  })
}

/** The time at which a figure stands. */
const placeOf = ({ measure, time, estimate, lower }: ReportedRow): number | null =>
  measure === 'median' ? (estimate ?? lower) : measure === 'survival' || measure === 'at-risk' ? time : null

function bandOf(curves: readonly CurveRow[]): readonly { readonly x: number; readonly width: number }[] {
  return curves
    .flatMap(({ time, lower, upper }) =>
      lower === null || upper === null ? [] : [{ x: time, width: 100 * (upper - lower) }],
    )
    .sort((a, b) => a.x - b.x)
}

function lanePlot(lane: Lane, plane: Plane, title: string) {
  const { style, band, last, figures } = lane
  const area = (from: number, to: number): readonly { x: number; y: number; y2: number }[] =>
    band.filter((it) => it.x >= from && it.x <= to).map(({ x, width }) => ({ x, y: 0, y2: width }))
  const rows = rowsOf(lane, plane)
  const top = -14 - rows.length * rowHeight
  return {
    width: plane.width,
    height: plane.height,
    resolve: ownAxes,
    layer: [
      planeAxes(plane, { x: { title }, y: { title: 'Band (points)', room: left } }),
      ...areaOn(plane, area(0, last), { colour: style.line, opacity: 0.18 }),
      ...areaOn(plane, area(last, plane.x.to), { colour: style.line, opacity: 0.08 }),
      ...narrow(band, last).flatMap(([from, to]) =>
        areaOn(plane, area(from, to), { colour: style.line, opacity: 0.45 }),
      ),
      ...curveOn(
        plane,
        band.map(({ x, width }) => ({ x, y: width })),
        { colour: style.line, width: 1.4 },
      ),
      ...segmentsOn(plane, [{ x: 0, x2: plane.x.to, y: pinned, y2: pinned }], {
        colour: faint,
        width: 1,
        dash: [3, 2],
      }),
      textAt(style.label, -left, top, { colour: style.text, weight: semibold, size: 13 }),
      ...(pixelX(plane, last) < plane.width - 60
        ? [
            lineAt([pixelX(plane, last), 0], [pixelX(plane, last), plane.height], { colour: faint, dash: [2, 2] }),
            textAt('nothing printed from here', pixelX(plane, last) + 5, 9, note),
          ]
        : []),
      ...rows.flatMap((row, at) =>
        row.flatMap((it) => figureLayers(it, plane, top + 14 + (at + 0.2) * rowHeight, style)),
      ),
      ...marksOfRisk(figures, plane),
    ],
  }
}

/** Stretches up to the last figure in which the band is narrow. */
function narrow(
  band: readonly { readonly x: number; readonly width: number }[],
  last: number,
): readonly (readonly [number, number])[] {
  const found: [number, number][] = []
  let open = false
  for (const { x, width } of band) {
    const inside = width <= pinned && x <= last
    const current = found.at(-1)
    if (inside && open && current !== undefined) current[1] = x
    else if (inside) found.push([x, x])
    open = inside
  }
  return found
}

const labelled = (figures: readonly ReportedRow[]): readonly ReportedRow[] =>
  figures.filter((it) => it.measure !== 'at-risk')

/** Figures in as few rows as leave their words apart. */
function rowsOf({ figures }: Lane, plane: Plane): readonly (readonly ReportedRow[])[] {
  const rows: { free: number; figures: ReportedRow[] }[] = []
  const sorted = [...labelled(figures)].sort((a, b) => (placeOf(a) ?? 0) - (placeOf(b) ?? 0))
  for (const it of sorted) {
    const x = pixelX(
      plane,
      Math.min(plane.x.to, it.lower !== null && it.measure === 'median' ? it.lower : (placeOf(it) ?? 0)),
    )
    const [from, to] = spanOf(it, plane)
    const row = rows.find(({ free }) => free < Math.min(x, from))
    if (row === undefined) rows.push({ free: to + 12, figures: [it] })
    else {
      row.free = to + 12
      row.figures.push(it)
    }
  }
  return rows.map((it) => it.figures)
}

/** The pixels that a figure with its words takes; the words stand right of the mark, or left of it at the edge. */
function spanOf(it: ReportedRow, plane: Plane): readonly [number, number] {
  const at = (time: number): number => pixelX(plane, Math.min(plane.x.to, time))
  const place = at(placeOf(it) ?? 0)
  const [low, high] =
    it.measure === 'median' ? [at(it.lower ?? placeOf(it) ?? 0), at(it.upper ?? plane.x.to)] : [place - 5, place + 5]
  const words = textWidth(wordsOf(it), sizes.note) + 8
  return high + words <= plane.width + right ? [low, high + words] : [low - words, high]
}

const wordsOf = (it: ReportedRow): string =>
  `${it.measure === 'median' ? 'median ' : ''}${it.printed.replace(/ months?\b/gu, '').replace(/ \(.*\)$/u, '')}${
    it.measure === 'survival' ? ` at ${trimmed(it.time ?? 0)}` : ''
  }`

function figureLayers(it: ReportedRow, plane: Plane, y: number, style: ArmStyle): readonly Layer[] {
  const at = (time: number): number => pixelX(plane, Math.min(plane.x.to, time))
  const x = at(placeOf(it) ?? 0)
  const [low, high] = it.measure === 'median' ? [at(it.lower ?? placeOf(it) ?? 0), at(it.upper ?? plane.x.to)] : [x, x]
  const words = textWidth(wordsOf(it), sizes.note) + 8
  const after = high + words <= plane.width + right
  return [
    lineAt([x, y], [x, plane.height], { colour: faint, width: 0.8 }),
    ...(low < high ? [lineAt([low, y], [high, y], { colour: ink, width: 1.6 })] : []),
    {
      data: { values: [{}] },
      mark: { type: 'point', shape: 'diamond', size: 70, fill: style.line, stroke: ink, strokeWidth: 1.2 },
      encoding: { x: { value: Math.round(x * 100) / 100 }, y: { value: Math.round(y * 100) / 100 } },
    },
    textAt(wordsOf(it), after ? Math.max(high, x) + 8 : Math.min(low, x) - 8, y, {
      size: sizes.note,
      align: after ? 'left' : 'right',
    }),
  ]
}

/** Numbers at risk as dots on the axis. */
function marksOfRisk(figures: readonly ReportedRow[], plane: Plane): readonly Layer[] {
  const points = figures.flatMap((it) => (it.measure === 'at-risk' && it.time !== null ? [{ x: it.time, y: 0 }] : []))
  return dotsOn(plane, points, { colour: ink, size: 14 }, paper)
}

const named = (it: ReportedRow): string => `${lowerFirst(measureLabel(it.measure, it.time))} ${it.printed}`

function described(lanes: readonly Lane[], end: number, what: string): string {
  const each = lanes.map(({ style, band, last, figures }) => {
    const widest = fixed(Math.max(0, ...band.map((it) => it.width)), 0)
    if (figures.length === 0) return `${style.label}, no figure with a time, the band up to ${widest} points wide`
    const widths = band.filter((it) => it.x <= last).map((it) => it.width)
    const share = widths.filter((it) => it <= pinned).length / Math.max(1, widths.length)
    return `${style.label}, ${figures.length === 1 ? '1 figure with a time, at' : `${figures.length} figures with a time, the last at`} ${trimmed(last, 1)} of ${trimmed(end, 1)} months, the band at most ${pinned} points wide in ${fixed(100 * share, 0)}% of the time up to it and at most ${widest} anywhere`
  })
  return sentence(
    `Which printed figures pin the curves of ${what}, and how wide the 95% band of the model is: ${each.join('; ')}`,
  )
}
