import { figureId } from '../../record/figure-id.ts'
import { isWholeArm } from '../../record/population.ts'
import type { Trial, TrialEndpoint } from '../../record/trial.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { type CellCount, countsOf } from '../table-counts.ts'

/** A population of everybody with a response, whatever its depth. */
const RESPONDERS =
  /^(all )?(confirmed )?(responders?|(patients |those )?with (a |an )?((overall|objective) response|(partial )?response or better))$/i
/** A row that counts them. */
const RESPONSE = /^(overall|objective) response( rate)?$|^responders?$/i
const OR_BETTER = /^(a )?partial response or better$/i

/**
 * R45: the patients of an endpoint of responders (duration of response, time to response) are the responders that a table counts among all patients of
 * the arm. A fail only where the same assessor is stated for both; responders by another assessor or at another cut-off are others: a note.
 */
export const responders: AuditRule = {
  id: 'R45',
  name: 'responders',
  compares: 'the patients of endpoints of responders with the responders of tables',
  worst: 'fail',
  agree: 'endpoints of responders have the patients who responded',
  tolerance: 'none: exact counts',
  examples: { clean: [example(181)], firing: [example(191)] },
  run: ({ trial }) =>
    Object.entries(trial.endpoints).flatMap(([id, endpoint]) =>
      RESPONDERS.test(endpoint.population.trim())
        ? Object.keys(endpoint.arms).flatMap((arm) => ofArm(trial, [id, endpoint], arm))
        : [],
    ),
}

function example(patients: number): string {
  return `
endpoints:
  dor:
    { label: Duration of response, event: progression or death, class: progression-like, clock: response, population: responders,
      assessor: independent committee, criteria: not stated, visits: not stated, censoring: not stated,
      arms: { new: { n: ${patients} } } }
tables:
  response:
    label: Response
    population: randomised
    assessor: independent committee
    columns: [{ arm: new, of: 254 }]
    rows: { Overall response: [181 (71)] }
`
}

interface CountedResponders {
  readonly cell: CellCount
  readonly count: number
  readonly assessor: string | null
}

function ofArm(trial: Trial, [id, endpoint]: readonly [string, TrialEndpoint], arm: string): readonly RuleFinding[] {
  const n = endpoint.arms[arm]?.n?.count
  const all = countedResponders(trial, arm)
  const own = wordsOf(endpoint.assessor)
  const alike = all.filter(({ assessor }) => own !== null && assessor === own)
  const among = alike.length > 0 ? alike : all
  const found = among.find(({ count }) => count === n) ?? among[0]
  if (n === undefined || found === undefined) return []
  const path = ['endpoints', id, 'arms', arm, 'n']
  const label = trial.arms[arm]?.label ?? arm
  const about = {
    figures: [figureId(trial, path), found.cell.id],
    path,
    message: `${endpoint.label}, ${label}: ${n} patients; ${found.count} ${found.cell.row}`,
  }
  if (found.count === n) return [{ state: 'pass', ...about }]
  const sameCutoff = endpoint.cutoff === undefined || endpoint.cutoff.date === trial.design?.cutoff?.date
  return [
    {
      state: alike.length > 0 && sameCutoff ? 'fail' : 'note',
      ...about,
      computation: 'Everybody who responded, and nobody else, is followed from the response on.',
      explanation: 'A mistyped count, or responders by another assessor or at another data cut-off.',
      resolve: 'How many patients the analysis of the responders includes, and who judged their response.',
      expected: String(found.count),
      found: String(n),
    },
  ]
}

function countedResponders(trial: Trial, arm: string): readonly CountedResponders[] {
  return Object.entries(trial.tables ?? {}).flatMap(([name, table]) =>
    [...countsOf(trial, name, table)].flatMap(([label, cells]) => {
      if (!RESPONSE.test(label.trim()) && !OR_BETTER.test(table.rows[label]?.definition ?? label)) return []
      const own = cells.filter((it) => it.arm === arm && isWholeArm(it.population))
      // Several columns of an arm: nothing says which of them is followed.
      const [cell] = own
      if (cell === undefined || cell.count === null || own.length > 1) return []
      return [{ cell, count: cell.count, assessor: wordsOf(table.assessor) }]
    }),
  )
}

function wordsOf(assessor: { readonly words: string } | undefined): string | null {
  const words = assessor?.words.trim().toLowerCase() ?? 'not stated'
  return words === 'not stated' ? null : words
}
