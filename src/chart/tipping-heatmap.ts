import type { TopLevelSpec } from 'vega-lite'
import { formatInterval, formatParameter, formatValue, measureLabel } from '../result/measure-format.ts'
import { gridOf, type Grid, type GridCell } from './grid-cells.ts'
import { textAt, values, type Layer } from './layer.ts'
import { lowerFirst } from '../result/lower-first.ts'
import { dotsOn, note, onX, onY, pixelX, pixelY, planeAxes, type Plane, type PlaneAxis } from './plane.ts'
import { parameterOfArm, parameterTitle } from './parameter-words.ts'
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
import { caution, ink, paper, semibold, sizes } from './theme.ts'

const [left, right] = [70, 170]

export const drawsHeatmap: Draws = (rows) => gridOf(rows) !== undefined

/**
 * Tipping heatmap: a result over two parameters, cell by cell, and the frontier beyond which the conclusion changes. Strength of colour is the distance from
 * the target, the side of it is told by the frontier and by a cross in each cell beyond.
 *
 * Rows: one a cell, of a sweep of two parameters, its roots of origin `tipping`, what can be attained of origin `bound`.
 */
export function tippingHeatmap(
  results: ScenarioData,
  target: ScenarioTarget,
  { width = 400, height = 360 }: PlotSize = {},
): TopLevelSpec {
  const parts = scenarioParts(results, target, 'Cells of a sweep of two parameters', drawsHeatmap)
  const grid = gridOf(parts.rows)
  if (grid === undefined) throw new RangeError('Cells of a sweep of two parameters are required.')
  const [x, y] = [axisOf(grid.cells.map((it) => it.x)), axisOf(grid.cells.map((it) => it.y))]
  const plane: Plane = { width, height, x: x.axis, y: y.axis }
  const colour = parts.styleOf(grid.cells[0]?.row.arm ?? '').line
  return figureSpec({
    description: described(parts, grid),
    title: titleOf(parts),
    subtitle: subtitle(parts, grid),
    left,
    width: left + width + right,
    plots: [
      {
        width,
        height,
        resolve: ownAxes,
        layer: [
          planeAxes(plane, {
            x: { title: upperFirst(parameterTitle(named(parts, grid.x))) },
            y: { title: upperFirst(named(parts, grid.y)), room: left, grid: false },
          }),
          ...cellLayers(grid, plane, { x: x.edges, y: y.edges }, colour),
          ...frontier(grid, plane),
          ...numbersIn(grid, plane),
          ...key(grid, plane, colour),
        ],
      },
    ],
  })
}

const named = ({ styles }: ScenarioParts, parameter: string): string => parameterOfArm(parameter, styles)

/** Values in order, the edges half way to their neighbours, on a logarithmic axis where they span it. */
function axisOf(all: readonly number[]): {
  readonly axis: PlaneAxis
  readonly edges: ReadonlyMap<number, readonly [number, number]>
} {
  const sorted = [...new Set(all)].sort((a, b) => a - b)
  const [least = 0, most = 1] = [sorted[0], sorted.at(-1)]
  const log = least > 0 && most / least >= 8
  const [to, from] = log ? [Math.log, Math.exp] : [(it: number) => it, (it: number) => it]
  const places = sorted.map(to)
  const step = (at: number): number => ((places[at + 1] ?? 0) - (places[at] ?? 0)) / 2
  const edges = new Map(
    sorted.map((value, at) => {
      const before = step(at === 0 ? 0 : at - 1)
      const after = step(at === sorted.length - 1 ? at - 1 : at)
      return [value, [from((places[at] ?? 0) - before), from((places[at] ?? 0) + after)] as const]
    }),
  )
  const ends = [edges.get(least)?.[0] ?? least, edges.get(most)?.[1] ?? most] as const
  const round = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
  const ticks = log
    ? round.filter((it) => it >= least * 0.999 && it <= most * 1.001)
    : sorted.filter((_, at) => at % Math.ceil(sorted.length / 7) === 0)
  return { axis: { from: ends[0], to: ends[1], ticks, log }, edges }
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What the conclusion hangs on. */
const valueOf = ({ reaches }: Grid, { row }: GridCell): number => row[reaches] ?? row.estimate ?? Number.NaN

/** How far a value is from the target, ratios by their logarithm. */
function distance({ target, cells }: Grid, value: number): number {
  return target > 0 && !(cells[0]?.row.measure ?? '').endsWith('-difference')
    ? Math.log(value / target)
    : value - target
}

/** Whether the conclusion is another one here than where most of the evidence is: at the cell nearest to no assumption. */
function tipped(grid: Grid, value: number): boolean {
  return Math.sign(distance(grid, value)) !== Math.sign(distance(grid, valueOf(grid, middleOf(grid))))
}

/** The cell at 1 and 1, or the one nearest to it: censoring at random. */
function middleOf({ cells }: Grid): GridCell {
  const away = (it: GridCell): number =>
    it.x > 0 && it.y > 0 ? Math.abs(Math.log(it.x)) + Math.abs(Math.log(it.y)) : Math.abs(it.x) + Math.abs(it.y)
  const [first, ...rest] = cells
  if (first === undefined) throw new RangeError('Cells are required.')
  return rest.reduce((best, it) => (away(it) < away(best) ? it : best), first)
}

type Edges = ReadonlyMap<number, readonly [number, number]>

const strength = (grid: Grid, value: number): number => {
  const most = Math.max(...grid.cells.map((it) => Math.abs(distance(grid, valueOf(grid, it)))))
  return 0.1 + (most > 0 ? 0.65 * (Math.abs(distance(grid, value)) / most) : 0)
}

function cellLayers(
  grid: Grid,
  plane: Plane,
  edges: { readonly x: Edges; readonly y: Edges },
  colour: string,
): readonly Layer[] {
  const rows = grid.cells.map((cell) => {
    const value = valueOf(grid, cell)
    const [x, x2] = edges.x.get(cell.x) ?? [cell.x, cell.x]
    const [y, y2] = edges.y.get(cell.y) ?? [cell.y, cell.y]
    return { x, x2, y, y2, value, strength: strength(grid, value), beyond: tipped(grid, value) }
  })
  const cells = (beyond: boolean, color: string): readonly Layer[] => {
    const own = rows.filter((it) => it.beyond === beyond)
    if (own.length === 0) return []
    return [
      {
        data: values(own),
        mark: { type: 'rect', color, stroke: paper, strokeWidth: 0.5 },
        encoding: {
          x: onX(plane),
          x2: { field: 'x2' },
          y: onY(plane),
          y2: { field: 'y2' },
          opacity: { field: 'strength', type: 'quantitative', scale: null },
        },
      },
    ]
  }
  return [...cells(false, colour), ...cells(true, caution), ...crosses(grid, plane)]
}

/** A cross in each cell beyond the frontier: the side does not hang on colour. */
function crosses(grid: Grid, plane: Plane): readonly Layer[] {
  const beyond = grid.cells.filter((it) => tipped(grid, valueOf(grid, it)))
  if (beyond.length === 0) return []
  return [
    {
      data: values(beyond.map(({ x, y }) => ({ x, y }))),
      mark: { type: 'point', shape: 'M-.5,-.5L.5,.5M.5,-.5L-.5,.5', size: 30, stroke: caution, strokeWidth: 1 },
      encoding: { x: onX(plane), y: onY(plane) },
    },
  ]
}

/** Through the roots, where each value of the second parameter has one; diamonds at all of them. */
function frontier({ roots }: Grid, plane: Plane): readonly Layer[] {
  const points = roots.map(({ x, y }) => ({ x, y }))
  const single = new Set(points.map((it) => it.y)).size === points.length
  return [
    ...(single ? pathOn(plane, points) : []),
    ...dotsOn(plane, points, { colour: ink, shape: 'diamond', size: 34 }, paper),
  ]
}

/** A line in the order of its points, which need not ascend in x. */
function pathOn(plane: Plane, points: readonly { readonly x: number; readonly y: number }[]): readonly Layer[] {
  if (points.length < 2) return []
  return [
    {
      data: values(points.map((it, rank) => ({ ...it, rank }))),
      mark: { type: 'line', color: ink, strokeWidth: 2.4 },
      encoding: { x: onX(plane), y: onY(plane), order: { field: 'rank', type: 'quantitative' } },
    },
  ]
}

/** The value in the four corners and where nothing is assumed. */
function numbersIn(grid: Grid, plane: Plane): readonly Layer[] {
  const [xs, ys] = [grid.cells.map((it) => it.x), grid.cells.map((it) => it.y)]
  const corner = (x: number, y: number) => grid.cells.filter((it) => it.x === x && it.y === y)
  const middle = middleOf(grid)
  const ends = [Math.min(...xs), Math.max(...xs)].flatMap((x) =>
    [Math.min(...ys), Math.max(...ys)].flatMap((y) => corner(x, y)),
  )
  return [...ends.filter((it) => it !== middle), middle].flatMap((cell) => {
    const text = formatValue(cell.row.measure, valueOf(grid, cell))
    const [x, y] = [pixelX(plane, cell.x), pixelY(plane, cell.y)]
    const half = text.length * 3.6 + 4
    const at = Math.min(plane.width - half - 1, Math.max(half + 1, x))
    const ground = {
      data: values([{}]),
      mark: { type: 'rect' as const, color: paper, opacity: 0.85 },
      encoding: {
        x: { value: Math.round(at - half) },
        x2: { value: Math.round(at + half) },
        y: { value: Math.round(y - 8) },
        y2: { value: Math.round(y + 8) },
      },
    }
    return [
      ground,
      textAt(text, at, y, { align: 'center', size: sizes.label, weight: cell === middle ? semibold : 400 }),
    ]
  })
}

/** What the strength of the colour is, in numbers, and what the line and the crosses are. */
function key(grid: Grid, plane: Plane, colour: string): readonly Layer[] {
  const x = plane.width + 16
  const all = grid.cells.map((it) => valueOf(grid, it))
  const [least, most] = [Math.min(...all), Math.max(...all)]
  const measure = grid.cells[0]?.row.measure ?? ''
  const shown = Array.from({ length: 5 }, (_, at) => most - ((most - least) * at) / 4)
  const what = grid.reaches === 'estimate' ? 'estimate' : `${grid.reaches} limit`
  return [
    textAt(upperFirst(what), x, 6, { weight: semibold }),
    ...shown.flatMap((value, at): Layer[] => {
      const y = 24 + at * 20
      const beyond = tipped(grid, value)
      return [
        {
          data: values([{}]),
          mark: {
            type: 'rect',
            color: beyond ? caution : colour,
            opacity: Math.round(strength(grid, value) * 1e3) / 1e3,
          },
          encoding: { x: { value: x }, x2: { value: x + 26 }, y: { value: y - 9 }, y2: { value: y + 9 } },
        },
        textAt(formatValue(measure, value), x + 34, y),
        ...(beyond ? [textAt('×', x + 13, y, { align: 'center', size: sizes.note })] : []),
      ]
    }),
    ...(grid.roots.length === 0
      ? []
      : [
          textAt('line: the conclusion', x, 142, note),
          textAt('changes here', x, 156, note),
          textAt('×: beyond it', x, 174, note),
        ]),
  ]
}

function subtitle(parts: ScenarioParts, grid: Grid): string {
  const measure = grid.cells[0]?.row.measure ?? ''
  const what = lowerFirst(measureLabel(measure, grid.cells[0]?.row.time ?? null).replace(/ \(.*\)$/u, ''))
  const shown = grid.reaches === 'estimate' ? `the ${what}` : `the ${grid.reaches} limit of the ${what}`
  return `Each cell: ${shown} under both assumptions; in bold, where neither parameter changes anything. ${sentence(verdict(parts, grid))}`
}

/** What the search over both parameters found, as a clause; null where the rows make no heatmap. */
export function heatmapVerdict(results: ScenarioData, target: ScenarioTarget): string | null {
  const parts = scenarioParts(results, target, 'Cells of a sweep of two parameters', drawsHeatmap)
  const grid = gridOf(parts.rows)
  return grid === undefined ? null : verdict(parts, grid)
}

function verdict(parts: ScenarioParts, grid: Grid): string {
  const { roots, asked, attainable, cells } = grid
  const all = cells.map((it) => valueOf(grid, it))
  const measure = cells[0]?.row.measure ?? ''
  const reach = formatInterval(measure, attainable?.lower ?? Math.min(...all), attainable?.upper ?? Math.max(...all))
  if (roots.length === 0)
    return `nowhere on the grid ${asked === '' ? 'does the conclusion change' : `is it so that ${asked}`}: it stays within ${reach ?? ''}`
  const xs = roots.map((it) => formatParameter(grid.x, it.x))
  const [first, last] = [roots[0], roots.at(-1)]
  if (first === undefined || last === undefined) return asked
  const at = (index: number, y: number): string =>
    `${named(parts, grid.x)} ${xs[index] ?? ''} with ${named(parts, grid.y)} ${formatParameter(grid.y, y)}`
  return `${asked} from ${at(0, first.y)}${roots.length > 1 ? ` to ${at(roots.length - 1, last.y)}` : ''}`
}

function described(parts: ScenarioParts, grid: Grid): string {
  const middle = middleOf(grid)
  const { row } = middle
  const what = measureLabel(row.measure, row.time).replace(/ \(.*\)$/u, '')
  const shown = grid.reaches === 'estimate' ? what : `${grid.reaches} limit of the ${lowerFirst(what)}`
  return sentence(
    `${shown}, ${lowerFirst(parts.endpoint.label)} in ${parts.trial.label}, over ${named(parts, grid.x)} and ${named(parts, grid.y)}: ` +
      `${formatValue(row.measure, valueOf(grid, middle))} at ${formatParameter(grid.x, middle.x)} and ${formatParameter(grid.y, middle.y)}; ${verdict(parts, grid)}`,
  )
}
