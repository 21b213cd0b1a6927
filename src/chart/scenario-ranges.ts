import type { TopLevelSpec } from 'vega-lite'
import { range } from '../result/format.ts'
import { formatEstimate, formatValue, measureFormat, measureLabel } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import { lineHeight } from './forest-lines.ts'
import { intervalPanel, type IntervalMark } from './interval-panel.ts'
import { textAt } from './layer.ts'
import { lowerFirst } from '../result/lower-first.ts'
import { withError } from './range-bar.ts'
import { figureSpec, sentence } from './scenario-parts.ts'
import { forestRows, publishedRow, type ForestData, type ForestTarget } from './scenario-forest.ts'
import { wrapText } from './text-width.ts'
import { armStyles, caution, faint, ink, muted, semibold, sizes } from './theme.ts'

interface Line {
  readonly label: readonly string[]
  readonly y: number
  readonly rows: readonly Row[]
}

/** A line a scenario, so that a dozen of them can be read from the last row: names get the room that variants need in the forest. */
const [labelWidth, plotWidth, right] = [345, 360, 140]

/**
 * All scenarios on one picture, one line each: from the lowest to the highest estimate that a scenario gives, the outermost limits of their
 * sampling intervals, what can be attained where it gives bounds, and what is infeasible apart from the rest.
 *
 * Rows and `target` as of `scenarioForest`. RangeError where the published result is not among the rows.
 */
export function scenarioRanges(results: ForestData, target: ForestTarget): TopLevelSpec {
  const all = forestRows(results, target)
  const reference = publishedRow(all)
  const trial = results.trials.find((it) => it.id === target.trial)
  const endpoint = results.endpoints.find((it) => it.trial === target.trial && it.id === target.endpoint)
  if (!reference || !trial || !endpoint)
    throw new RangeError(`The published result of ${target.endpoint} ${target.measure} in ${target.trial} is required.`)
  const { lines, height } = linesOf(results, reference, all)
  const unit = measureFormat(target.measure)
  const place = unit.kind === 'percent' || unit.kind === 'points' ? 100 : 1
  const styles = armStyles(trial.arms)
  const who = (id: string): string => styles.find((it) => it.id === id)?.label ?? id
  const what = `${measureLabel(target.measure, target.time).replace(/ \(.*\)$/u, '')}, ${who(target.arm)}${target.versus === '' ? '' : ` v. ${who(target.versus)}`}`
  const colour = styles.find((it) => it.id === target.arm)?.line ?? ink
  const none = target.measure.endsWith('-difference') ? 0 : unit.kind === 'ratio' ? 1 : null
  const axis = unit.kind === 'percent' ? '%' : unit.unit
  return figureSpec({
    description: sentence(
      `${what}, of ${lowerFirst(endpoint.label)} in ${trial.label}: as published, rebuilt, ${formatEstimate(reference)}; ` +
        lines
          .slice(1)
          .map((it) => `${it.label.join(' ')} ${said(it.rows).replace(/ \[(.*)\]$/u, ', attainable $1')}`)
          .join('; '),
    ),
    title: `${trial.label}: ${lowerFirst(endpoint.label)}, all scenarios`,
    subtitle: `${what}. Thick bars: lowest to highest estimate of the scenario; thin lines: the outermost limits of their sampling intervals. Brackets: all that can be attained, sampling error apart. Open dots: infeasible.`,
    left: labelWidth,
    width: labelWidth + plotWidth + right,
    plots: [
      intervalPanel({
        width: plotWidth,
        height,
        log: unit.kind === 'ratio',
        ...(unit.kind === 'percent' ? { within: [0, 100] as const } : {}),
        title: axis === '' ? what : `${unit.name.charAt(0).toUpperCase()}${unit.name.slice(1)} (${axis})`,
        rules: [
          ...(none === null
            ? []
            : [{ at: none, colour: faint, dash: [2, 2], label: none === 0 ? 'no difference' : 'no effect' }]),
          ...(reference.estimate !== null && all.every((it) => it.clock === reference.clock)
            ? [{ at: reference.estimate * place, colour, dash: [5, 3] }]
            : []),
        ],
        marks: lines.flatMap((it, at) => (at === 0 ? published(it, colour, place) : marksOf(it, place))),
        texts: lines.flatMap(({ label, y, rows }, at) => [
          ...label.map((text, row) =>
            textAt(
              text,
              -labelWidth,
              y + (row - (label.length - 1) / 2) * lineHeight,
              at === 0 ? { weight: semibold } : {},
            ),
          ),
          textAt(said(rows), plotWidth + 16, y, {
            colour: at === 0 ? ink : estimated(rows).length === 0 ? muted : ink,
          }),
        ]),
      }),
    ],
  })
}

function linesOf(results: ForestData, reference: Row, all: readonly Row[]) {
  const lines: Line[] = []
  let y = 0
  const put = (title: string, rows: readonly Row[], weight = 400): void => {
    const label = wrapText(title, labelWidth - 20, sizes.label, weight)
    const height = Math.max(22, label.length * lineHeight + 5)
    lines.push({ label, y: y + height / 2, rows })
    y += height
  }
  const name = (id: string): string => results.scenarios.find((it) => it.id === id)?.label ?? id
  put(name(reference.scenario), [reference], semibold)
  for (const { id, label } of results.scenarios) {
    const rows = all.filter((it) => it.scenario === id && it.role !== 'reference' && it.origin !== 'tipping')
    if (rows.length > 0) put(label, rows)
  }
  return { lines, height: y }
}

/** Estimates that an assumption gives without contradicting the curve. */
export const estimated = (rows: readonly Row[]): readonly Row[] =>
  rows.filter((it) => it.origin !== 'bound' && it.status !== 'infeasible' && it.estimate !== null)

/** "19.4–28.4", with bounds "25.4 [9.6–35.2]", of bounds alone "attainable 15.8–41.6", and why there is no number where there is none. */
function said(rows: readonly Row[]): string {
  const own = estimated(rows)
  const [first] = rows
  if (first === undefined) return ''
  if (rows.length === 1 && first.origin !== 'bound') return formatEstimate(first)
  const text = (of: number): string => formatValue(first.measure, of).replace(/%$/u, '')
  const limits = attainable(rows)
  const all = limits === null ? '' : range(text(limits[0]), text(limits[1]))
  if (own.length === 0) return limits === null ? formatEstimate(first) : `attainable ${all}`
  const values = own.flatMap((it) => it.estimate ?? [])
  const [low, high] = [text(Math.min(...values)), text(Math.max(...values))]
  return `${low === high ? low : range(low, high)}${all === '' ? '' : ` [${all}]`}`
}

/** The least and the most that bounds allow, sampling error apart: intervals without an estimate, or extremes with one each. */
export function attainable(rows: readonly Row[]): readonly [number, number] | null {
  const limits = rows
    .filter((it) => it.origin === 'bound' && !withError.test(it.variant))
    .flatMap((it) => (it.estimate === null ? [it.lower, it.upper].filter((limit) => limit !== null) : [it.estimate]))
  return limits.length < 2 ? null : [Math.min(...limits), Math.max(...limits)]
}

const plain = { estimate: null, shape: 'circle', filled: true, colour: ink } as const

function published({ rows, y }: Line, colour: string, place: number): readonly IntervalMark[] {
  return rows.flatMap((it): IntervalMark[] => [
    {
      name: it.scenario,
      y,
      estimate: it.estimate === null ? null : it.estimate * place,
      lower: it.lower === null ? null : it.lower * place,
      upper: it.upper === null ? null : it.upper * place,
      shape: 'diamond',
      filled: true,
      colour,
      stroke: 2.8,
    },
  ])
}

function marksOf({ rows, y }: Line, place: number): readonly IntervalMark[] {
  const name = rows[0]?.scenario ?? ''
  const own = estimated(rows)
  const bounds = attainable(rows)
  const values = own.flatMap((it) => it.estimate ?? []).map((it) => it * place)
  const [lowers, uppers] = [own.map((it) => it.lower), own.map((it) => it.upper)]
  const known = (limits: readonly (number | null)[]): readonly number[] =>
    limits.flatMap((it) => (it === null ? [] : [it * place]))
  const outer = [...known(lowers), ...values, ...known(uppers)]
  const impossible = rows.filter((it) => it.status === 'infeasible').flatMap((it) => it.estimate ?? [])
  return [
    ...(bounds === null
      ? []
      : [
          {
            ...plain,
            name,
            y,
            lower: bounds[0] * place,
            upper: bounds[1] * place,
            colour: muted,
            stroke: 1.4,
            caps: true,
          },
        ]),
    ...(own.length === 0
      ? []
      : [
          { ...plain, name, y, lower: Math.min(...outer), upper: Math.max(...outer), stroke: 1.2 },
          // A bar that nobody can see is a dot.
          Math.max(...values) - Math.min(...values) < 0.005 * (Math.max(...outer) - Math.min(...outer))
            ? { ...plain, name, y, estimate: values[0] ?? null, lower: null, upper: null, stroke: 1 }
            : { ...plain, name, y, lower: Math.min(...values), upper: Math.max(...values), stroke: 8 },
        ]),
    ...[...new Set(impossible.length === 0 ? [] : [Math.min(...impossible), Math.max(...impossible)])].map((it) => ({
      ...plain,
      name,
      y,
      estimate: it * place,
      lower: null,
      upper: null,
      filled: false,
      colour: caution,
      stroke: 1,
    })),
  ]
}
