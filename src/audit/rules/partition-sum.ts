import type { AuditRule, AuditSubject, RuleFinding } from '../audit-rule.ts'
import { compareParts, comparePercents, type Part } from '../compare-parts.ts'
import { flowCounts } from '../flow-counts.ts'
import { countTables, samePatients } from '../table-counts.ts'

/**
 * R20: the parts of a declared partition add up to the whole: counts exactly; percentages without counts, of the same patients, to 100% by the
 * intervals that they are rounded from. What is not declared to be a partition is never added.
 */
export const partitionSum: AuditRule = {
  id: 'R20',
  name: 'partition-sum',
  compares: 'the parts of declared partitions with their whole',
  worst: 'fail',
  agree: 'partitions add up to their whole',
  tolerance: 'none for counts; half a unit of the last printed digit of every percentage',
  examples: { clean: [example(29)], firing: [example(22)] },
  run: (subject) => [...ofFlow(subject), ...ofTables(subject)],
}

function example(untreated: number): string {
  return `
flow:
  new:
    chains: [[randomised: 254, infused: 225]]
    besides: { not infused: ${untreated} }
    partitions: [{ of: randomised, into: [infused, not infused] }]
`
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
        const first = cells.find((it) => it !== null)
        const of = first?.of ?? null
        const what = `patients (${column.arm})`
        if (cells.every((it) => typeof it?.count !== 'number'))
          return samePatients(cells) ? comparePercents('all', cells, what, first?.path) : []
        // A partition of patients who are counted out of different denominators is none.
        if (of === null || cells.some((it) => it !== null && it.of !== of)) return []
        return compareParts({ id: null, count: of }, cells, what)
      }),
    ),
  )
}
