import { range } from '../result/format.ts'
import type { Results } from '../result/frames.ts'
import { formatParameter } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import { type SecondParameter, secondParameter } from '../result/second-parameter.ts'
import { column, withoutEmptyColumns } from './blocks.ts'
import type { Table } from './document.ts'
import { inWords } from './in-words.ts'
import { labels } from './labels.ts'
import { attainable } from './scenario-section.ts'

/** Points of a frontier that stand in one line: one root, or neighbours without any. */
interface Line {
  readonly row: Row
  readonly second: SecondParameter
  readonly to: number
}

/**
 * Frontiers of two parameters, a table for each scenario and question: at which value of the first parameter the target is reached, for each value of
 * the second. What is the same in all rows is said once, in the caption and at the head of its column.
 */
export function frontierTables(results: Results, rows: readonly Row[]): readonly Table[] {
  const frontiers = new Map<string, Line[]>()
  for (const line of linesOf(rows)) {
    const { row, second } = line
    const key = JSON.stringify([row.trial, row.endpoint, row.scenario, second.asked, row.parameter, second.parameter])
    frontiers.set(key, [...(frontiers.get(key) ?? []), line])
  }
  return [...frontiers.values()].flatMap((lines, at) =>
    lines.slice(0, 1).map((line) => frontierTable(results, lines, line, at === 0)),
  )
}

function frontierTable(results: Results, lines: readonly Line[], { row, second }: Line, first: boolean): Table {
  const name = labels(results)
  const tipping = name.parameter(row.trial, row.parameter)
  const reached = lines.map(({ row: own, second: its, to }) => reach(results, own, its, to))
  const measure = reached.find((it) => it !== null)
  return withoutEmptyColumns({
    caption: `Tipping frontier, ${name.ofTrial(row.trial, name.scenario(row.scenario))}: ${tipping} at which ${second.asked}`,
    columns: [
      column(upperFirst(name.parameter(row.trial, second.parameter)), 'right'),
      column(`${upperFirst(tipping)} tips at`, 'right'),
      column('Reconstruction spread', 'right'),
      column('Status'),
      column(measure ? `${name.measure(measure.measure, measure.time)} attainable` : 'Attainable', 'right'),
    ],
    rows: lines.map(({ row: own, second: its, to }, k) => [
      values(its, to),
      own.estimate === null ? 'none' : around(own, own.estimate, own.lower, own.upper),
      limits(own, own.spreadLower, own.spreadUpper),
      inWords.status[own.status],
      attained(reached[k]),
    ]),
    note: first
      ? 'In brackets: the neighbouring values that were computed, between which the root is read along a line, or the bracket of a search. Neighbouring values without a root share a line.'
      : 'Brackets: as said above.',
  })
}

/** Neighbours without a root are one line: a long list of nothing tells less than its ends. */
function linesOf(rows: readonly Row[]): readonly Line[] {
  const lines: Line[] = []
  for (const row of rows) {
    const second = secondParameter(row.variant)
    if (second === null) continue
    const last = lines.at(-1)
    const joins =
      last !== undefined &&
      row.estimate === null &&
      last.row.estimate === null &&
      row.status === last.row.status &&
      row.scenario === last.row.scenario &&
      row.trial === last.row.trial &&
      second.asked === last.second.asked
    if (joins) lines[lines.length - 1] = { ...last, to: second.value }
    else lines.push({ row, second, to: second.value })
  }
  return lines
}

const values = ({ parameter, value }: SecondParameter, to: number): string =>
  value === to
    ? formatParameter(parameter, value)
    : range(formatParameter(parameter, value), formatParameter(parameter, to))

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function around(row: Row, estimate: number, lower: number | null, upper: number | null): string {
  const text = limits(row, lower, upper)
  return `${formatParameter(row.parameter, estimate)}${text === '' ? '' : ` (${text})`}`
}

function limits(row: Row, lower: number | null, upper: number | null): string {
  if (lower === null || upper === null) return ''
  return range(formatParameter(row.parameter, lower), formatParameter(row.parameter, upper))
}

/** What can be attained over all the points of a line; null where nothing is said of it. */
function reach(results: Results, row: Row, { asked, parameter, value }: SecondParameter, to: number): Row | null {
  const bounds = results.rows.filter((it) => {
    const second = it.origin === 'bound' && it.scenario === row.scenario && it.trial === row.trial ? secondParameter(it.variant) : null // prettier-ignore
    return second?.asked === asked && second.parameter === parameter && second.value >= value && second.value <= to
  })
  const [first] = bounds
  if (first === undefined) return null
  const lower = Math.min(...bounds.flatMap((it) => it.lower ?? []))
  const upper = Math.max(...bounds.flatMap((it) => it.upper ?? []))
  return { ...first, lower, upper }
}

const attained = (row: Row | null | undefined): string => (row ? attainable(row) : '')
