import { monthsSince } from './months-since.ts'
import { tickLabels } from './tick-labels.ts'
import type { TopLevelSpec } from 'vega-lite'
import { range, trimmed } from '../result/format.ts'
import type { Results, ScenarioCurveRow } from '../result/frames.ts'
import { formatParameter } from '../result/measure-format.ts'
import { armCurves, type ArmCurve, type CurvePoint } from './arm-curves.ts'
import { splitAt } from './curve-layers.ts'
import { runs, stretches, union, type Stretch } from './infeasible-stretches.ts'
import { textAt, values, type Layer } from './layer.ts'
import { lowerFirst } from '../result/lower-first.ts'
import { niceScale } from './nice-scale.ts'
import { ownAxes, scale } from './plot.ts'
import type { PlotSize, ScenarioTarget } from './scenario-parts.ts'
import { wrapText } from './text-width.ts'
import { armStyles, caution, chartConfig, muted, semibold, sizes, type ArmStyle } from './theme.ts'

export type ScenarioCurveData = Pick<
  Results,
  'trials' | 'endpoints' | 'scenarios' | 'curves' | 'censored' | 'scenarioCurves'
>

const columnGap = 34

/** How the plots are laid out. */
interface Grid {
  readonly columns: number
  readonly width: number
  readonly height: number
}

/** Three abreast; within a given width, up to five, and of more than five two rows of half the height. */
function gridOf(count: number, { width, height }: PlotSize): Grid {
  if (width === undefined) return { columns: 3, width: 232, height: height ?? 170 }
  const columns = count <= 5 ? count : Math.ceil(count / 2)
  const each = Math.floor((width - (columns - 1) * columnGap) / columns)
  const whole = height ?? 170
  return { columns, width: Math.min(232, each), height: count <= 5 ? whole : Math.floor(whole / 2 - 30) }
}

interface Panel {
  readonly variant: string
  readonly arm: string
  /** One curve per value of the parameter, in ascending order. */
  readonly curves: readonly (readonly ScenarioCurveRow[])[]
}

/**
 * The curves of a scenario, one small plot a variant, each beside the rebuilt curve of its arm and the control: raw, so a stretch that no
 * survival curve can have (rising, or outside 0 to 100%) is shown as such and named.
 *
 * `size`: width of all plots together, height of one where they stand in one row. RangeError where the scenario has no curves.
 */
export function scenarioCurves(results: ScenarioCurveData, target: ScenarioTarget, size: PlotSize = {}): TopLevelSpec {
  const of = (it: { readonly trial: string; readonly endpoint: string }): boolean =>
    it.trial === target.trial && it.endpoint === target.endpoint
  const rows = results.scenarioCurves.filter((it) => of(it) && it.scenario === target.scenario)
  const trial = results.trials.find((it) => it.id === target.trial)
  const endpoint = results.endpoints.find((it) => it.trial === target.trial && it.id === target.endpoint)
  if (rows.length === 0 || !trial || !endpoint) {
    throw new RangeError(`Curves of the scenario are required, got none for ${target.scenario} in ${target.trial}.`)
  }
  const panels = panelsOf(rows)
  const grid = gridOf(panels.length, size)
  const { columns } = grid
  const styles = armStyles(trial.arms)
  const published = armCurves(styles, results.curves.filter(of), results.censored.filter(of), trial)
  const end = Math.max(...rows.map((it) => it.time))
  const numbers = rows.map((it) => Math.min(1.3, Math.max(-0.3, it.survival)))
  const low = Math.min(0, ...numbers)
  const high = Math.max(1, ...numbers)
  const scenario = results.scenarios.find((it) => it.id === target.scenario)
  const label = scenario?.label ?? target.scenario
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description:
      `${endpoint.label} in ${trial.label} under ${String(panels.length)} variants of the scenario “${label}”, each beside the rebuilt curve of its arm ` +
      `and the control: ${panels.map((it) => inShort(it)).join('; ')}.`,
    title: {
      text: `${trial.label}: ${lowerFirst(label)}`,
      subtitle: subtitle(panels, styles, endpoint.label, grid),
      dx: -46,
    },
    concat: panels.map((panel, at) =>
      plot(panel, { published, styles, end, low, high, grid, axisLabels: at % columns === 0, clock: endpoint.clock }),
    ),
    columns,
    bounds: 'flush',
    spacing: { row: 78, column: columnGap },
    config: chartConfig,
  }
}

function panelsOf(rows: readonly ScenarioCurveRow[]): readonly Panel[] {
  const keys = [...new Set(rows.map((it) => JSON.stringify([it.variant, it.arm])))]
  return keys.map((key) => {
    const own = rows.filter((it) => JSON.stringify([it.variant, it.arm]) === key)
    const swept = [...new Set(own.map((it) => it.value))].sort((a, b) => (a ?? 0) - (b ?? 0))
    const curves = swept.map((value) => own.filter((it) => it.value === value).sort((a, b) => a.time - b.time))
    return { variant: own[0]?.variant ?? '', arm: own[0]?.arm ?? '', curves }
  })
}

function subtitle(
  panels: readonly Panel[],
  styles: readonly ArmStyle[],
  endpoint: string,
  { columns, width }: Grid,
): string[] {
  const arm = styles.find((it) => it.id === panels[0]?.arm)
  const control = styles.find((it) => it.role === 'control')
  const rows = panels.flatMap((it) => it.curves.flatMap((curve) => curve.slice(0, 1)))
  const parameter = rows[0]?.parameter ?? ''
  const swept = rows.flatMap((it) => (it.value === null ? [] : [it.value]))
  const [least, most] = [Math.min(...swept), Math.max(...swept)]
  const sweep =
    least < most
      ? ` One line for each ${parameter}, ${range(formatParameter(parameter, least), formatParameter(parameter, most))}.`
      : ''
  const others = [
    ...(arm ? [`thin line: ${arm.label} as rebuilt`] : []),
    ...(control && control !== arm ? [`dashed line: ${control.label}`] : []),
  ].join('; ')
  return [
    ...wrapText(
      `${endpoint}. Thick lines: the curve that the assumption implies, raw; ${others}.${sweep} Short dashes on a shaded ground: infeasible, the curve rises or leaves 0 to 100%.`,
      columns * (width + columnGap),
      sizes.subtitle,
    ),
  ]
}

interface Setting {
  readonly published: readonly ArmCurve[]
  readonly styles: readonly ArmStyle[]
  readonly end: number
  readonly low: number
  readonly high: number
  readonly grid: Grid
  readonly axisLabels: boolean
  readonly clock: string
}

function plot(panel: Panel, setting: Setting) {
  const { end, low, high, styles, published, grid } = setting
  const { width, height } = grid
  const x = { field: 'time', type: 'quantitative', scale: scale(0, end), axis: null } as const
  const y = { field: 'survival', type: 'quantitative', scale: scale(low, high), axis: null } as const
  const arm = styles.find((it) => it.id === panel.arm)
  const colour = arm?.line ?? muted
  const line = (rows: readonly { readonly time: number; readonly survival: number }[], mark: object): Layer[] =>
    rows.length < 2
      ? []
      : [
          {
            data: values(rows.map(({ time, survival }) => ({ time, survival }))),
            mark: { type: 'line', strokeJoin: 'miter', ...mark },
            encoding: { x, y },
          },
        ]
  const stepped = (id: string): readonly CurvePoint[] =>
    splitAt(published.find((it) => it.id === id)?.km ?? [], end, 'step')[0]
  const beside = styles.filter((it) => it.id === panel.arm || it.role === 'control')
  const worst = union(panel.curves.map((it) => stretches(it)))
  return {
    width,
    height,
    resolve: ownAxes,
    layer: [
      axes(setting),
      ...worst.map((it): Layer => ({
        data: values([{ ...it }]),
        mark: { type: 'rect', color: caution, opacity: 0.1 },
        encoding: {
          x: { ...x, field: 'from' },
          x2: { field: 'to' },
          y: { value: 0 },
          y2: { value: height },
        },
      })),
      ...beside.flatMap((it) =>
        line(stepped(it.id), {
          interpolate: 'step-after',
          color: it.line,
          strokeWidth: 1.1,
          ...(it.role === 'control' ? { strokeDash: [5, 2.5] } : {}),
        }),
      ),
      ...panel.curves.flatMap((curve, at) => {
        const opacity = panel.curves.length === 1 ? 1 : 0.45 + (0.55 * (panel.curves.length - at)) / panel.curves.length
        return runs(curve).flatMap((run) =>
          line(
            run.points.map((it) => ({ time: it.time, survival: Math.min(high, Math.max(low, it.survival)) })),
            run.feasible
              ? { color: colour, strokeWidth: 2, opacity }
              : { color: caution, strokeWidth: 2, strokeDash: [3, 2], opacity },
          ),
        )
      }),
      ...heading(panel, worst, width),
    ],
  }
}

function axes({ end, low, high, grid, axisLabels, clock }: Setting): Layer {
  return {
    data: values([{ time: 0, survival: 0 }]),
    mark: { type: 'point', opacity: 0 },
    encoding: {
      x: {
        field: 'time',
        type: 'quantitative',
        scale: scale(0, end),
        axis: {
          values: monthTicks(end, grid.width),
          grid: false,
          tickSize: 4,
          ...tickLabels,
          offset: 4,
          title: monthsSince(clock),
          titleFontSize: sizes.note,
          titleFontWeight: 400,
          titleColor: muted,
        },
      },
      y: {
        field: 'survival',
        type: 'quantitative',
        scale: scale(low, high),
        axis: {
          values: [0, 0.25, 0.5, 0.75, 1],
          format: '.0%',
          domain: false,
          ticks: false,
          labelPadding: 6,
          labels: axisLabels,
          title: null,
        },
      },
    },
  }
}

function monthTicks(end: number, width: number): number[] {
  const step = [1, 2, 3, 6, 12, 24, 60].find((it) => end / it <= Math.min(6, width / 30))
  return step === undefined
    ? [...niceScale([0, end]).ticks]
    : Array.from({ length: Math.floor(end / step) + 1 }, (_, at) => at * step)
}

/** What no survival curve can do, and when. */
const feasibility = (worst: readonly Stretch[]): string =>
  worst.length === 0
    ? 'feasible throughout'
    : `infeasible ${worst.map((it) => (it.from === it.to ? `at ${trimmed(it.from, 1)}` : range(trimmed(it.from, 1), trimmed(it.to, 1)))).join(', ')} months`

const inShort = ({ variant, curves }: Panel): string =>
  `${variant}, ${feasibility(union(curves.map((it) => stretches(it))))}`

function heading(panel: Panel, worst: readonly Stretch[], width: number): readonly Layer[] {
  const said = feasibility(worst)
  const lines = wrapText(panel.variant, width, sizes.label, semibold)
  const remark = wrapText(said, width, sizes.note)
  return [
    ...lines.map((text, at) =>
      textAt(text, 0, -14 - 14 * remark.length - 15 * (lines.length - 1 - at), { weight: semibold }),
    ),
    ...remark.map((text, at) =>
      textAt(text, 0, -13 - 14 * (remark.length - 1 - at), {
        colour: worst.length === 0 ? muted : caution,
        size: sizes.note,
      }),
    ),
  ]
}
