import type { Trial } from '../../record/trial.ts'
import type { AuditRule, AuditSubject, RuleFinding } from '../audit-rule.ts'
import { gradeSet } from '../grade-set.ts'
import { type CellCount, countTables } from '../table-counts.ts'

/**
 * R34: two sources that give the same percentage of the same event in the same arm mean the same grades by it; where one says "3 or higher"
 * and the other "3 or 4", one of the labels may be wrong. Figures of one source are never compared: there the columns say
 * what they count, and equal numbers are no finding. A share of nobody has any label.
 */
export const labelOfSameValue: AuditRule = {
  id: 'R34',
  name: 'definition-label',
  compares: 'the grades that different sources give for the same event',
  worst: 'note',
  agree: 'figures of different grades differ between sources',
  tolerance: 'equal as printed',
  references: ['Butcher2022'],
  examples: { clean: [example('4%')], firing: [example('5%')] },
  run: (subject) => pairs(graded(subject)).map(compared),
}

function example(other: string): string {
  return `
sources:
  paper: { citation: An invented paper, kind: primary }
  review: { citation: An invented review, kind: secondary }
tables:
  cytokine-release-syndrome:
    label: Cytokine release syndrome
    population: patients
    columns: [{ arm: new, grade: 3 or higher }, { arm: new, grade: 3 or 4 }]
    form: percent
    rows: { Cytokine release syndrome: [5%, { printed: ${other}, source: review }] }
`
}

interface Graded {
  readonly cell: CellCount
  readonly id: string
  readonly key: string
  readonly source: string
  readonly grade: string
  readonly grades: string
  readonly own: boolean
}

/** Every percentage with its grades: of the record, and of the other records of the trial. */
function graded({ trial, related }: AuditSubject): readonly Graded[] {
  const records = [trial, ...related.filter((it) => it.trial === trial.trial && it.id !== trial.id)]
  return records.flatMap((record) => ofRecord(record, record === trial))
}

function ofRecord(record: Trial, own: boolean): readonly Graded[] {
  return countTables(record).flatMap(([table, rows]) =>
    [...rows.values()].flatMap((cells) =>
      cells.flatMap((cell, index): readonly Graded[] => {
        const { grade = '', label = '' } = table.columns[index] ?? {}
        const grades = gradeSet(grade)
        if (grades === null || !cell.percent?.share || cell.percent.share.digits === 0) return []
        const source = cell.source ?? record.source ?? Object.keys(record.sources)[0] ?? ''
        const id = own ? cell.id : `${record.id}:${cell.id}`
        const key = [cell.row, cell.arm, label].join('\n').toLowerCase()
        return [{ cell, id, key, source, grade, grades: grades.join(), own }]
      }),
    ),
  )
}

function pairs(all: readonly Graded[]): readonly (readonly [Graded, Graded])[] {
  return all.flatMap((a, index) =>
    all.slice(index + 1).flatMap((b) => {
      // One label may stand for the other by mistake only where both begin with the same grade: "3 or higher" and "3 or 4".
      const other = a.source !== b.source && a.grades !== b.grades && a.grades.startsWith(b.grades.charAt(0))
      return a.own && other && a.key === b.key ? [[a, b] as const] : []
    }),
  )
}

function compared([a, b]: readonly [Graded, Graded]): RuleFinding {
  const [one, two] = [a.cell.percent?.printed ?? '', b.cell.percent?.printed ?? '']
  const same = number(one) === number(two)
  const said = (it: Graded, printed: string): string => `${printed} of grade ${it.grade} (${it.source})`
  return {
    state: same ? 'note' : 'pass',
    figures: [a.id, b.id],
    path: a.cell.path,
    message: `${a.cell.row}: ${said(a, one)}, ${said(b, two)}`,
    ...(same && {
      computation: 'The same percentage of the same event in the same arm stands under two labels.',
      explanation:
        'Both hold if nobody had an event of the grades that only one of the labels includes; else a source has changed the label.',
      resolve: 'The grades in the table of the primary paper.',
    }),
  }
}

function number(printed: string): string {
  return printed.replace(/[%\s]/gu, '')
}
