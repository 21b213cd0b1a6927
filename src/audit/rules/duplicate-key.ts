import { figureSlug } from '../../record/figure-slug.ts'
import { figureId } from '../../record/figure-id.ts'
import { plainPopulation } from '../../record/population.ts'
import type { Path } from '../../record/spans.ts'
import type { Trial } from '../../record/trial.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { printedTwice } from '../printed-twice.ts'
import { canBeSame, printedValue } from '../printed-value.ts'

/**
 * R31: a figure that one document prints several times (the same population, arm, measure, grade, definition and time) is one number: the
 * rounding intervals share a number, so that 71 and 71.3 agree and 71 and 71.6 do not; counts are equal. Rows of the same name in
 * two tables may be about different periods, which titles say in words: a note. What another source prints is left to R33.
 */
export const duplicateKey: AuditRule = {
  id: 'R31',
  name: 'duplicate-key',
  compares: 'what one source prints for the same figure in several places',
  worst: 'fail',
  agree: 'figures that are printed more than once are the same each time',
  tolerance: 'half a unit of the last printed digit of each; counts exactly',
  examples: {
    clean: ['design: { sample size: { count: 150, also: [{ count: 150, at: Abstract }] } }'],
    firing: ['design: { sample size: { count: 150, at: Methods, also: [{ count: 151, at: Abstract }] } }'],
  },
  run: ({ trial }) => [...inSeveralPlaces(trial), ...rowsTwice(trial)],
}

const words = {
  explanation:
    'Most often one place was not updated when the other was, or the two are different figures after all: another population, period, test or data cut-off.',
  resolve: 'Which of the two is right, or what sets them apart.',
} as const

function inSeveralPlaces(trial: Trial): readonly RuleFinding[] {
  return printedTwice(trial).flatMap(({ id, path, prints }) =>
    [...new Set(prints.map(({ source }) => source))].flatMap((source) => {
      const [first, ...others] = prints.filter((it) => it.source === source)
      return others.flatMap((other) => {
        if (first === undefined) return []
        const place = (at: string | undefined): string => (at === undefined ? '' : ` (${at})`)
        const message = `printed as ${first.printed}${place(first.at)} and as ${other.printed}${place(other.at)}`
        return compared(trial, [id], [path, first.printed], [path, other.printed], { worst: 'fail', message })
      })
    }),
  )
}

interface Row {
  readonly key: string
  readonly id: string
  readonly path: Path
  readonly printed: string
  readonly table: string
}

/** Rows of the same name in different tables, about the same patients, grade and definition. */
function rowsTwice(trial: Trial): readonly RuleFinding[] {
  const first = new Map<string, Row>()
  return cells(trial).flatMap((it) => {
    const known = first.get(it.key)
    if (known === undefined) first.set(it.key, it)
    if (known === undefined || known.table === it.table) return []
    const message = `the tables "${known.table}" and "${it.table}" print ${known.printed} and ${it.printed} for the same row`
    const about = { worst: 'note', message } as const
    return compared(trial, [it.id, known.id], [it.path, it.printed], [known.path, known.printed], about)
  })
}

function cells(trial: Trial): readonly Row[] {
  return Object.entries(trial.tables ?? {}).flatMap(([name, table]) =>
    Object.entries(table.rows).flatMap(([label, row]) => {
      const population = plainPopulation(row.population ?? table.population)
      if (population === 'not stated') return []
      const source = row.source ?? table.source ?? ''
      const about = [figureSlug(label), population, row.definition ?? '', row.form ?? table.form, source]
      return table.columns.flatMap(({ arm, grade = '', label: head = '' }, index): readonly Row[] => {
        const printed = row.cells[index]?.printed
        if (printed === undefined || printed === 'unreadable') return []
        const path = ['tables', name, 'rows', label, 'cells', index]
        return [{ key: [arm, grade, head, ...about].join('\n'), id: figureId(trial, path), path, printed, table: name }]
      })
    }),
  )
}

function compared(
  trial: Trial,
  figures: readonly string[],
  [path, one]: readonly [Path, string],
  [otherPath, other]: readonly [Path, string],
  { worst, message }: { readonly worst: 'note' | 'fail'; readonly message: string },
): readonly RuleFinding[] {
  const [a, b] = [printedValue(trial, path, one), printedValue(trial, otherPath, other)]
  const same = a === null || b === null ? null : canBeSame(a, b)
  if (same === null) return []
  if (same) return [{ state: 'pass', figures, path, message }]
  return [{ state: worst, figures, path, message, expected: one, found: other, ...words }]
}
