import type { Results } from '../result/frames.ts'
import type { Row } from '../result/row.ts'

/**
 * Population, clock and method of each row of a table, each only where the rows differ in it; the method only where rows would else look the
 * same. Nothing that is counted from another start, or of other patients, stands in one table without saying so.
 */
export function whoseColumns(rows: readonly Row[]): (row: Row) => readonly [string, string, string] {
  const populations = differ(rows.map((it) => it.population))
  const clocks = differ(rows.map((it) => it.clock))
  const seen = new Set<string>()
  const twins = new Set(
    rows.map(alikeButForMethod).filter((it) => {
      const twice = seen.has(it)
      seen.add(it)
      return twice
    }),
  )
  return (row) => [
    populations ? row.population : '',
    clocks ? clockText(row.clock) : '',
    twins.has(alikeButForMethod(row)) ? row.method : '',
  ]
}

/** Where all rows of a table agree in population and clock, and the published result has another: which they are. */
export function whoseNote(results: Results, rows: readonly Row[]): string {
  const [row] = rows
  if (row === undefined) return ''
  const reference = results.rows.find(
    (it) => it.role === 'reference' && it.trial === row.trial && it.endpoint === row.endpoint,
  )
  const said = [
    ...(differ(rows.map((it) => it.population)) || row.population === reference?.population
      ? []
      : [`population ${row.population}`]),
    ...(differ(rows.map((it) => it.clock)) || row.clock === '' || row.clock === reference?.clock
      ? []
      : [`time from ${clockText(row.clock)}`]),
  ]
  return said.length === 0 ? '' : `All rows: ${said.join(', ')}. `
}

const clockText = (clock: string): string => (clock === 'not stated' ? 'a start that is not stated' : clock)

const differ = (values: readonly string[]): boolean => new Set(values).size > 1

const alikeButForMethod = (row: Row): string =>
  JSON.stringify([
    row.trial,
    row.endpoint,
    row.variant,
    row.population,
    row.arm,
    row.versus,
    row.measure,
    row.time,
    row.value,
    row.origin,
  ])
