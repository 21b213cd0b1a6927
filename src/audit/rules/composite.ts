import type { AuditRule } from '../audit-rule.ts'
import { compareParts } from '../compare-parts.ts'
import { countTables } from '../table-counts.ts'

/** R22: a row that is declared to be the sum of others is their sum, exactly: overall response of its grades, say. */
export const composite: AuditRule = {
  id: 'R22',
  name: 'composite',
  compares: 'declared sums of rows with their rows',
  worst: 'fail',
  run: ({ trial }) =>
    countTables(trial).flatMap(([table, rows]) =>
      Object.entries(table.sums ?? {}).flatMap(([label, parts]) =>
        table.columns.flatMap((column, index) => {
          const whole = rows.get(label)?.[index] ?? null
          const cells = parts.map((part) => rows.get(part)?.[index] ?? null)
          return compareParts(whole, cells, `${label} (${column.arm})`, whole?.path)
        }),
      ),
    ),
}
