import type { TopLevelSpec } from 'vega-lite'
import { trimmed } from '../result/format.ts'
import { formatEstimate, formatValue, intervalName, measureFormat } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import { textAt, type Layer } from './layer.ts'
import { lowerFirst } from '../result/lower-first.ts'
import { monthsSince } from './months-since.ts'
import {
  curveOn,
  dotsOn,
  linear,
  monthAxis,
  note,
  pixelX,
  pixelY,
  planeAxes,
  segmentsOn,
  textOn,
  type Plane,
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
import { textWidth } from './text-width.ts'
import { ink, paper, semibold, sizes } from './theme.ts'

/** Room at the left for the axis, and at the right for the numbers needed. */
const [left, right] = [70, 140]

/** What is drawn over time, each in a plot of its own, where there are rows of it. */
const measures = ['survival-difference', 'rmst-difference'] as const

export const drawsDifferences: Draws = (rows) => seriesOf(rows, measures[0]).length > 1

/**
 * Differences between the arms against time: in survival, with the number needed to treat at that time on the axis at the right (it goes through
 * infinity where there is no difference), and in restricted mean survival up to that time.
 *
 * Rows: `survival-difference` and `rmst-difference` of a scenario at two times or more; `number-needed-to-treat` is drawn where it is there.
 */
export function differenceOverTime(
  results: ScenarioData,
  target: ScenarioTarget,
  { width = 520, height = 200 }: PlotSize = {},
): TopLevelSpec {
  const parts = scenarioParts(results, target, 'Differences at two times or more', drawsDifferences)
  const plots = measures.flatMap((measure) => {
    const rows = seriesOf(parts.rows, measure)
    return rows.length < 2 ? [] : [plot(parts, measure, rows, { width, height })]
  })
  return figureSpec({
    description: described(parts),
    title: titleOf(parts),
    subtitle: subtitle(parts),
    left,
    width: left + width + right,
    plots,
    spacing: 112,
  })
}

/** The contrast at each time; none where a time has several, as in a sweep. */
function seriesOf(rows: readonly Row[], measure: string): readonly Row[] {
  const own = rows.filter(
    (it) =>
      it.measure === measure &&
      it.origin === 'scenario' &&
      it.time !== null &&
      it.value === null &&
      it.estimate !== null &&
      it.versus !== '',
  )
  const times = new Set(own.map((it) => it.time))
  return times.size < own.length ? [] : own.sort((a, b) => (a.time ?? 0) - (b.time ?? 0))
}

const factorOf = (measure: string): number => (measureFormat(measure).kind === 'points' ? 100 : 1)

/** At the end of the line near which the first or the last difference is farther from it. */
function noDifference(plane: Plane, points: readonly { readonly y: number }[]): readonly Layer[] {
  const far = (it: { readonly y: number } | undefined): number => Math.abs(it?.y ?? 0)
  const atEnd = far(points.at(-1)) > far(points[0])
  const place = atEnd
    ? ({ x: plane.x.to, dx: -4, align: 'right' } as const)
    : ({ x: plane.x.from, dx: 4, align: 'left' } as const)
  return [textOn(plane, 'no difference', { x: place.x, y: 0 }, { ...note, dx: place.dx, dy: -8, align: place.align })]
}

/** Where every interval is on one side of no difference, so is the axis. */
function reach(points: readonly { readonly lower: number; readonly upper: number }[]): readonly [number, number] {
  return [points.every((it) => it.lower >= 0) ? 0 : -Infinity, points.every((it) => it.upper <= 0) ? 0 : Infinity]
}

function plot(parts: ScenarioParts, measure: string, rows: readonly Row[], size: { width: number; height: number }) {
  const factor = factorOf(measure)
  const points = rows.map(({ time, estimate, lower, upper, status }) => ({
    x: time ?? 0,
    y: (estimate ?? 0) * factor,
    lower: (lower ?? estimate ?? 0) * factor,
    upper: (upper ?? estimate ?? 0) * factor,
    beyond: status === 'extrapolated',
  }))
  const last = points.at(-1)?.x ?? 1
  const plane: Plane = {
    ...size,
    x: monthAxis(last * 1.04),
    y: linear([0, ...points.flatMap((it) => [it.lower, it.upper])], 5, reach(points)),
  }
  const style = parts.styleOf(rows[0]?.arm ?? '')
  const [known, beyond] = [points.filter((it) => !it.beyond), points.filter((it) => it.beyond)]
  const whiskers = (of: typeof points) => of.map((it) => ({ x: it.x, y: it.lower, x2: it.x, y2: it.upper }))
  const { name, unit } = measureFormat(measure)
  return {
    ...size,
    resolve: ownAxes,
    layer: [
      planeAxes(plane, {
        x: { title: monthsSince(parts.endpoint.clock) },
        y: { title: unit === 'percentage points' ? 'Difference (points)' : 'Difference (months)', room: left },
      }),
      textAt(
        measure === 'rmst-difference' ? 'Restricted mean survival time, up to each time' : 'Survival, at each time',
        0,
        -14,
        {
          weight: semibold,
        },
      ),
      ...segmentsOn(plane, [{ x: plane.x.from, x2: plane.x.to, y: 0, y2: 0 }], { colour: ink, width: 1 }),
      ...noDifference(plane, points),
      ...curveOn(plane, points, { colour: style.line, width: 1, opacity: 0.5 }),
      ...segmentsOn(plane, whiskers(known), { colour: style.line, width: 2 }),
      ...segmentsOn(plane, whiskers(beyond), { colour: style.line, width: 1.4, dash: [3, 2] }),
      ...dotsOn(plane, known, { colour: style.line }, paper),
      ...dotsOn(plane, beyond, { colour: style.line, filled: false }, paper),
      ...(measure === 'survival-difference' ? numbersNeeded(parts, plane) : []),
    ],
    name: name.replaceAll(' ', '-'),
  }
}

const counts = [1, 2, 3, 4, 5, 7, 10, 20, 50, 100]

/** The axis at the right counts patients: 100 over the difference in points; no difference is infinity. Below, the number at each time. */
function numbersNeeded(parts: ScenarioParts, plane: Plane): readonly Layer[] {
  const rows = parts.rows
    .filter((it) => it.measure === 'number-needed-to-treat' && it.time !== null && it.estimate !== null)
    .sort((a, b) => (a.time ?? 0) - (b.time ?? 0))
  if (rows.length === 0) return []
  const zero = pixelY(plane, 0)
  let nearest = zero
  const place = (sign: 1 | -1): readonly Layer[] => {
    nearest = zero
    return [...counts].reverse().flatMap((count) => {
      const y = pixelY(plane, (sign * 100) / count)
      if (y < -1 || y > plane.height + 1 || Math.abs(y - nearest) < 15) return []
      nearest = y
      return [textAt(`${count}${sign < 0 ? ' for one more event' : ''}`, plane.width + 10, y, { ...note })]
    })
  }
  return [
    textAt('Patients needed', plane.width + 10, -28, { size: sizes.note, weight: semibold }),
    textAt('for one more event-free', plane.width + 10, -14, note),
    textAt('∞', plane.width + 10, zero, { size: 13 }),
    ...place(1),
    ...(plane.y.from < 0 ? place(-1) : []),
    ...valuesBelow(rows, plane),
  ]
}

/** The numbers themselves in a row under the axis, as many as stand clear. */
function valuesBelow(rows: readonly Row[], plane: Plane): readonly Layer[] {
  const y = plane.height + 64
  let free = -Infinity
  const texts = rows.flatMap((row) => {
    const text = `${formatValue(row.measure, row.estimate ?? 0)}${/harm|more with/u.test(row.variant) ? ' harm' : ''}`
    const x = pixelX(plane, row.time ?? 0)
    const half = textWidth(text, sizes.label) / 2
    if (x - half < free) return []
    free = x + half + 8
    return [textAt(text, x, y, { align: 'center' })]
  })
  return [textAt('NNT', -left + 12, y, { weight: semibold }), ...texts]
}

function subtitle({ rows, endpoint, styleOf }: ScenarioParts): string {
  const first = seriesOf(rows, measures[0])[0]
  const level = intervalName(first?.level ?? 0.95)
  const beyond = rows.some((it) => it.status === 'extrapolated' && it.versus !== '')
  const needed = rows.some((it) => it.measure === 'number-needed-to-treat' && it.estimate !== null)
  return [
    `${endpoint.label}, ${styleOf(first?.arm ?? '').label} minus ${styleOf(first?.versus ?? '').label}. Dots and bars: estimate and pointwise ${level} from the rebuilt patients.`,
    ...(beyond ? ['Open dots, dashed bars: beyond the last printed figure, the model’s alone.'] : []),
    ...(needed ? ['NNT: number needed to treat, at that time alone.'] : []),
  ].join(' ')
}

function described(parts: ScenarioParts): string {
  const { trial, endpoint, rows, styleOf } = parts
  const at = (measure: string): readonly Row[] => seriesOf(rows, measure)
  const survival = at(measures[0])
  const [first, last] = [survival[0], survival.at(-1)]
  if (first === undefined || last === undefined) return sentence(parts.label)
  const top = survival.reduce((a, b) => (Math.abs(b.estimate ?? 0) > Math.abs(a.estimate ?? 0) ? b : a))
  const told = [first, top, last].filter((it, i, all) => all.indexOf(it) === i)
  const each = told.map((it) => `${formatEstimate(it)} at ${trimmed(it.time ?? 0)} months`)
  const mean = at('rmst-difference').at(-1)
  const months =
    mean === undefined
      ? ''
      : `; the restricted means up to ${trimmed(mean.time ?? 0)} months differ by ${formatEstimate(mean)} months`
  return sentence(
    `Difference in ${lowerFirst(endpoint.label)} in ${trial.label}, ${styleOf(first.arm).label} minus ${styleOf(first.versus).label}, in percentage points: ${each.join(', ')}${months}`,
  )
}
