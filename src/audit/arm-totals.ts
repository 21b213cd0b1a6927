import type { Trial } from '../record/trial.ts'
import { type CellCount, countsOf, countTables } from './table-counts.ts'

/** A figure for all patients, with the same figure of every arm. */
export interface ArmTotal {
  readonly whole: CellCount
  readonly parts: readonly CellCount[]
}

/**
 * Totals over the arms in tables: a column "all" beside one of every arm with the same grade and label, and a row that is said to total
 * a row of another table. What lacks an arm is no total.
 */
export function armTotals(trial: Trial): readonly ArmTotal[] {
  const arms = Object.keys(trial.arms)
  if (arms.length < 2) return []
  return [...beside(trial), ...ofRows(trial)].filter(
    ({ parts }) => parts.length === arms.length && arms.every((arm) => parts.some((it) => it.arm === arm)),
  )
}

function beside(trial: Trial): readonly ArmTotal[] {
  return countTables(trial).flatMap(([{ columns }, rows]) =>
    [...rows.values()].flatMap((cells) =>
      columns.flatMap((column, index) => {
        const whole = cells[index]
        if (column.arm !== 'all' || whole === undefined) return []
        const parts = cells.filter((_, at) => {
          const other = columns[at]
          return other?.arm !== 'all' && other?.grade === column.grade && other?.label === column.label
        })
        return [{ whole, parts }]
      }),
    ),
  )
}

function ofRows(trial: Trial): readonly ArmTotal[] {
  return Object.entries(trial.tables ?? {}).flatMap(([name, table]) =>
    Object.entries(table.rows).flatMap(([label, row]) => {
      const of = row['all arms of']
      const other = of && trial.tables?.[of.table]
      const whole = countsOf(trial, name, table).get(label)?.[0]
      if (of === undefined || other === undefined || whole === undefined) return []
      return [{ whole, parts: countsOf(trial, of.table, other).get(of.row) ?? [] }]
    }),
  )
}
