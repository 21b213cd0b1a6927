import type { Path } from '../../record/spans.ts'
import type { Trial } from '../../record/trial.ts'
import type { AuditRule, AuditSubject, RuleFinding } from '../audit-rule.ts'
import { type Eligibility, eligibility } from '../eligibility.ts'
import { isSameTrial } from '../same-trial.ts'

/**
 * R35: who could take part, in the words of another source, asks for the same numbers of earlier lines of treatment and for no condition
 * ("lenalidomide-refractory") that the report of the trial does not name. Only these are compared; other wording is free.
 */
export const populationLabel: AuditRule = {
  id: 'R35',
  name: 'population-label',
  compares: 'who could take part, in the words of several sources or reports',
  worst: 'note',
  agree: 'statements of who could take part ask for the same',
  tolerance: 'numbers of earlier lines exactly; conditions by name',
  references: ['Hopewell2025'],
  examples: {
    clean: [
      `
sources: { paper: { citation: An invented paper, kind: primary }, review: { citation: A review, kind: secondary } }
design:
  population:
    words: Adults with myeloma and two to four previous regimens
    also: [{ words: 'Relapsed myeloma, 2-4 prior lines', source: review }]`,
    ],
    firing: [
      `
sources: { paper: { citation: An invented paper, kind: primary }, review: { citation: A review, kind: secondary } }
design:
  population:
    words: Adults with myeloma and two to four previous regimens
    also: [{ words: Lenalidomide-refractory myeloma, source: review }]`,
    ],
  },
  run: (subject) => [...ofSources(subject.trial), ...ofReports(subject)],
}

const path: Path = ['design', 'population']
const id = 'design.population'

interface Statement {
  readonly words: string
  /** Who says it. */
  readonly who: string
}

function ofSources(trial: Trial): readonly RuleFinding[] {
  const stated = trial.design?.population
  if (stated === undefined) return []
  const main = trial.design?.source ?? trial.source ?? Object.keys(trial.sources)[0] ?? ''
  const all = [stated, ...(stated.also ?? [])].map(({ words, source = main }) => ({ words, who: source }))
  const reference = all.find(({ who }) => trial.sources[who]?.kind === 'primary') ?? all[0]
  if (reference === undefined) return []
  return all.flatMap((it) => (it.who === reference.who ? [] : compared(reference, it, [id])))
}

/** Another report of the trial asks for what this one asks for: who could take part does not change with the data. */
function ofReports({ trial, related }: AuditSubject): readonly RuleFinding[] {
  const own = trial.design?.population?.words
  if (own === undefined) return []
  return related.flatMap((it) => {
    const words = it.design?.population?.words
    if (words === undefined || !isSameTrial(trial, it)) return []
    return compared({ words, who: it.id }, { words: own, who: 'this report' }, [id, `${it.id}:${id}`])
  })
}

function compared(reference: Statement, it: Statement, figures: readonly string[]): readonly RuleFinding[] {
  const [known, said] = [eligibility(reference.words), eligibility(it.words)]
  const differences = [...differentLines(known, said), ...unknownConditions(reference.words, said)]
  const comparable = (known.lines !== null && said.lines !== null) || said.conditions.length > 0
  if (!comparable) return []
  const message = `${it.who}: "${it.words}"`
  if (differences.length === 0) return [{ state: 'pass', figures, path, message }]
  return [
    {
      state: 'note',
      figures,
      path,
      message: `${message} ${differences.join('; ')}`,
      expected: `as in ${reference.who}: "${reference.words}"`,
      explanation:
        'A label of the population was taken over from another trial, or shortened until it says something else.',
      resolve: 'The eligibility criteria in the protocol or the registry entry of the trial.',
    },
  ]
}

function differentLines({ lines: known }: Eligibility, { lines: said }: Eligibility): readonly string[] {
  if (known === null || said === null || (known.from === said.from && known.to === said.to)) return []
  return [`asks for "${said.words}" where the other asks for "${known.words}"`]
}

/** Named without the state in which the reference would have to name it. */
function unknownConditions(reference: string, { conditions }: Eligibility): readonly string[] {
  const known = eligibility(reference).conditions
  const missing = conditions.filter((it) => !known.includes(it))
  return missing.map((it) => `asks for disease that is ${it}, which the other does not`)
}
