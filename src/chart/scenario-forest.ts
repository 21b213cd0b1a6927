import type { TopLevelSpec } from 'vega-lite'
import { fixed } from '../result/format.ts'
import { formatEstimate, formatValue, measureFormat, measureLabel } from '../result/measure-format.ts'
import type { Results } from '../result/frames.ts'
import type { Row } from '../result/row.ts'
import { secondParameter } from '../result/second-parameter.ts'
import { forestLines, labelWidth, lineHeight, type ForestHeading, type ForestLine } from './forest-lines.ts'
import { intervalPanel, type IntervalMark } from './interval-panel.ts'
import { textAt, type Layer } from './layer.ts'
import { lowerFirst } from '../result/lower-first.ts'
import { wrapText } from './text-width.ts'
import { armStyles, caution, chartConfig, faint, ink, muted, semibold, sizes } from './theme.ts'

export type ForestData = Pick<Results, 'analysis' | 'trials' | 'endpoints' | 'scenarios' | 'rows'>

/** What the forest compares: one measure of an arm, or of an arm against another (`versus`), at a time where it has one. */
export interface ForestTarget {
  readonly trial: string
  readonly endpoint: string
  readonly measure: string
  readonly time: number | null
  readonly arm: string
  readonly versus: string
}

const plotWidth = 330

/**
 * The scenarios against the published result: one row a variant, of a sweep its ends, with sampling interval and reconstruction spread
 * apart from each other, what can be attained where no value is identified, and a word where a scenario has no answer.
 *
 * RangeError where the published result is not among the rows.
 */
export function scenarioForest(results: ForestData, target: ForestTarget, page?: ForestPage): TopLevelSpec {
  const all = forestRows(results, target)
  const reference = publishedRow(all)
  const trial = results.trials.find((it) => it.id === target.trial)
  const endpoint = results.endpoints.find((it) => it.trial === target.trial && it.id === target.endpoint)
  if (!reference || !trial || !endpoint) {
    throw new RangeError(
      `The published result of ${target.endpoint} ${target.measure} in ${target.trial} is required as a row.`,
    )
  }
  const { headings, lines, height } = forestLines(results, reference, page?.rows ?? all)
  const whole = forestLines(results, reference, all).lines
  const left = labelWidth
  const styles = armStyles(trial.arms)
  const label = (id: string): string => styles.find((it) => it.id === id)?.label ?? id
  const what = `${measureLabel(target.measure, target.time).replace(/ \(.*\)$/, '')}, ${label(target.arm)}${target.versus === '' ? '' : ` v. ${label(target.versus)}`}`
  const unit = measureFormat(target.measure)
  const axis = unit.kind === 'percent' ? '%' : unit.unit
  const colour = styles.find((it) => it.id === target.arm)?.line ?? ink
  const place = factor(target.measure)
  const published = reference.estimate === null ? null : reference.estimate * place
  const none = noEffect(target.measure)
  const oneClock = lines.every(({ row }) => row.clock === reference.clock)
  const beside = sharingClock(lines, reference, height)
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: describe(
      trial.label,
      endpoint.label,
      what,
      reference,
      lines.map((it) => it.row),
    ),
    title: {
      text: `${trial.label}: ${lowerFirst(endpoint.label)} under the scenarios${page?.of ?? ''}`,
      subtitle: [
        what,
        ...wrapText(
          'Dots and thick lines: estimate and sampling interval; thin lines beneath: reconstruction spread (2.5% to 97.5% of the draws' +
            `${results.analysis.calibrated === true ? '' : ', not yet calibrated'}). Open dots: infeasible. Grey brackets: all that can be attained.${oneClock ? '' : ' The line of the published result stops beside rows that count time from another start.'}`,
          left + plotWidth + 160,
          sizes.subtitle,
        ),
      ],
      dx: -left,
    },
    vconcat: [
      intervalPanel({
        width: plotWidth,
        height,
        log: unit.kind === 'ratio',
        ...(unit.kind === 'percent' ? { within: [0, 100] as const } : {}),
        title: axis === '' ? what : `${upperFirst(measureFormat(target.measure).name)} (${axis})`,
        rules: [
          ...(none === null
            ? []
            : [{ at: none, colour: faint, dash: [2, 2], label: none === 0 ? 'no difference' : 'no effect' }]),
          ...(published === null ? [] : [{ at: published, colour, dash: [5, 3], spans: beside }]),
        ],
        holds: whole
          .flatMap((it) => marks(it, colour, place))
          .flatMap((it) => [it.estimate, it.lower, it.upper].filter((number) => number !== null)),
        marks: lines.flatMap((it) => marks(it, colour, place)),
        texts: [...headings.flatMap((it) => headingTexts(it, left)), ...lines.flatMap((it) => lineTexts(it, left))],
      }),
    ],
    bounds: 'flush',
    config: chartConfig,
  }
}

/** What a picture of several shows of a forest, and which it is: " (1 of 3)". */
export interface ForestPage {
  readonly rows: readonly Row[]
  readonly of: string
}

/** The rows that a forest lines up, the published result among them. */
export const forestRows = (results: Pick<Results, 'rows'>, target: ForestTarget): readonly Row[] =>
  results.rows.filter((it) => matches(it, target))

export const publishedRow = (rows: readonly Row[]): Row | undefined =>
  rows.find((it) => it.role === 'reference' && it.origin === 'rebuilt')

/** Where the line of the published result runs: beside the rows that count time as it does. */
function sharingClock(
  lines: readonly ForestLine[],
  reference: Row,
  height: number,
): readonly (readonly [from: number, to: number])[] {
  const edges = lines.map(({ y }, at) => (at === 0 ? 0 : ((lines[at - 1]?.y ?? 0) + y) / 2)).concat(height)
  const spans: [number, number][] = []
  lines.forEach(({ row }, at) => {
    if (row.clock !== reference.clock) return
    const [from, to] = [edges[at] ?? 0, edges[at + 1] ?? height]
    const before = spans.at(-1)
    if (before?.[1] === from) before[1] = to
    else spans.push([from, to])
  })
  return spans
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function matches(row: Row, target: ForestTarget): boolean {
  return (
    row.trial === target.trial &&
    row.endpoint === target.endpoint &&
    row.measure === target.measure &&
    row.time === target.time &&
    row.arm === target.arm &&
    row.versus === target.versus &&
    row.origin !== 'reported' &&
    // A sweep of two parameters has a map, the ends of priors stand in the tornado.
    secondParameter(row.variant) === null &&
    !row.method.startsWith('one prior at a time')
  )
}

/** Percentages are drawn as percentages. */
const factor = (measure: string): number => {
  const { kind } = measureFormat(measure)
  return kind === 'percent' || kind === 'points' ? 100 : 1
}

const noEffect = (measure: string): number | null =>
  measure.endsWith('-difference') ? 0 : measureFormat(measure).kind === 'ratio' ? 1 : null

function marks({ y, row }: ForestLine, colour: string, place: number): readonly IntervalMark[] {
  const at = (it: number | null): number | null => (it === null ? null : it * place)
  const name = [row.scenario, row.variant].filter((it) => it !== '').join(' ')
  // An extreme has an estimate, and its interval is of sampling: only an interval without one is all that can be attained.
  if (row.origin === 'bound' && row.estimate === null) {
    const limits = { lower: at(row.lower), upper: at(row.upper) }
    return [
      { name, y, estimate: null, ...limits, shape: 'circle', filled: false, colour: muted, stroke: 1.4, caps: true },
    ]
  }
  // A median that is not reached can have a limit.
  if (row.estimate === null && row.lower === null && row.upper === null) return []
  const infeasible = row.status === 'infeasible'
  const tint = infeasible ? caution : row.role === 'reference' ? colour : ink
  const estimate = {
    name,
    y,
    estimate: at(row.estimate),
    shape: row.role === 'reference' ? 'diamond' : 'circle',
  } as const
  const spread =
    row.spreadLower === null || row.spreadUpper === null
      ? []
      : [
          {
            name,
            y: y + 8,
            estimate: null,
            lower: at(row.spreadLower),
            upper: at(row.spreadUpper),
            shape: 'circle' as const,
            filled: false,
            colour: muted,
            stroke: 2,
          },
        ]
  return [
    ...spread,
    {
      ...estimate,
      lower: at(row.lower),
      upper: at(row.upper),
      filled: !infeasible,
      colour: tint,
      stroke: 2.8,
      ...(infeasible ? { dash: [4, 2] } : {}),
    },
  ]
}

/** The role stands in the column of the values, so that no text crosses the plot. */
function headingTexts({ y, title, role, parameter }: ForestHeading, left: number): readonly Layer[] {
  const note = { colour: muted, size: sizes.note } as const
  const below = y + (title.length - 1) * lineHeight + 16
  return [
    ...title.map((text, at) => textAt(text, -left, y + at * lineHeight, { weight: semibold })),
    textAt(role, plotWidth + 16, y, note),
    ...(parameter === '' ? [] : [textAt(parameter, -14, below, { ...note, align: 'right' })]),
  ]
}

function lineTexts({ y, row, label, parameter, value }: ForestLine, left: number): readonly Layer[] {
  const published = row.role === 'reference'
  const colour = row.status === 'infeasible' ? caution : row.origin === 'bound' ? muted : ink
  return [
    ...label.map((text, at) =>
      textAt(text, -left + (published ? 0 : 12), y + at * lineHeight, { weight: published ? semibold : 400 }),
    ),
    ...(parameter === '' ? [] : [textAt(parameter, -14, y, { align: 'right', colour: muted })]),
    textAt(value, plotWidth + 16, y, { colour }),
  ]
}

function describe(trial: string, endpoint: string, what: string, reference: Row, rows: readonly Row[]): string {
  const estimates = rows.flatMap((it) => (it === reference || it.estimate === null ? [] : [it.estimate]))
  const notReached = rows.some((it) => it !== reference && it.status === 'not-reached')
  const between =
    estimates.length === 0
      ? 'no scenario gives an estimate'
      : `the scenarios shown give ${formatValue(reference.measure, Math.min(...estimates))} to ${notReached ? 'not reached' : formatValue(reference.measure, Math.max(...estimates))}`
  const infeasible = rows.filter((it) => it.status === 'infeasible').length
  const not = infeasible === 0 ? '' : `, ${fixed(infeasible, 0)} of them infeasible`
  return `${what}, of ${lowerFirst(endpoint)} in ${trial}: as published, rebuilt, ${formatEstimate(reference)}; ${between}${not}.`
}
