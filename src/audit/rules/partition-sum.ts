import type { AuditRule, AuditSubject, RuleFinding } from '../audit-rule.ts'
import { compareParts, type Part } from '../compare-parts.ts'
import { flowCounts } from '../flow-counts.ts'
import { countTables } from '../table-counts.ts'

/** R20: the parts of a declared partition add up to the whole, exactly. What is not declared to be a partition is never added. */
export const partitionSum: AuditRule = {
  id: 'R20',
  name: 'partition-sum',
  compares: 'the parts of declared partitions with their whole',
  worst: 'fail',
  run: (subject) => [...ofFlow(subject), ...ofTables(subject)],
}

function ofFlow({ trial }: AuditSubject): readonly RuleFinding[] {
  return Object.entries(trial.flow ?? {}).flatMap(([arm, flow]) => {
    const counts = flowCounts(arm, flow)
    const named = (name: string): Part | null => counts.find(({ stage }) => stage === name) ?? null
    return (flow.partitions ?? []).flatMap(({ of, into }, index) =>
      compareParts(named(of), into.map(named), of, ['flow', arm, 'partitions', index]),
    )
  })
}

function ofTables({ trial }: AuditSubject): readonly RuleFinding[] {
  return countTables(trial).flatMap(([table, rows]) =>
    (table.partitions ?? []).flatMap((labels) =>
      table.columns.flatMap((column, index) => {
        const cells = labels.map((label) => rows.get(label)?.[index] ?? null)
        const of = cells.find((it) => it !== null)?.of ?? null
        // A partition of patients who are counted out of different denominators is none.
        if (of === null || cells.some((it) => it !== null && it.of !== of)) return []
        return compareParts({ id: null, count: of }, cells, `patients (${column.arm})`)
      }),
    ),
  )
}
