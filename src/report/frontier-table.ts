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

/** Frontiers of two parameters: at which value of the first the target is reached, for each value of the second. */
export function frontierTable(results: Results, rows: readonly Row[]): Table {
  const name = labels(results)
  return withoutEmptyColumns({
    caption: 'Tipping frontiers',
    columns: [
      column('Scenario'),
      column('Asked'),
      column('With'),
      column('Parameter'),
      column('Tips at', 'right'),
      column('Reconstruction spread', 'right'),
      column('Status'),
      column('Attainable'),
    ],
    rows: linesOf(rows).map(({ row, second, to }) => [
      name.scenario(row.scenario),
      second.asked,
      withWords(name.parameter(row.trial, second.parameter), second, to),
      name.parameter(row.trial, row.parameter),
      row.estimate === null ? 'none' : around(row, row.estimate, row.lower, row.upper),
      limits(row, row.spreadLower, row.spreadUpper),
      inWords.status[row.status],
      reach(results, row, second, to, name.measure),
    ]),
    note: 'In brackets: the neighbouring values that were computed, between which the root is read along a line, or the bracket of a search. Neighbouring values without a root share a line.',
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

const withWords = (name: string, { parameter, value }: SecondParameter, to: number): string =>
  `${name} ${value === to ? formatParameter(parameter, value) : range(formatParameter(parameter, value), formatParameter(parameter, to))}`

function around(row: Row, estimate: number, lower: number | null, upper: number | null): string {
  const text = limits(row, lower, upper)
  return `${formatParameter(row.parameter, estimate)}${text === '' ? '' : ` (${text})`}`
}

function limits(row: Row, lower: number | null, upper: number | null): string {
  if (lower === null || upper === null) return ''
  return range(formatParameter(row.parameter, lower), formatParameter(row.parameter, upper))
}

/** What can be attained over all the points of a line. */
function reach(
  results: Results,
  row: Row,
  { asked, parameter, value }: SecondParameter,
  to: number,
  measure: (measure: string, time: number | null) => string,
): string {
  const bounds = results.rows.filter((it) => {
    const second = it.origin === 'bound' && it.scenario === row.scenario && it.trial === row.trial ? secondParameter(it.variant) : null // prettier-ignore
    return second?.asked === asked && second.parameter === parameter && second.value >= value && second.value <= to
  })
  const [first] = bounds
  if (first === undefined) return ''
  const lower = Math.min(...bounds.flatMap((it) => it.lower ?? []))
  const upper = Math.max(...bounds.flatMap((it) => it.upper ?? []))
  return `${measure(first.measure, first.time)} ${attainable({ ...first, lower, upper })}`
}
