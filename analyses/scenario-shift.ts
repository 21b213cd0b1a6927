/**
 * How far does each scenario move each result, and does it move it past "no effect"?
 *
 *     npx tsx analyses/scenario-shift.ts [reports/karmma-3/results.csv]
 *
 * Reads the result rows of a report, sets every scenario's estimates beside the published analysis's (the rows whose role is
 * `reference`) and prints one line per figure and scenario as a Markdown table: the range over the scenario's variants and methods,
 * the furthest shift in standard errors of the reference (on the log scale for ratios), and in how many variants the interval
 * includes no effect. A shift of one or more says that the assumption matters as much as chance does. An example of what a plan
 * cannot say, with the rows in a data frame; outside this repository, import from 'remeier/node'.
 */
import { csvParse } from 'd3-dsv'
import { existsSync, readFileSync } from 'node:fs'

import { fromDataFrame, toDataFrame, type Cell } from '../src/node/index.ts'
import { normalQuantile } from '../src/numeric/normal-quantile.ts'
import { fixed } from '../src/result/format.ts'
import {
  formatEstimate,
  formatInterval,
  formatValue,
  measureFormat,
  measureLabel,
} from '../src/result/measure-format.ts'

interface Result {
  readonly trial: string
  readonly figure: string
  readonly scenario: string
  readonly role: string
  readonly method: string
  readonly measure: string
  readonly contrast: boolean
  readonly estimate: number
  readonly lower: number | null
  readonly upper: number | null
  readonly level: number
}

const file = process.argv[2] ?? 'reports/karmma-3/results.csv'
if (existsSync(file)) process.stdout.write(shiftTable(readResults(readFileSync(file, 'utf8'))))
else {
  process.stderr.write(`${file} does not exist: run "npm run report" first, or name another results.csv\n`)
  process.exitCode = 2
}

/** The rows that hold an estimate of ours. What a paper reports, what a search for a tipping point finds and bounds are other things. */
function readResults(text: string): Result[] {
  return csvParse(text).flatMap((row) => {
    const field = (name: string): string => row[name] ?? ''
    const number = (name: string): number | null => (field(name) === '' ? null : Number(field(name)))
    const estimate = number('estimate')
    if (estimate === null || !['rebuilt', 'scenario'].includes(field('origin'))) return []
    const arms = [field('arm'), field('versus')].filter((arm) => arm !== '').join(' v ')
    return {
      trial: field('trial'),
      figure: `${field('endpoint')}: ${measureLabel(field('measure'), number('time'))}, ${arms}`,
      scenario: field('scenario'),
      role: field('role'),
      method: field('method'),
      measure: field('measure'),
      contrast: field('versus') !== '',
      estimate,
      lower: number('lower'),
      upper: number('upper'),
      level: number('level') ?? 0.95,
    }
  })
}

/** The published analysis's row for the same figure, by the same method where there is one. */
function referenceOf(result: Result, results: readonly Result[]): Result | undefined {
  const same = results.filter(
    (it) => it.role === 'reference' && it.trial === result.trial && it.figure === result.figure,
  )
  return same.find((it) => it.method === result.method) ?? same[0]
}

function isRatio(result: Result): boolean {
  return measureFormat(result.measure).kind === 'ratio'
}

/** Distance from the reference in standard errors of the reference, taken back from its interval. */
function shiftOf(result: Result, reference: Result): number | null {
  if (reference.lower === null || reference.upper === null) return null
  const scale = isRatio(result) ? Math.log : (x: number): number => x
  const width = scale(reference.upper) - scale(reference.lower)
  const standardError = width / (2 * normalQuantile((1 + reference.level) / 2))
  const shift = (scale(result.estimate) - scale(reference.estimate)) / standardError
  return Number.isFinite(shift) ? shift : null
}

function shiftTable(results: readonly Result[]): string {
  const compared = results.flatMap((result) => {
    if (result.role === 'reference') return []
    const reference = referenceOf(result, results)
    return reference ? [{ result, reference, line: `${result.trial}|${result.figure}|${result.scenario}` }] : []
  })
  // Groups are keyed by a number: danfojs joins several keys with "-", which names of arms and scenarios hold too.
  const lines = [...new Set(compared.map(({ line }) => line))]
  const cells = compared.map(({ result, reference, line }) => ({
    line: lines.indexOf(line),
    estimate: result.estimate,
    shift: shiftOf(result, reference),
    includesNone: includesNoEffect(result),
  }))
  const ranges = grouped(cells, { estimate: ['count', 'min', 'max'] })
  // What is missing leaves before grouping: danfojs would let it into counts and extremes.
  const shifts = grouped(present(cells, 'shift'), { shift: ['min', 'max'] })
  const crossings = grouped(present(cells, 'includesNone'), { includesNone: ['sum', 'count'] })
  const header = 'Trial|Figure|Scenario|Role|Variants|As published|Range|Furthest shift (SE)|Includes no effect'.split(
    '|',
  )
  const body = lines.flatMap((line, i) => {
    const first = compared.find((it) => it.line === line)
    if (!first) return []
    const { result, reference } = first
    const [shift, crossing] = [shifts.get(i), crossings.get(i)]
    return [
      [
        result.trial,
        result.figure,
        result.scenario,
        result.role,
        String(ranges.get(i)?.['estimate_count']),
        formatEstimate({ ...reference, status: 'ok' }),
        rangeText(result.measure, ranges.get(i)),
        shift ? fixed(furthest(Number(shift['shift_min']), Number(shift['shift_max'])), 2) : '',
        crossing ? `${Number(crossing['includesNone_sum'])} of ${Number(crossing['includesNone_count'])}` : '',
      ],
    ]
  })
  const left = results.filter((it) => it.role !== 'reference').length - compared.length
  const note = left > 0 ? `\n${left} scenario estimates have no published counterpart and are left out.\n` : ''
  return (
    [header, header.map(() => '---'), ...body]
      .map((row) => `| ${row.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |\n`)
      .join('') + note
  )
}

interface CellRow {
  readonly line: number
  readonly estimate: number
  readonly shift: number | null
  readonly includesNone: number | null
}

function present(rows: readonly CellRow[], field: keyof CellRow): CellRow[] {
  return rows.filter((row) => row[field] !== null)
}

/** One record of aggregates per line. */
function grouped(
  rows: readonly CellRow[],
  aggregations: Parameters<ReturnType<ReturnType<typeof toDataFrame>['groupby']>['agg']>[0],
): ReadonlyMap<Cell, Record<string, Cell>> {
  if (rows.length === 0) return new Map()
  const groups = fromDataFrame(toDataFrame(rows).groupby(['line']).agg(aggregations))
  return new Map(groups.map((group) => [group['line'] ?? null, group]))
}

/** 1 where the interval of a contrast holds "no effect", 0 where not, null where there is no interval or nothing to compare. */
function includesNoEffect(result: Result): number | null {
  if (!result.contrast || result.lower === null || result.upper === null) return null
  const none = isRatio(result) ? 1 : 0
  return Number(result.lower <= none && none <= result.upper)
}

function rangeText(measure: string, group: Record<string, Cell> | undefined): string {
  const [lower, upper] = [Number(group?.['estimate_min']), Number(group?.['estimate_max'])]
  return (lower === upper ? formatValue(measure, lower) : formatInterval(measure, lower, upper)) ?? ''
}

function furthest(a: number, b: number): number {
  return Math.abs(a) > Math.abs(b) ? a : b
}
