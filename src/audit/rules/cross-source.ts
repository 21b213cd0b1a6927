import { figureId } from '../../record/figure-id.ts'
import { plainPopulation } from '../../record/population.ts'
import type { Path } from '../../record/spans.ts'
import { type Print, recordedFigures } from '../../record/recorded-figures.ts'
import type { Trial } from '../../record/trial.ts'
import type { AuditRule, AuditSubject, RuleFinding } from '../audit-rule.ts'
import { printedTwice } from '../printed-twice.ts'
import { canBeSame, printedValue } from '../printed-value.ts'
import { sameArms, sameReport } from '../same-trial.ts'

/**
 * R33: what a secondary source prints for a figure is what the report of the trial prints, up to rounding; also where the two stand in records of
 * their own that state the same data cut-off. Another cut-off, population, assessor or definition is another figure. Against the primary report
 * a difference is a fail; between two secondary sources, or where one does not say whom it is about, a note.
 */
export const crossSource: AuditRule = {
  id: 'R33',
  name: 'cross-source',
  compares: 'what several sources print for the same figure of the same data',
  worst: 'fail',
  agree: 'figures are printed alike by another source',
  tolerance: 'half a unit of the last printed digit of each; counts exactly',
  examples: {
    clean: [
      `
sources: { paper: { citation: An invented paper, kind: primary }, review: { citation: A review, kind: secondary } }
design: { sample size: { count: 150, also: [{ count: 150, source: review }] } }`,
    ],
    firing: [
      `
sources: { paper: { citation: An invented paper, kind: primary }, review: { citation: A review, kind: secondary } }
design: { sample size: { count: 150, also: [{ count: 105, source: review }] } }`,
    ],
  },
  run: (subject) => [...withinRecord(subject), ...acrossRecords(subject)],
}

function withinRecord({ trial }: AuditSubject): readonly RuleFinding[] {
  return printedTwice(trial).flatMap(({ id, path, prints: [first, ...others] }) =>
    others.flatMap((other) => {
      if (first === undefined || other.source === first.source) return []
      return compared([trial, path, first], [trial, path, other], [id], kinds(trial, first, other))
    }),
  )
}

/** A figure of another record under the id that it would have in this one. */
function acrossRecords({ trial, related }: AuditSubject): readonly RuleFinding[] {
  const own = new Map(recordedFigures(trial).map((it) => [it.id, it]))
  return sameReport(trial, related).flatMap((other) => {
    const arms = sameArms(trial, other)
    return recordedFigures(other).flatMap(({ path, prints: [theirs] }) => {
      const here = path.map((key, at) =>
        path[at - 1] === 'arms' || (path[0] === 'flow' && at === 1) ? (arms.get(String(key)) ?? key) : key,
      )
      const found = theirs === undefined ? undefined : own.get(figureId(trial, here))
      const ours = found?.prints[0]
      if (found === undefined || ours === undefined || theirs === undefined) return []
      const alike = sameAttributes(trial, other, path)
      if (alike === 'different') return []
      const primary = [trial, other].map((it, at) => it.sources[(at === 0 ? ours : theirs).source]?.kind === 'primary')
      const worst = alike === 'same' && primary.some(Boolean) ? 'fail' : 'note'
      const figures = [found.id, `${other.id}:${figureId(other, path)}`]
      return compared([trial, found.path, ours], [other, path, theirs], figures, worst)
    })
  })
}

/** Whether two endpoints or tables speak of the same patients, judged by the same people and rules; what one does not state may differ. */
function sameAttributes(trial: Trial, other: Trial, [section, name]: Path): 'same' | 'unclear' | 'different' {
  if (section !== 'endpoints' && section !== 'tables') return 'same'
  const [own, theirs] = [trial, other].map((it) => attributes(it, section, String(name)))
  const pairs = (own ?? []).map((it, at) => [it, theirs?.[at] ?? 'not stated'] as const)
  if (pairs.some(([a, b]) => a !== b && a !== 'not stated' && b !== 'not stated')) return 'different'
  return pairs.every(([a, b]) => a === b) ? 'same' : 'unclear'
}

function attributes(trial: Trial, section: string, name: string): readonly string[] {
  const table = trial.tables?.[name]
  if (section === 'tables') return [plainPopulation(table?.population ?? ''), table?.assessor?.words ?? 'not stated']
  const it = trial.endpoints[name]
  const censoring = it?.censoring.words ?? 'not stated'
  return [
    plainPopulation(it?.population ?? ''),
    it?.clock ?? 'not stated',
    it?.assessor.words ?? 'not stated',
    censoring,
  ]
}

/** A secondary source cannot be wrong about another one. */
function kinds(trial: Trial, a: Print, b: Print): 'fail' | 'note' {
  return [a, b].some(({ source }) => trial.sources[source]?.kind === 'primary') ? 'fail' : 'note'
}

function compared(
  [trial, path, one]: readonly [Trial, Path, Print],
  [other, otherPath, two]: readonly [Trial, Path, Print],
  figures: readonly string[],
  worst: 'fail' | 'note',
): readonly RuleFinding[] {
  const [a, b] = [printedValue(trial, path, one.printed), printedValue(other, otherPath, two.printed)]
  const same = a === null || b === null ? null : canBeSame(a, b)
  if (same === null) return []
  const message = `${one.source} prints ${one.printed}, ${two.source} prints ${two.printed}`
  if (same) return [{ state: 'pass', figures, path, message }]
  return [
    {
      state: worst,
      figures,
      path,
      message,
      expected: one.printed,
      found: two.printed,
      explanation:
        'Secondary sources often mix reports of a trial with different data cut-offs, or count other patients (all assigned, or those who were treated).',
      resolve: 'The report that each source cites, with its data cut-off and its denominator.',
    },
  ]
}
