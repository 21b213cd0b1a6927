import { attainable } from '../attainable.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { compareParts, comparePercents } from '../compare-parts.ts'
import { type CellCount, countTables, samePatients } from '../table-counts.ts'

/**
 * R22: a row that is declared to be the sum of others is their sum: overall response of its grades, say. Counts are added exactly;
 * percentages without counts, of the same patients and from the same source, as the intervals that they are rounded from.
 */
export const composite: AuditRule = {
  id: 'R22',
  name: 'composite',
  compares: 'declared sums of rows with their rows',
  worst: 'fail',
  agree: 'sums of rows add up',
  tolerance: 'none for counts; half a unit of the last printed digit of every percentage',
  examples: { clean: [example('71 (71)')], firing: [example('72 (72)')] },
  run: ({ trial }) =>
    countTables(trial).flatMap(([table, rows]) =>
      Object.entries(table.sums ?? {}).flatMap(([label, parts]) =>
        table.columns.flatMap((column, index) => {
          const whole = rows.get(label)?.[index] ?? null
          const cells = parts.map((part) => rows.get(part)?.[index] ?? null)
          return compared(whole, cells, `${label} (${column.arm})`)
        }),
      ),
    ),
}

function example(response: string): string {
  return `
tables:
  response:
    label: Response
    population: randomised
    columns: [{ arm: new, of: 100 }]
    rows: { Response: [${response}], Complete: [40 (40)], Partial: [31 (31)] }
    sums: { Response: [Complete, Partial] }
`
}

function compared(whole: CellCount | null, cells: readonly (CellCount | null)[], what: string): readonly RuleFinding[] {
  const byCount = compareParts(whole, cells, what, whole?.path)
  if (byCount.length > 0 || whole === null) return byCount
  const byShare = compareShare(whole, cells, what)
  if (byShare.length > 0) return byShare
  return samePatients([whole, ...cells]) ? comparePercents(whole, cells, what, whole.path) : []
}

/** The sum of counts against the percentage of a row whose own count is not printed or cannot be read. */
function compareShare(whole: CellCount, cells: readonly (CellCount | null)[], what: string): readonly RuleFinding[] {
  const counts = cells.flatMap((it) => (typeof it?.count === 'number' ? [it.count] : []))
  const { of, percent } = whole
  if (!percent?.share || of === null || counts.length < cells.length || !samePatients([whole, ...cells])) return []
  const sum = counts.reduce((total, it) => total + it, 0)
  const fits = attainable({ ...percent.share, count: sum }, of, 'twice')
  const exact = `${((100 * sum) / of).toFixed(2)}%`
  return [
    {
      state: fits ? 'pass' : 'fail',
      figures: [whole.id, ...cells.flatMap((it) => it?.id ?? [])],
      path: whole.path,
      message: `${counts.join(' + ')} = ${sum} of ${of} is ${exact}, ${what} is printed as ${percent.printed}`,
      ...(!fits && {
        explanation: 'A mistyped count or percentage, or patients in more than one part or in none.',
        resolve: 'The count of the row in the table of the paper.',
        expected: exact,
        found: percent.printed,
      }),
    },
  ]
}
