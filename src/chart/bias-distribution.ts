import type { TopLevelSpec } from 'vega-lite'
import { formatEstimate, formatParameter, formatValue, measureLabel } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import { textAt, type Layer } from './layer.ts'
import { lowerFirst } from '../result/lower-first.ts'
import {
  areaOn,
  curveOn,
  dotsOn,
  exactly,
  linear,
  note,
  pixelX,
  pixelY,
  planeAxes,
  segmentsOn,
  type Plane,
  type PlaneAxis,
} from './plane.ts'
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
import { spreadLabels } from './spread-labels.ts'
import { wrapText } from './text-width.ts'
import { faint, ink, muted, paper, semibold, sizes } from './theme.ts'

const [left, right] = [200, 190]
const rowHeight = 40

interface Simulated {
  readonly words: string
  readonly summary: Row
  readonly shares: readonly Row[]
}

interface Bar {
  readonly prior: string
  readonly ends: readonly Row[]
}

export const drawsBias: Draws = (rows) => simulatedOf(rows).length > 0

/**
 * Probabilistic bias analysis: above, how the simulated differences are distributed under the priors alone and with random error; below, how far
 * each prior moves the difference by itself (tornado), on the same axis.
 *
 * Rows: `share-of-simulations` by variant, the summaries with their intervals, and the result at both ends of each prior.
 */
export function biasDistribution(
  results: ScenarioData,
  target: ScenarioTarget,
  { width = 420, height = 190 }: PlotSize = {},
): TopLevelSpec {
  const parts = scenarioParts(results, target, 'Shares of simulations', drawsBias)
  const simulated = simulatedOf(parts.rows)
  const bars = barsOf(parts.rows)
  const published = results.rows.find(
    (it) =>
      it.role === 'reference' &&
      it.origin === 'rebuilt' &&
      it.trial === target.trial &&
      it.endpoint === target.endpoint &&
      it.measure === simulated[0]?.summary.measure &&
      it.time === simulated[0].summary.time &&
      it.arm === simulated[0].summary.arm,
  )
  const drawn = [
    ...simulated.flatMap(({ summary, shares }) => [
      summary.lower,
      summary.upper,
      ...shares.flatMap((it) => ((it.estimate ?? 0) > 0.002 ? it.value : [])),
    ]),
    ...bars.flatMap(({ ends }) => ends.map((it) => it.estimate)),
    published?.estimate,
    0,
  ].flatMap((it) => (it === null || it === undefined ? [] : [it * 100]))
  const x = linear(drawn, 8, [-100, 100])
  return figureSpec({
    description: described(parts, simulated, bars, published),
    title: titleOf(parts),
    subtitle: subtitle(simulated, bars, published),
    left,
    width: left + width + right,
    plots: [
      density(simulated, published, x, { width, height }),
      ...(bars.length === 0 ? [] : [tornado(bars, simulated[0]?.summary, x, width)]),
    ],
    spacing: 84,
  })
}

function simulatedOf(rows: readonly Row[]): readonly Simulated[] {
  const shares = rows.filter((it) => it.measure === 'share-of-simulations' && it.value !== null)
  return [...new Set(shares.map((it) => it.variant))].flatMap((words) => {
    const summary = rows.find((it) => it.variant === words && it.parameter === '' && it.estimate !== null)
    return summary === undefined ? [] : [{ words, summary, shares: shares.filter((it) => it.variant === words) }]
  })
}

/** Widest first, as the rows stand. */
function barsOf(rows: readonly Row[]): readonly Bar[] {
  const ends = rows.filter(
    (it) => it.measure !== 'share-of-simulations' && it.parameter !== '' && it.value !== null && it.estimate !== null,
  )
  return [...new Set(ends.map((it) => it.parameter))].map((prior) => ({
    prior,
    ends: ends.filter((it) => it.parameter === prior),
  }))
}

/** Shares as heights over bins of their own width, so that both distributions have the same area. */
function heights({ shares }: Simulated): readonly { x: number; y: number }[] {
  const [first, second] = shares
  const width = (second?.value ?? 0) - (first?.value ?? 0)
  if (!(width > 0)) return []
  const points = shares.map((it) => ({ x: (it.value ?? 0) * 100, y: (it.estimate ?? 0) / (width * 100) }))
  const step = width * 100
  const [from, to] = [points[0]?.x ?? 0, points.at(-1)?.x ?? 0]
  return [{ x: from - step, y: 0 }, ...points, { x: to + step, y: 0 }]
}

function density(
  simulated: readonly Simulated[],
  published: Row | undefined,
  x: PlaneAxis,
  size: { readonly width: number; readonly height: number },
) {
  const most = Math.max(...simulated.flatMap((it) => heights(it).map(({ y }) => y)))
  const plane: Plane = { ...size, x, y: exactly(0, most * 1.08, []) }
  const peaks = simulated.map((it) => heights(it).reduce((a, b) => (b.y > a.y ? b : a)))
  const centres = spreadLabels(
    peaks.map(({ y }) => ({ centre: pixelY(plane, y) + 24, height: 52 })),
    0,
    size.height,
  )
  return {
    ...size,
    resolve: ownAxes,
    layer: [
      planeAxes(plane, { x: { title: 'Difference in survival (percentage points)' } }),
      ...references(plane, published, true),
      ...simulated.flatMap((it, at): readonly Layer[] => {
        const points = heights(it).filter((point) => point.x >= x.from && point.x <= x.to)
        const style = { colour: at === 0 ? ink : muted, dash: at === 0 ? [] : [5, 3] }
        return [
          ...areaOn(
            plane,
            points.map((point) => ({ ...point, y2: 0 })),
            { colour: style.colour, opacity: 0.1 },
          ),
          ...curveOn(plane, points, { ...style, width: at === 0 ? 2 : 1.6 }),
        ]
      }),
      ...simulated.flatMap(({ words, summary }, at) => {
        const y = centres[at] ?? 0
        return [
          textAt(`${words} (${at === 0 ? 'solid' : 'dashed'})`, plane.width + 12, y - 16, { weight: semibold }),
          textAt(formatEstimate(summary), plane.width + 12, y),
          textAt('median, 95% simulation interval', plane.width + 12, y + 15, note),
        ]
      }),
    ],
  }
}

/** No difference, and the published result. */
function references(plane: Plane, published: Row | undefined, named: boolean): readonly Layer[] {
  const at = (x: number) => ({ x, x2: x, y: plane.y.from, y2: plane.y.to })
  const result = published?.estimate
  return [
    ...segmentsOn(plane, [at(0)], { colour: faint, width: 1.2, dash: [2, 2] }),
    ...(named ? [textAt('no difference', pixelX(plane, 0), -9, { ...note, align: 'center' })] : []),
    ...(result === null || result === undefined
      ? []
      : [
          ...segmentsOn(plane, [at(result * 100)], { colour: muted, width: 1.2, dash: [5, 3] }),
          ...(named ? [textAt('as published', pixelX(plane, result * 100), -9, { ...note, align: 'center' })] : []),
        ]),
  ]
}

function tornado(bars: readonly Bar[], summary: Row | undefined, x: PlaneAxis, width: number) {
  const height = bars.length * rowHeight
  const plane: Plane = { width, height, x, y: exactly(height, 0, []) }
  const middle = (summary?.estimate ?? 0) * 100
  return {
    width,
    height,
    resolve: ownAxes,
    layer: [
      planeAxes(plane, { x: { title: 'Difference in survival (percentage points), one prior at a time' } }),
      ...references(plane, undefined, false),
      ...segmentsOn(plane, [{ x: middle, x2: middle, y: 0, y2: height }], { colour: ink, width: 1 }),
      ...bars.flatMap((bar, at) => barLayers(bar, (at + 0.5) * rowHeight, plane)),
    ],
  }
}

function barLayers({ prior, ends }: Bar, y: number, plane: Plane): readonly Layer[] {
  const placed = ends
    .map((it) => ({ x: (it.estimate ?? 0) * 100, text: formatParameter(prior, it.value ?? 0) }))
    .sort((a, b) => a.x - b.x)
  const [low, high] = [placed[0], placed.at(-1)]
  if (low === undefined || high === undefined) return []
  const label = wrapText(prior, left - 24, sizes.label)
  return [
    ...segmentsOn(plane, [{ x: low.x, x2: high.x, y, y2: y }], { colour: faint, width: 14, opacity: 0.55 }),
    ...dotsOn(
      plane,
      [
        { x: low.x, y },
        { x: high.x, y },
      ],
      { colour: ink, size: 26 },
      paper,
    ),
    ...label.map((line, row) => textAt(line, -left, y + (row - (label.length - 1) / 2) * 14)),
    textAt(low.text, pixelX(plane, low.x) - 8, y, { ...note, align: 'right' }),
    textAt(high.text, pixelX(plane, high.x) + 8, y, note),
  ]
}

function subtitle(simulated: readonly Simulated[], bars: readonly Bar[], published: Row | undefined): string {
  const { measure, time } = simulated[0]?.summary ?? { measure: '', time: null }
  return [
    `${measureLabel(measure, time).replace(/ \(.*\)$/u, '')}: how it is distributed over draws from the priors of what is not reported.`,
    ...(bars.length === 0
      ? []
      : [
          'Bars: the difference with one prior at its 2.5% and 97.5% points, written at the ends, and the others at their medians.',
        ]),
    ...(published === undefined ? [] : ['Long dashes: the published result, rebuilt.']),
    'These intervals are no better than the priors.',
  ].join(' ')
}

function described(
  parts: ScenarioParts,
  simulated: readonly Simulated[],
  bars: readonly Bar[],
  published: Row | undefined,
): string {
  const each = simulated.map(({ words, summary }) => `${formatEstimate(summary)} from ${words}`)
  const driver = bars[0]
  const moves =
    driver === undefined
      ? ''
      : `; the prior of the ${driver.prior} moves it most, from ${driver.ends.map((it) => formatValue(it.measure, it.estimate ?? 0)).join(' to ')}`
  const time = simulated[0]?.summary.time
  return sentence(
    `Distribution of the difference in ${lowerFirst(parts.endpoint.label)} at ${String(time ?? '')} months in ${parts.trial.label}, in percentage points, over the priors: ${each.join(', ')}${published === undefined ? '' : `; as published ${formatEstimate(published)}`}${moves}`,
  )
}
