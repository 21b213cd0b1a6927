import type { TopLevelSpec } from 'vega-lite'

import type { ScenarioCurveRow } from '../result/frames.ts'
import { formatEstimate, formatInterval } from '../result/measure-format.ts'
import { edgeLabels, edgeLabelWidth } from './edge-labels.ts'
import type { Layer } from './layer.ts'

import { monthsSince } from './months-since.ts'
import { areaOn, curveOn, exactly, monthAxis, pixelX, pixelY, planeAxes, type Plane } from './plane.ts'
import { ownAxes } from './plot.ts'
import {
  figureSpec,
  scenarioParts,
  sentence,
  titleOf,
  type Draws,
  type PlotSize,
  type ScenarioData,
  type ScenarioParts,
  type ScenarioTarget,
} from './scenario-parts.ts'
import { muted } from './theme.ts'
import type { Results } from '../result/frames.ts'

const left = 70
/** Dashes that tell the assumptions apart. */
const dashes: readonly (readonly number[])[] = [
  [],
  [7, 2.5],
  [2, 2],
  [10, 2.5, 2, 2.5],
  [4, 4],
  [1, 3],
  [12, 3, 2, 3, 2, 3],
  [6, 2, 2, 2],
]

type Fan = ReadonlyMap<string, readonly ScenarioCurveRow[]>

export const drawsFan: Draws = (_, curves) => curves.some((it) => it.bound !== undefined)

/**
 * Fan with bounds: the curve of everybody under each assumption about those who are not in the paper's curve, inside all that it can be whatever became of
 * them, beside the rebuilt curve itself.
 *
 * Curves: one a variant; two with `bound` for the shaded range. Rows with `origin: bound` go into the sentence.
 */
export function curveFan(
  results: ScenarioData & Pick<Results, 'curves'>,
  target: ScenarioTarget,
  { width = 520, height = 320 }: PlotSize = {},
): TopLevelSpec {
  const parts = scenarioParts(results, target, 'Curves of a scenario with their bounds', drawsFan)
  const fan = byVariant(parts.curves.filter((it) => it.bound === undefined))
  const arm = parts.curves[0]?.arm ?? ''
  const style = parts.styleOf(arm)
  const end = Math.max(...parts.curves.map((it) => it.time))
  const plane: Plane = { width, height, x: monthAxis(end), y: exactly(0, 1, [0, 0.25, 0.5, 0.75, 1]) }
  const rebuilt = results.curves
    .filter(
      (it) =>
        it.trial === target.trial &&
        it.endpoint === target.endpoint &&
        it.arm === arm &&
        it.series === 'km' &&
        it.interval !== 'bound',
    )
    .flatMap((it) => (it.survival === null || it.time > end ? [] : [{ x: it.time, y: it.survival }]))
  const names = [...fan.keys()]
  const shared = sharedEnd(names)
  const clock = parts.rows.find((it) => it.clock !== '')?.clock ?? parts.endpoint.clock
  const ends = names.flatMap((name, at) => {
    const last = fan.get(name)?.at(-1)
    return last === undefined
      ? []
      : [
          {
            x: pixelX(plane, last.time),
            y: pixelY(plane, last.survival),
            text: name.slice(0, name.length - shared.length),
            colour: style.text,
            dash: dashes[at % dashes.length] ?? [],
          },
        ]
  })
  const last = rebuilt.at(-1)
  const labels = [
    ...ends,
    ...(last === undefined
      ? []
      : [{ x: pixelX(plane, last.x), y: pixelY(plane, last.y), text: 'as rebuilt', colour: muted, dash: [] }]),
  ]
  return figureSpec({
    description: described(parts, names),
    title: titleOf(parts),
    subtitle: subtitle(parts, `${clock}${shared.replace(/^;/u, ',')}`),
    left,
    width:
      left +
      width +
      edgeLabelWidth(
        labels.map((it) => it.text),
        true,
      ),
    plots: [
      {
        width,
        height,
        resolve: ownAxes,
        layer: [
          planeAxes(plane, {
            x: { title: monthsSince(clock) },
            y: { title: parts.endpoint.label, percent: true, room: left },
          }),
          ...shading(parts.curves, plane, style.line),
          ...curveOn(plane, rebuilt, { colour: muted, width: 1.1, stepped: true }),
          ...names.flatMap((name, at) =>
            curveOn(
              plane,
              (fan.get(name) ?? []).map(({ time, survival }) => ({ x: time, y: Math.min(1, Math.max(0, survival)) })),
              { colour: style.line, dash: dashes[at % dashes.length] ?? [] },
            ),
          ),
          ...edgeLabels(labels, plane),
        ],
      },
    ],
  })
}

/** What all assumptions end with, from the last semicolon on: "; with no lag". It is said once. */
function sharedEnd(names: readonly string[]): string {
  const end = /;[^;]*$/u.exec(names[0] ?? '')?.[0] ?? ''
  return names.length > 1 && names.every((it) => it.endsWith(end)) ? end : ''
}

function byVariant(curves: readonly ScenarioCurveRow[]): Fan {
  const fan = new Map<string, ScenarioCurveRow[]>()
  for (const it of curves) fan.set(it.variant, [...(fan.get(it.variant) ?? []), it])
  return fan
}

/** From the worst to the best that can be. */
function shading(curves: readonly ScenarioCurveRow[], plane: Plane, colour: string): readonly Layer[] {
  const upper = new Map(curves.flatMap((it) => (it.bound === 'upper' ? [[it.time, it.survival] as const] : [])))
  const points = curves.flatMap((it) => {
    const high = upper.get(it.time)
    return it.bound === 'lower' && high !== undefined ? [{ x: it.time, y: it.survival, y2: high }] : []
  })
  return areaOn(plane, points, { colour, opacity: 0.16 })
}

function subtitle({ endpoint, styleOf, curves, rows }: ScenarioParts, clock: string): string {
  const arm = styleOf(curves[0]?.arm ?? '').label
  const population = rows.find((it) => it.origin === 'scenario')?.population ?? ''
  return (
    `${endpoint.label}, ${arm}, ${population === '' ? '' : `all ${population} `}from ${clock}. Lines: under each assumption about those who are not in the printed curve. ` +
    'Shaded: all that it can be, whatever became of them. Thin grey steps: the rebuilt curve of the paper, on its own clock.'
  )
}

function described({ rows, endpoint, trial, curves, styleOf }: ScenarioParts, names: readonly string[]): string {
  const all = rows.filter(
    (it) => it.measure === 'median' && it.origin === 'scenario' && it.parameter === 'infused share',
  )
  // Of several lags the first is drawn, and with one lag only the rows name it.
  const medians = names.flatMap(
    (name) => all.find((it) => it.variant === name || it.variant.startsWith(`${name};`)) ?? [],
  )
  const each = medians.map((it) => `${it.variant.split(';')[0] ?? ''} ${formatEstimate(it)}`)
  const bound = rows.find((it) => it.measure === 'median' && it.origin === 'bound' && it.parameter === 'infused share')
  const reach = bound === undefined ? null : formatInterval('median', bound.lower, bound.upper)
  return sentence(
    `${endpoint.label} of everybody in ${trial.label} (${styleOf(curves[0]?.arm ?? '').label}) under ${names.length} assumptions about those who are not in the printed curve` +
      `${each.length === 0 ? '' : `: medians in months ${each.join('; ')}`}${reach === null ? '' : `; whatever became of them, the median lies within ${reach}${/\d$/u.test(reach) ? ' months' : ''}`}`,
  )
}
