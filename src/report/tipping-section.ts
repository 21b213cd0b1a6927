import type { Results } from '../result/frames.ts'
import { formatParameter } from '../result/measure-format.ts'
import { range } from '../result/format.ts'
import type { Row } from '../result/row.ts'
import { secondParameter } from '../result/second-parameter.ts'
import { blocks, column, see, withoutEmptyColumns } from './blocks.ts'
import type { Block, Table } from './document.ts'
import { frontierTables } from './frontier-tables.ts'
import { inWords } from './in-words.ts'
import { labels, trialColumn } from './labels.ts'
import { attainable } from './scenario-section.ts'
import { uncalibrated } from './uncalibrated.ts'

/**
 * Tipping points: the value of a parameter at which the conclusion changes, or that there is none and what can be attained.
 *
 * A row of origin `tipping` holds the root in `estimate` (null where there is none), its limits in `lower`, `upper` and its spread
 * over the draws in `spreadLower`, `spreadUpper`, all in the unit of `parameter`; `variant` says in words what was asked. Rows
 * of origin `bound` of the same scenario, variant and parameter hold in `lower` and `upper` what the target can attain.
 */
export function tippingSection(results: Results, curves: readonly Block[]): readonly Block[] {
  const rows = results.rows.filter((it) => it.origin === 'tipping')
  if (rows.length === 0) return []
  const frontier = rows.filter((it) => secondParameter(it.variant) !== null)
  const single = rows.filter((it) => !frontier.includes(it))
  return [
    blocks.section('Tipping points'),
    blocks.paragraph(
      'A tipping point is the value of a parameter at which the conclusion changes. Whether that value is plausible is for the reader ' +
        'to judge; that no value of the parameter changes the conclusion is a result too.',
      ...(curves.length === 0 ? [] : [' The results over each range: ', see(tippingCurves), '.']),
    ),
    ...(single.length === 0 ? [] : [blocks.table(tippingTable(results, single))]),
    ...frontierTables(results, frontier).map((it) => blocks.table(it)),
  ]
}

/** Heading of the pictures of sweeps. */
export const tippingCurves = 'Results over each range'

function tippingTable(results: Results, rows: readonly Row[]): Table {
  const name = labels(results)
  const trialOf = trialColumn(results)
  return withoutEmptyColumns({
    caption: 'Tipping points',
    columns: [
      column('Scenario'),
      column('Trial'),
      column('Asked'),
      column('Parameter'),
      column('Tips at', 'right'),
      column('Reconstruction spread', 'right'),
      column('Status'),
      column('Attainable'),
    ],
    rows: rows.map((row) => [
      name.scenario(row.scenario),
      trialOf(row),
      row.variant,
      name.parameter(row.trial, row.parameter),
      row.estimate === null ? (somewhere(row) ? 'somewhere' : 'none') : root(row, row.estimate),
      limits(row, row.spreadLower, row.spreadUpper),
      somewhere(row) ? 'in range, not known where' : inWords.status[row.status],
      companions(results, row)
        .map((it) => `${name.measure(it.measure, it.time)} ${attainable(it)}`)
        .join('; '),
    ]),
    note: rows.some((it) => it.spreadLower !== null && it.spreadUpper !== null)
      ? `The spread is the 2.5% and 97.5% points of the tipping point over draws of the reconstruction, empty where it does not exist in all of them or a printed figure fixes it.${uncalibrated(results, 'spread of scenarios')}`
      : 'No spread is given: each of these tipping points is fixed by a printed figure or does not exist in all draws of the reconstruction.',
  })
}

/** Bounds say that some value reaches the target, and not which. */
const somewhere = ({ estimate, status }: Row): boolean => estimate === null && status === 'ok'

function root(row: Row, estimate: number): string {
  const value = formatParameter(row.parameter, estimate)
  const around = limits(row, row.lower, row.upper)
  return around === '' ? value : `${value} (${around})`
}

function limits(row: Row, lower: number | null, upper: number | null): string {
  if (lower === null || upper === null) return ''
  return range(formatParameter(row.parameter, lower), formatParameter(row.parameter, upper))
}

/** What the target of a tipping row can attain over the range searched. */
function companions(results: Results, row: Row): readonly Row[] {
  return results.rows.filter(
    (it) =>
      it.origin === 'bound' &&
      it.trial === row.trial &&
      it.endpoint === row.endpoint &&
      it.scenario === row.scenario &&
      it.variant === row.variant &&
      it.parameter === row.parameter,
  )
}
