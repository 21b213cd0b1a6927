import type { TrialTable } from '../../record/trial.ts'
import type { AuditRule, AuditSubject, RuleFinding } from '../audit-rule.ts'
import { compareParts, comparePercents, type Part } from '../compare-parts.ts'
import { flowCounts } from '../flow-counts.ts'
import { type CellCount, countTables, samePatients } from '../table-counts.ts'

/**
 * R20: the parts of a declared partition add up to the whole: counts exactly; percentages without counts, of the same patients, to 100% by the
 * intervals that they are rounded from. Parts that share no patient, of which some are not printed (causes of death), add up to no more than the
 * row that holds them. What is not declared to be a partition is never added.
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
  return countTables(trial).flatMap(([table, rows]) => [
    ...ofParts(table, rows),
    ...(table.partitions ?? []).flatMap((labels) =>
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
  ])
}

/** Causes of death, say, of which some are not printed: only too large a sum tells. */
function ofParts(
  { parts = {}, columns }: TrialTable,
  rows: ReadonlyMap<string, readonly CellCount[]>,
): readonly RuleFinding[] {
  return Object.entries(parts).flatMap(([label, labels]) =>
    columns.flatMap((column, index): readonly RuleFinding[] => {
      const whole = rows.get(label)?.[index]
      const cells = labels.flatMap((it) => rows.get(it)?.[index] ?? [])
      const counts = cells.flatMap(({ count }) => count ?? [])
      if (typeof whole?.count !== 'number' || counts.length < 2) return []
      const sum = counts.reduce((total, it) => total + it, 0)
      const fits = sum <= whole.count
      const about = {
        figures: [whole.id, ...cells.map(({ id }) => id)],
        path: whole.path,
        message: `${counts.join(' + ')} = ${sum}, parts of ${whole.count} ${label} (${column.arm})`,
        computation:
          'Each patient is in one of the parts or in none of them, so that together they are no more than all.',
      }
      if (fits) return [{ state: 'pass', ...about }]
      return [
        {
          state: 'fail',
          ...about,
          explanation: 'A count that is too large, or patients in more than one part.',
          resolve: 'The rows in the table of the paper.',
          expected: `at most ${whole.count}`,
          found: String(sum),
        },
      ]
    }),
  )
}
