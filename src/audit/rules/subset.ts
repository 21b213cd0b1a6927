import { bounds, canBeAtMost } from '../../evidence/bounds.ts'
import type { TrialTable } from '../../record/trial.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { type CellCount, countTables, samePatients } from '../table-counts.ts'

/**
 * R23: a row whose patients all belong to another row (declared by `within`, or as one of the rows of a union) has no more of them, and no
 * count is above its denominator. Counts are compared exactly; percentages of the same patients, from the same source, by their rounding.
 */
export const subset: AuditRule = {
  id: 'R23',
  name: 'subset-bounds',
  compares: 'declared subsets with the rows that hold them, and counts with their denominators',
  worst: 'fail',
  agree: 'subsets are no larger than what holds them',
  tolerance: 'none for counts; half a unit of the last printed digit for percentages',
  examples: { clean: [example('40 (40)')], firing: [example('75 (75)')] },
  run: ({ trial }) =>
    countTables(trial).flatMap(([table, rows]) => [
      ...[...rows.values()].flat().flatMap(withinPatients),
      ...subsets(table).flatMap(([part, whole]) =>
        table.columns.flatMap((_, index) => {
          const [inner, outer] = [rows.get(part)?.[index], rows.get(whole)?.[index]]
          return inner && outer ? compared(inner, outer) : []
        }),
      ),
    ]),
}

function example(complete: string): string {
  return `
tables:
  response:
    label: Response
    population: randomised
    columns: [{ arm: new, of: 100 }]
    rows: { Response: [71 (71)], Complete response: [${complete}] }
    within: { Complete response: Response }
`
}

/** Each declared subset with what holds it. */
function subsets({ within, unions }: TrialTable): readonly (readonly [part: string, whole: string])[] {
  const united = Object.entries(unions ?? {}).flatMap(([whole, parts]) => parts.map((it) => [it, whole] as const))
  return [...Object.entries(within ?? {}), ...united]
}

/** A denominator that only the name of the population gives is not the one of a count that is larger. */
function withinPatients({ id, path, count, of, ofPopulation }: CellCount): readonly RuleFinding[] {
  if (count === null || of === null || ofPopulation) return []
  const figures = { figures: [id], path, message: `${count} of ${of} patients` }
  return [count <= of ? { ...figures, state: 'pass' } : { ...figures, ...tooMany(`at most ${of}`, String(count)) }]
}

function compared(part: CellCount, whole: CellCount): readonly RuleFinding[] {
  const fits = part.count !== null && whole.count !== null ? part.count <= whole.count : percentsFit(part, whole)
  if (fits === null) return []
  const [inner, outer] =
    part.count !== null && whole.count !== null
      ? [String(part.count), String(whole.count)]
      : [part.percent?.printed ?? '', whole.percent?.printed ?? '']
  const about = {
    figures: [part.id, whole.id],
    path: part.path,
    message: `${inner} ${part.row}, among ${outer} ${whole.row}`,
  }
  return [fits ? { ...about, state: 'pass' } : { ...about, ...tooMany(`at most ${outer}`, inner) }]
}

function percentsFit(part: CellCount, whole: CellCount): boolean | null {
  const [inner, outer] = [
    part.percent && bounds(part.percent.quantity),
    whole.percent && bounds(whole.percent.quantity),
  ]
  return samePatients([part, whole]) && inner && outer
    ? canBeAtMost(inner, outer) || part.percent?.printed === whole.percent?.printed
    : null
}

function tooMany(
  expected: string,
  found: string,
): Pick<RuleFinding, 'state' | 'computation' | 'explanation' | 'resolve' | 'expected' | 'found'> {
  return {
    state: 'fail',
    computation: 'A part cannot have more patients than the whole.',
    explanation: 'A mistyped count, figures of neighbouring rows, or a row that counts events and not patients.',
    resolve: 'The row in the table of the paper.',
    expected,
    found,
  }
}
