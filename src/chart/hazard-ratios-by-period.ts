import type { TopLevelSpec } from 'vega-lite'
import { trimmed } from '../result/format.ts'
import { formatEstimate, formatValue } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import { textAt, type Layer } from './layer.ts'
import { lowerFirst } from '../result/lower-first.ts'
import { monthsSince } from './months-since.ts'
import { logAxis, monthAxis, note, pixelX, pixelY, planeAxes, segmentsOn, textOn, type Plane } from './plane.ts'
import { ownAxes } from './plot.ts'
import {
  figureSpec,
  scenarioParts,
  sentence,
  titleOf,
  type Draws,
  type PlotSize,
  type ScenarioData,
  type ScenarioTarget,
} from './scenario-parts.ts'
import { spreadLabels } from './spread-labels.ts'
import { faint, ink, muted, semibold, sizes } from './theme.ts'

const [left, right] = [70, 210]

interface Period {
  readonly from: number
  readonly to: number
  readonly row: Row
}

export const drawsPeriods: Draws = (rows) => ownRows(rows, 'period').length > 0

/**
 * The hazard ratio period by period, with its interval as a box, beside the ratio over all events; the window whose events some protocols leave out
 * is shaded, with the ratio of the later events alone.
 *
 * Rows: `hazard-ratio` of variants "all events", "period ..." and "events after ...", the first month of each as `value`.
 */
export function hazardRatiosByPeriod(
  results: ScenarioData,
  target: ScenarioTarget,
  { width = 480, height = 280 }: PlotSize = {},
): TopLevelSpec {
  const parts = scenarioParts(results, target, 'Hazard ratios of periods', drawsPeriods)
  const { endpoint } = parts
  const periods = periodsOf(parts.rows, endpoint.horizon)
  const all = parts.rows.find((it) => it.variant === 'all events')
  const after = ownRows(parts.rows, 'events after')
  const end = Math.max(endpoint.horizon, ...periods.map((it) => it.to))
  const numbers = [...periods.map((it) => it.row), ...after, ...(all ? [all] : [])].flatMap((it) =>
    [it.estimate, it.lower, it.upper].flatMap((n) => (n === null ? [] : [Math.min(20, Math.max(0.05, n))])),
  )
  const plane: Plane = { width, height, x: monthAxis(end), y: logAxis([...numbers, 1, Math.max(...numbers) * 1.2]) }
  const colour = parts.styleOf(all?.arm ?? periods[0]?.row.arm ?? '').line
  const cut = after[0]
  return figureSpec({
    description: described(periods, all, after, `${lowerFirst(endpoint.label)} in ${parts.trial.label}`),
    title: titleOf(parts),
    subtitle:
      'Lines and boxes: the ratio in each period and its 95% CI. Only the ratio over all events compares the groups as assigned; later periods compare those who are left. ' +
      (cut === undefined
        ? ''
        : `Shaded: the first ${trimmed(cut.value ?? 0)} months, without which the ratio is ${formatEstimate(cut)}. `) +
      'Dashed boxes: nothing printed pins the curves there.',
    left,
    width: left + width + right,
    plots: [
      {
        width,
        height,
        resolve: ownAxes,
        layer: [
          ...window(cut, plane),
          planeAxes(plane, {
            x: { title: monthsSince(endpoint.clock) },
            y: { title: 'Hazard ratio', room: left },
          }),
          ...segmentsOn(plane, [{ x: 0, x2: end, y: 1, y2: 1 }], { colour: ink, width: 1 }),
          ...overall(all, plane, colour),
          ...periods.flatMap((it) => periodLayers(it, plane, colour, [1, all?.estimate ?? 1])),
          ...labels(all, after, plane, colour),
        ],
      },
    ],
  })
}

const ownRows = (rows: readonly Row[], start: string): readonly Row[] =>
  rows
    .filter((it) => it.measure === 'hazard-ratio' && it.variant.startsWith(start) && it.value !== null)
    .sort((a, b) => (a.value ?? 0) - (b.value ?? 0))

/** Each period ends where the next begins, the last with the follow-up. */
function periodsOf(rows: readonly Row[], horizon: number): readonly Period[] {
  const own = ownRows(rows, 'period')
  const last = ownRows(rows, 'events after').at(-1)
  // The last period is that of the events after the last cut.
  const all = last !== undefined && own.every((it) => (it.value ?? 0) < (last.value ?? 0)) ? [...own, last] : own
  return all.map((row, at) => ({
    row,
    from: row.value ?? 0,
    to: all[at + 1]?.value ?? Math.max(horizon, (row.value ?? 0) + 1),
  }))
}

function window(cut: Row | undefined, plane: Plane): readonly Layer[] {
  if (cut === undefined) return []
  return [
    {
      data: { values: [{}] },
      mark: { type: 'rect', color: faint, opacity: 0.18 },
      encoding: {
        x: { value: 0 },
        x2: { value: Math.round(pixelX(plane, cut.value ?? 0) * 100) / 100 },
        y: { value: 0 },
        y2: { value: plane.height },
      },
    },
  ]
}

function overall(all: Row | undefined, plane: Plane, colour: string): readonly Layer[] {
  const at = all?.estimate
  if (at === null || at === undefined) return []
  return segmentsOn(plane, [{ x: plane.x.from, x2: plane.x.to, y: at, y2: at }], { colour, width: 1.4, dash: [5, 3] })
}

function periodLayers(
  { from, to, row }: Period,
  plane: Plane,
  colour: string,
  lines: readonly number[],
): readonly Layer[] {
  const { estimate, lower, upper, status } = row
  if (estimate === null) return [textOn(plane, 'none', { x: from, y: 1 }, { ...note, dx: 4, dy: 12 })]
  const clip = (it: number): number => Math.min(plane.y.to, Math.max(plane.y.from, it))
  const [low, high] = [clip(lower ?? estimate), clip(upper ?? estimate)]
  const beyond = status === 'extrapolated'
  const sides = [
    { x: from, x2: to, y: low, y2: low },
    { x: from, x2: to, y: high, y2: high },
    { x: from, x2: from, y: low, y2: high },
    { x: to, x2: to, y: low, y2: high },
  ]
  return [
    ...segmentsOn(plane, sides, { colour, width: 0.9, opacity: 0.8, dash: beyond ? [3, 2] : [] }),
    {
      data: { values: [{}] },
      mark: { type: 'rect', color: colour, opacity: beyond ? 0.06 : 0.14 },
      encoding: {
        x: { value: Math.round(pixelX(plane, from) * 100) / 100 },
        x2: { value: Math.round(pixelX(plane, to) * 100) / 100 },
        y: { value: Math.round(pixelY(plane, high) * 100) / 100 },
        y2: { value: Math.round(pixelY(plane, low) * 100) / 100 },
      },
    },
    ...segmentsOn(plane, [{ x: from, x2: to, y: estimate, y2: estimate }], { colour, width: 2.6 }),
    textAt(
      formatValue('hazard-ratio', estimate),
      (pixelX(plane, from) + pixelX(plane, to)) / 2,
      clearOf(
        pixelY(plane, estimate),
        lines.map((it) => pixelY(plane, it)),
      ),
      {
        align: 'center',
        weight: semibold,
      },
    ),
  ]
}

/** Beside the line of its period, on the side on which the lines of the whole plot are farther. */
function clearOf(own: number, lines: readonly number[]): number {
  const room = (at: number): number => Math.min(...lines.map((it) => Math.abs(it - at)))
  const [above, below] = [own - 12, own + 13]
  return room(above) > room(below) ? above : below
}

/** No effect, all events, and the later events alone, named at the right. */
function labels(all: Row | undefined, after: readonly Row[], plane: Plane, colour: string): readonly Layer[] {
  const wanted = [
    { y: pixelY(plane, 1), lines: ['1: no effect'], colour: muted },
    ...(all?.estimate === null || all === undefined
      ? []
      : [{ y: pixelY(plane, all.estimate), lines: ['all events (dashed)', formatEstimate(all)], colour }]),
  ]
  const rest = after.map((it) => ({ lines: [it.variant, formatEstimate(it)] }))
  const centres = spreadLabels(
    [
      ...wanted.map(({ y, lines }) => ({ centre: y, height: 16 * lines.length + 4 })),
      ...rest.map(() => ({ centre: plane.height, height: 36 })),
    ],
    0,
    plane.height + 10,
  )
  const written = [...wanted, ...rest.map((it) => ({ ...it, colour: muted }))]
  return written.flatMap(({ lines }, at) => {
    const centre = centres[at] ?? 0
    return lines.map((text, row) =>
      textAt(text, plane.width + 12, centre + (row - (lines.length - 1) / 2) * 15, {
        size: at < wanted.length ? sizes.label : sizes.note,
        colour: at < wanted.length ? ink : muted,
        weight: at === 1 && wanted.length === 2 && row === 0 ? semibold : 400,
      }),
    )
  })
}

function described(periods: readonly Period[], all: Row | undefined, after: readonly Row[], what: string): string {
  const each = periods.map(({ row, from, to }) => `${trimmed(from)} to ${trimmed(to)} months ${formatEstimate(row)}`)
  const whole = all === undefined ? '' : `all events ${formatEstimate(all)}; `
  const later = after.map((it) => `${it.variant} ${formatEstimate(it)}`)
  return sentence(
    `Hazard ratio of ${what}: ${whole}by period ${each.join(', ')}${later.length === 0 ? '' : `; ${later.join('; ')}`}`,
  )
}
