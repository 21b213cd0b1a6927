import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { countTables } from '../table-counts.ts'

/**
 * R25: a row that counts the patients of any of others, who may be in several, has no more of them than the others together. (That it
 * has no fewer than the largest is R23's.) A note, because the rows may not be all of them.
 */
export const overlapSum: AuditRule = {
  id: 'R25',
  name: 'overlap-sum',
  compares: 'declared unions of rows that overlap with the sum of these rows',
  worst: 'note',
  agree: 'totals of overlapping rows are no more than their sum',
  tolerance: 'none: exact counts',
  examples: { clean: [example(120)], firing: [example(190)] },
  run: ({ trial }) =>
    countTables(trial).flatMap(([table, rows]) =>
      Object.entries(table.unions ?? {}).flatMap(([label, parts]) =>
        table.columns.flatMap((column, index): readonly RuleFinding[] => {
          const whole = rows.get(label)?.[index]
          const cells = parts.map((part) => rows.get(part)?.[index])
          const counts = cells.flatMap((it) => (typeof it?.count === 'number' ? [it.count] : []))
          // A part that cannot be read leaves the sum open.
          if (typeof whole?.count !== 'number' || counts.length < parts.length) return []
          const sum = counts.reduce((total, it) => total + it, 0)
          const fits = whole.count <= sum
          return [
            {
              state: fits ? 'pass' : 'note',
              figures: [whole.id, ...cells.flatMap((it) => it?.id ?? [])],
              path: whole.path,
              message: `${whole.count} ${label} (${column.arm}), ${counts.join(' + ')} = ${sum} in its rows`,
              ...(!fits && {
                computation: 'With every patient in one row only, the rows hold the most patients that they can.',
                explanation: 'Rows that belong to the total are not printed, or a count is wrong.',
                resolve: 'Whether the table lists all rows of the total.',
                expected: `at most ${sum}`,
                found: String(whole.count),
              }),
            },
          ]
        }),
      ),
    ),
}

function example(whole: number): string {
  return `
tables:
  refractory:
    label: Refractory status
    population: randomised
    columns: [{ arm: new, of: 254 }]
    form: count
    rows: { Proteasome inhibitor: ['${whole}'], Bortezomib: ['112'], Carfilzomib: ['64'] }
    unions: { Proteasome inhibitor: [Bortezomib, Carfilzomib] }
`
}
