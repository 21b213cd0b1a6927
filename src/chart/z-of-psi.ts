import type { TopLevelSpec } from 'vega-lite'
import { fixed, range } from '../result/format.ts'
import type { Row } from '../result/row.ts'
import { textAt, type Layer } from './layer.ts'
import { curveOn, dotsOn, exactly, linear, note, pixelY, planeAxes, segmentsOn, textOn, type Plane } from './plane.ts'
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
import { faint, ink, muted, paper, semibold, sizes } from './theme.ts'

const [left, right] = [70, 190]
const limit = 1.96

interface Way {
  readonly words: string
  readonly curve: readonly Row[]
  /** Every psi at which z passes 0, and its limits, ascending. */
  readonly zero: readonly number[]
  readonly limits: readonly number[]
}

export const drawsPsi: Draws = (rows) => waysOf(rows).some((it) => it.curve.length > 1)

/**
 * g-estimation: z of the log-rank test of both arms off treatment against psi, with every psi at which it passes 0 (the estimate; there may be
 * several, z is a step function) or leaves what the test does not reject.
 *
 * Rows: `z-statistic` over the parameter `psi`, and `psi` for each crossing.
 */
export function zOfPsi(
  results: ScenarioData,
  target: ScenarioTarget,
  { width = 480, height = 300 }: PlotSize = {},
): TopLevelSpec {
  const parts = scenarioParts(results, target, 'z-statistics over psi', drawsPsi)
  const ways = waysOf(parts.rows)
  const psis = ways.flatMap((it) => it.curve.flatMap(({ value }) => value ?? []))
  const zs = ways.flatMap((it) => it.curve.flatMap(({ estimate }) => estimate ?? []))
  const [least, most] = [Math.min(...psis), Math.max(...psis)]
  const plane: Plane = {
    width,
    height,
    x: exactly(least, most, linear([least, most], 7).ticks),
    y: linear([...zs, -limit, limit], 7),
  }
  return figureSpec({
    description: described(ways, parts.trial.label),
    title: `${titleOf(parts)}, z against psi`,
    subtitle:
      'z of the log-rank test on the times as if nobody had been treated, for each psi. ' +
      'Diamonds: every psi at which z passes 0. Shaded: what the test does not reject at 5%. Switches are simulated; this is the first simulation.',
    left,
    width: left + width + right,
    plots: [
      {
        width,
        height,
        resolve: ownAxes,
        layer: [
          planeAxes(plane, {
            x: { title: 'psi (treatment multiplies time by exp(−psi); below 0 it lengthens life)' },
            y: { title: 'z', room: left },
          }),
          shaded(plane),
          ...segmentsOn(plane, [{ x: least, x2: most, y: 0, y2: 0 }], { colour: ink, width: 1 }),
          textOn(plane, 'z = 1.96', { x: most, y: limit }, { ...note, dx: -4, dy: 9, align: 'right' }),
          textOn(plane, 'z = −1.96', { x: least, y: -limit }, { ...note, dx: 4, dy: -9 }),
          ...[...ways].reverse().flatMap((way) => wayLayers(way, ways.indexOf(way), plane)),
          ...key(ways, plane),
        ],
      },
    ],
  })
}

function waysOf(rows: readonly Row[]): readonly Way[] {
  const curves = rows.filter((it) => it.measure === 'z-statistic' && it.parameter === 'psi' && it.value !== null)
  return [...new Set(curves.map((it) => it.variant))].map((words) => {
    const passing = (what: RegExp): readonly number[] =>
      rows
        .filter((it) => it.measure === 'psi' && it.variant.startsWith(`${words}, `) && what.test(it.variant))
        .flatMap((it) => it.estimate ?? [])
        .sort((a, b) => a - b)
    return {
      words,
      curve: curves.filter((it) => it.variant === words).sort((a, b) => (a.value ?? 0) - (b.value ?? 0)),
      zero: passing(/ 0$/u),
      limits: passing(/1\.96$/u),
    }
  })
}

function shaded(plane: Plane): Layer {
  return {
    data: { values: [{}] },
    mark: { type: 'rect', color: faint, opacity: 0.14 },
    encoding: {
      x: { value: 0 },
      x2: { value: plane.width },
      y: { value: pixelY(plane, limit) },
      y2: { value: pixelY(plane, -limit) },
    },
  }
}

/** The first way is drawn strong, the others thin and dashed. */
function wayLayers({ curve, zero, limits }: Way, rank: number, plane: Plane): readonly Layer[] {
  const points = curve.map(({ value, estimate }) => ({ x: value ?? 0, y: estimate ?? 0 }))
  const colour = rank === 0 ? ink : muted
  const drop = zero.map((x) => ({ x, x2: x, y: 0, y2: plane.y.from }))
  return [
    ...curveOn(plane, points, { colour, width: rank === 0 ? 2 : 1.3, dash: rank === 0 ? [] : [4, 2], stepped: true }),
    ...(rank === 0 ? segmentsOn(plane, drop, { colour: ink, width: 1, dash: [2, 2] }) : []),
    ...segmentsOn(
      plane,
      limits.map((x) => ({ x, x2: x, y: -0.12, y2: 0.12 })),
      { colour, width: 1.2 },
    ),
    ...dotsOn(
      plane,
      zero.map((x) => ({ x, y: 0 })),
      { colour, shape: 'diamond', filled: rank === 0 },
      paper,
    ),
  ]
}

/** What each line is and what it finds, right of the plot. */
function key(ways: readonly Way[], plane: Plane): readonly Layer[] {
  const x = plane.width + 12
  return ways.flatMap(({ words, zero, limits }, at) => {
    const y = 24 + at * 66
    const found = zero.length === 0 ? 'no root in the range' : `psi ${zero.map((it) => fixed(it, 2)).join(', ')}`
    const between =
      limits.length < 2 ? '' : `not rejected: ${range(fixed(limits[0] ?? 0, 2), fixed(limits.at(-1) ?? 0, 2))}`
    return [
      textAt(`${words} (${at === 0 ? 'thick' : 'dashed'})`, x, y - 16, { weight: semibold }),
      textAt(found, x, y, { size: sizes.label }),
      ...(between === '' ? [] : [textAt(between, x, y + 15, note)]),
    ]
  })
}

function described(ways: readonly Way[], trial: string): string {
  const each = ways.map(({ words, zero, limits }) => {
    const found =
      zero.length === 0
        ? 'z passes 0 nowhere in the range'
        : `z passes 0 at psi ${zero.map((it) => fixed(it, 2)).join(', ')}`
    const [first, last] = [limits[0], limits.at(-1)]
    const kept =
      first === undefined || last === undefined || limits.length < 2
        ? ''
        : ` and is not rejected from ${fixed(first, 2)} to ${fixed(last, 2)}`
    return `${words}, ${found}${kept}`
  })
  return sentence(`z of the log-rank test against psi in ${trial}, as if nobody had switched: ${each.join('; ')}`)
}
