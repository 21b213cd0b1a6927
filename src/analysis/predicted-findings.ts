import type { Finding } from '../audit/audit-rule.ts'
import { collect, endpointsOf } from '../evidence/collect.ts'
import type { TrialFile } from '../evidence/record-problem.ts'
import { print } from '../evidence/print.ts'
import { readEndpoint } from '../evidence/read-endpoint.ts'
import { type PredictedFigure, predictFigures } from '../reconstruct/predict-figures.ts'
import type { RuleRow } from '../result/audit-results.ts'

/** The comparison that needs the model of the curves, told beside the rules of the audit. */
export const predictedRule: RuleRow = {
  id: 'P01',
  name: 'predicted-from-others',
  compares:
    'medians, survival, numbers at risk, events and the hazard ratio of an endpoint with what all its other figures predict',
  worst: 'note',
  agree: 'figures lie where the others of their endpoint predict them',
  tolerance: 'the 95% prediction interval of the model of the curves: one in twenty lies outside by chance',
  references: ['KaplanMeier1958', 'Cox1972'],
}

/**
 * P01: what the reconstruction predicts of each figure from all others of its endpoint. Never a fail: the prediction rests on a model, and one of twenty
 * lies outside its interval by chance. A record accepts it like a finding of a rule.
 */
export function predictedFindings(record: TrialFile): readonly Finding[] {
  const { trial } = record
  const found = endpointsOf(trial).flatMap((id) => {
    const collected = collect(record, id)
    if (collected.kind === 'refused') return []
    const { paths } = readEndpoint(trial, id)
    return predictFigures(collected.evidence).map((it) => {
      const reason = trial.accepted?.find(
        ({ rule, figures }) => accepts(rule) && !it.fits && figures.every((figure) => figure === it.figure.id),
      )?.reason
      const path = paths.get(it.figure.id) ?? ['endpoints', id]
      return { ...finding(it), path, ...(reason !== undefined && { accepted: reason }) }
    })
  })
  if (found.length > 0) return found
  const message = `not reported: ${predictedRule.compares}`
  return [{ rule: predictedRule.id, name: predictedRule.name, state: 'not-applicable', figures: [], message, path: [] }]
}

const accepts = (rule: string): boolean =>
  [predictedRule.id, predictedRule.name, `${predictedRule.id} ${predictedRule.name}`].includes(rule)

function finding({ figure, value, lower, upper, fits }: PredictedFigure): Omit<Finding, 'path'> {
  const shown = (x: number): string => (x === Infinity ? 'not reached' : print(x, figure))
  const interval = `${shown(value)} (95% ${shown(lower)} to ${shown(upper)})`
  const { id: rule, name } = predictedRule
  const message = `${figure.id}: printed ${figure.printed}, the other figures predict ${interval}`
  const computation =
    'The curves are estimated from all other figures of the endpoint; the interval holds what they leave open, and chance.'
  const about = { rule, name, figures: [figure.id], message, computation }
  if (fits) return { ...about, state: 'pass' }
  return {
    ...about,
    state: 'note',
    expected: `${shown(lower)} to ${shown(upper)}`,
    found: figure.printed,
    explanation:
      'One figure in twenty lies outside by chance. Otherwise a digit is wrong, here or in another figure of the endpoint, a ratio is over strata or covariates, or the curves are unlike those of most trials.',
    resolve: 'The curve of the paper, or its numbers at risk.',
  }
}
