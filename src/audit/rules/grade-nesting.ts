import { bounds, canBeAtMost } from '../../evidence/bounds.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { gradeSet, isPartOf } from '../grade-set.ts'
import { type CellCount, countTables } from '../table-counts.ts'
import type { TrialTable } from '../../record/trial.ts'

/**
 * R39: patients with an event of some grades are among those with an event of more grades, so that "any" is no less than "3 or 4" and no
 * less than 5. Counts are compared exactly, percentages of the same patients by their rounding. Grades are never added: a patient
 * may have an event of grade 3 and one of grade 5.
 */
export const gradeNesting: AuditRule = {
  id: 'R39',
  name: 'grade-nesting',
  compares: 'events of some grades with those of more grades',
  worst: 'fail',
  agree: 'events of some grades are no more than those of all',
  tolerance: 'none for counts; half a unit of the last printed digit for percentages',
  references: ['NCI2017'],
  examples: { clean: [example('30 (30)')], firing: [example('60 (60)')] },
  run: ({ trial }) =>
    countTables(trial).flatMap(([table, rows]) =>
      [...rows.entries()].flatMap(([label, cells]) => nested(table, label, cells)),
    ),
}

function example(severe: string): string {
  return `
tables:
  adverse-events:
    label: Adverse events
    population: treated
    columns: [{ arm: new, grade: any, of: 100 }, { arm: new, grade: 3 or 4, of: 100 }]
    rows: { Neutropenia: [50 (50), ${severe}] }
`
}

interface Graded {
  readonly cell: CellCount
  readonly grade: string
  readonly grades: readonly number[]
  readonly label: string | undefined
}

function nested(table: TrialTable, row: string, cells: readonly CellCount[]): readonly RuleFinding[] {
  const graded = cells.flatMap((cell, index): readonly Graded[] => {
    const { grade = '', label } = table.columns[index] ?? {}
    const grades = gradeSet(grade)
    return grades === null ? [] : [{ cell, grade, grades, label }]
  })
  return graded.flatMap((inner) =>
    graded.flatMap((outer) => {
      const same = inner.cell.arm === outer.cell.arm && inner.label === outer.label
      return same && isPartOf(inner.grades, outer.grades) ? compared(row, inner, outer) : []
    }),
  )
}

function compared(row: string, inner: Graded, outer: Graded): readonly RuleFinding[] {
  const [a, b] = [inner.cell, outer.cell]
  // Another source may report another data cut; other patients are not compared.
  if (a.source !== b.source || a.of !== b.of) return []
  const counts = a.count !== null && b.count !== null ? a.count <= b.count : null
  const fits = counts ?? percentsFit(a, b)
  if (fits === null) return []
  const shown = (it: Graded): string => `${it.cell.printed} of grade ${it.grade}`
  return [
    {
      state: fits ? 'pass' : 'fail',
      figures: [a.id, b.id],
      path: a.path,
      message: `${row} (${a.arm}): ${shown(inner)}, ${shown(outer)}`,
      ...(!fits && {
        computation: `Everyone with an event of grade ${inner.grade} has one of grade ${outer.grade}.`,
        explanation: 'The cells stand in each other’s columns, or belong to different rows.',
        resolve: 'The row in the table of the paper.',
        expected: `at most ${b.printed}`,
        found: a.printed,
      }),
    },
  ]
}

function percentsFit(a: CellCount, b: CellCount): boolean | null {
  const [inner, outer] = [a.percent && bounds(a.percent.quantity), b.percent && bounds(b.percent.quantity)]
  return inner && outer ? canBeAtMost(inner, outer) || inner.lower === outer.lower : null
}
