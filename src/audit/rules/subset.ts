import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { type CellCount, countTables } from '../table-counts.ts'

/** R23: a row whose patients are declared to belong to another row has no more of them, exactly. */
export const subset: AuditRule = {
  id: 'R23',
  name: 'subset-bounds',
  compares: 'declared subsets with the rows that hold them, and counts with their denominators',
  worst: 'fail',
  run: ({ trial }) =>
    countTables(trial).flatMap(([table, rows]) => [
      ...[...rows.values()].flat().flatMap((cell) => compared(cell, { id: null, count: cell.of }, 'patients')),
      ...Object.entries(table.within ?? {}).flatMap(([part, whole]) =>
        table.columns.flatMap((_, index) => {
          const [inner, outer] = [rows.get(part)?.[index], rows.get(whole)?.[index]]
          return inner && outer ? compared(inner, outer, whole) : []
        }),
      ),
    ]),
}

function compared(
  part: CellCount,
  whole: { readonly id: string | null; readonly count: number | null },
  what: string,
): readonly RuleFinding[] {
  if (part.count === null || whole.count === null) return []
  const fits = part.count <= whole.count
  return [
    {
      state: fits ? 'pass' : 'fail',
      figures: [part.id, ...(whole.id === null ? [] : [whole.id])],
      message: `${part.count} of ${whole.count} ${what}`,
      path: part.path,
      ...(!fits && { expected: `at most ${whole.count}`, found: String(part.count) }),
    },
  ]
}
