import type { TopLevelSpec } from 'vega-lite'
import { formatInterval, formatValue, measureFormat, measureLabel } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import { textAt, type Layer } from './layer.ts'
import { lowerFirst } from '../result/lower-first.ts'
import { dotsOn, exactly, linear, planeAxes, segmentsOn, type Plane } from './plane.ts'
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
import { wrapText } from './text-width.ts'
import { faint, ink, muted, paper, sizes } from './theme.ts'

/** A row with its name above the bar, or beside it. */
const rowHeights = { above: 44, beside: 34 } as const
type Names = keyof typeof rowHeights

/** All that a number can be, and around it what sampling adds. */
export interface Range {
  readonly measure: string
  readonly time: number | null
  readonly name: string
  readonly lower: number
  readonly upper: number
  /** With sampling error; null where the rows hold none. */
  readonly outer: readonly [number, number] | null
  /** Without an assumption that changes anything. */
  readonly rebuilt: number | null
  /** In words. */
  readonly said: string
}

/** Ends the variant of bounds to which sampling error is added. */
export const withError = /,? with sampling error$/u

/**
 * The bounds among the rows of a scenario: those that are an interval by themselves, and pairs of extremes of one measure, each an estimate with limits. What a limit
 * can attain is left out: it belongs to the search for a tipping point.
 */
export function rangesOf(rows: readonly Row[]): readonly Range[] {
  const bounds = rows.filter((it) => it.origin === 'bound' && !/-(lower|upper)$/u.test(it.measure) && it.versus !== '')
  const whole = bounds.filter((it) => it.estimate === null && it.lower !== null && it.upper !== null)
  const inner = whole.filter((it) => !withError.test(it.variant))
  const intervals = inner.map((it): Range => {
    const outer = whole.find(
      (other) => withError.test(other.variant) && other.variant.replace(withError, '') === it.variant,
    )
    return described(it, it.variant, [it.lower ?? 0, it.upper ?? 0], outer, null)
  })
  const extremes = bounds.filter((it) => it.estimate !== null)
  const kinds = [...new Set(extremes.map((it) => JSON.stringify([it.measure, it.time])))]
  const pairs = kinds.flatMap((kind): Range[] => {
    const own = extremes.filter((it) => JSON.stringify([it.measure, it.time]) === kind)
    const [first] = own
    if (first === undefined || own.length < 2) return []
    const ends = own.flatMap((it) => it.estimate ?? [])
    const outer: readonly [number, number] = [
      Math.min(...own.flatMap((it) => it.lower ?? it.estimate ?? [])),
      Math.max(...own.flatMap((it) => it.upper ?? it.estimate ?? [])),
    ]
    const rebuilt = rows.find(
      (it) =>
        it.origin === 'scenario' &&
        it.measure === first.measure &&
        it.time === first.time &&
        it.variant === 'as rebuilt',
    )
    const it = described(
      first,
      'whatever became of those censored early',
      [Math.min(...ends), Math.max(...ends)],
      undefined,
      rebuilt,
    )
    return [{ ...it, outer }]
  })
  return [...intervals, ...pairs]
}

function described(
  { measure, time }: Row,
  name: string,
  [lower, upper]: readonly [number, number],
  outer: Row | undefined,
  rebuilt: Row | null | undefined,
): Range {
  const unit = measureFormat(measure).kind === 'points' ? ' points' : ''
  const own = rebuilt?.estimate ?? null
  return {
    measure,
    time,
    name,
    lower,
    upper,
    outer: outer === undefined || outer.lower === null || outer.upper === null ? null : [outer.lower, outer.upper],
    rebuilt: own,
    said:
      `${lowerFirst(measureLabel(measure, time).replace(/ \(.*\)$/u, ''))}, ${name}: within ${formatInterval(measure, lower, upper) ?? ''}${unit}` +
      (own === null ? '' : `, ${formatValue(measure, own)} as rebuilt`),
  }
}

/**
 * Ranges over one axis: a thick bar is all that the number can be, a thin one adds sampling error, a dot is the number as rebuilt. Names stand above the
 * bars, or in the room at the left with the numbers at the right.
 */
export function rangeBar(
  ranges: readonly Range[],
  { width, left, names = 'above' }: { readonly width: number; readonly left: number; readonly names?: Names },
) {
  const rowHeight = rowHeights[names]
  const height = ranges.length * rowHeight
  const first = ranges[0]
  const { kind, unit } = measureFormat(first?.measure ?? '')
  const factor = kind === 'points' || kind === 'percent' ? 100 : 1
  const none = kind === 'ratio' ? 1 : 0
  const numbers = ranges.flatMap((it) => [it.lower, it.upper, ...(it.outer ?? [])]).map((it) => it * factor)
  const plane: Plane = { width, height, x: linear([...numbers, none], 7), y: exactly(height, 0, []) }
  const title = measureLabel(first?.measure ?? '', first?.time ?? null).replace(/ \(.*\)$/u, '')
  return {
    width,
    height,
    resolve: ownAxes,
    layer: [
      planeAxes(plane, {
        x: {
          title: `${unit === '' ? title : `${title} (${unit})`}; ${none}: no ${none === 0 ? 'difference' : 'effect'}`,
        },
      }),
      ...(names === 'above'
        ? []
        : segmentsOn(plane, [{ x: none, x2: none, y: 0, y2: height }], { colour: faint, width: 1.2, dash: [2, 2] })),
      ...ranges.flatMap((it, at) =>
        names === 'above'
          ? rangeLayers(it, { top: at * rowHeight, none, factor, left }, plane)
          : [
              ...namesBeside(it, { y: (at + 0.5) * rowHeight, left, width }),
              ...bars(it, (at + 0.5) * rowHeight, factor, plane),
            ],
      ),
    ],
  }
}

function rangeLayers(
  it: Range,
  {
    top,
    none,
    factor,
    left,
  }: { readonly top: number; readonly none: number; readonly factor: number; readonly left: number },
  plane: Plane,
): readonly Layer[] {
  const y = top + 28
  return [
    textAt(`${it.name}: ${inNumbers(it)}`, -left, top + 9, { size: sizes.label }),
    ...segmentsOn(plane, [{ x: none, x2: none, y: y - 11, y2: y + 11 }], { colour: ink, width: 1 }),
    ...bars(it, y, factor, plane),
  ]
}

const inNumbers = ({ measure, lower, upper }: Range): string => formatInterval(measure, lower, upper) ?? ''

function namesBeside(
  it: Range,
  { y, left, width }: { readonly y: number; readonly left: number; readonly width: number },
): readonly Layer[] {
  const lines = wrapText(it.name, left - 16, sizes.label)
  return [
    ...lines.map((text, at) => textAt(text, -left, y + (at - (lines.length - 1) / 2) * 14)),
    textAt(inNumbers(it), width + 16, y),
  ]
}

function bars(it: Range, y: number, factor: number, plane: Plane): readonly Layer[] {
  const across = (from: number, to: number) => [{ x: from * factor, x2: to * factor, y, y2: y }]
  return [
    ...(it.outer === null ? [] : segmentsOn(plane, across(...it.outer), { colour: muted, width: 1.4 })),
    ...segmentsOn(plane, across(it.lower, it.upper), { colour: muted, width: 8 }),
    ...(it.rebuilt === null
      ? []
      : dotsOn(plane, [{ x: it.rebuilt * factor, y }], { colour: ink, shape: 'diamond' }, paper)),
  ]
}

/** Ranges of one quantity together: each has an axis of its own. */
function kindsOf(ranges: readonly Range[]): readonly (readonly Range[])[] {
  const kinds = new Map<string, Range[]>()
  for (const it of ranges) {
    const key = JSON.stringify([it.measure, it.time])
    kinds.set(key, [...(kinds.get(key) ?? []), it])
  }
  return [...kinds.values()]
}

export const drawsBounds: Draws = (rows) => rangesOf(rows).length > 0

/** The ranges of a scenario as a figure of their own. Rows of origin `bound`. */
export function boundsFigure(
  results: ScenarioData,
  target: ScenarioTarget,
  { width = 380 }: PlotSize = {},
): TopLevelSpec {
  const [left, right] = [250, 100]
  const parts = scenarioParts(results, target, 'Bounds', drawsBounds)
  const ranges = rangesOf(parts.rows)
  const error = ranges.some((it) => it.outer !== null)
  return figureSpec({
    description: sentence(
      `${parts.label}, ${lowerFirst(parts.endpoint.label)} in ${parts.trial.label}: ${ranges.map((it) => it.said).join('; ')}`,
    ),
    title: titleOf(parts),
    subtitle: `Thick bars: all that the number can be.${error ? ' Thin bars: with sampling error.' : ''}${ranges.some((it) => it.rebuilt !== null) ? ' Diamond: as rebuilt.' : ''}`,
    left,
    width: left + width + right,
    plots: kindsOf(ranges).map((own) => rangeBar(own, { width, left, names: 'beside' })),
    spacing: 74,
  })
}
