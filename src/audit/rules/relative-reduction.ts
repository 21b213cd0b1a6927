import { bounds, canBeEqual } from '../../evidence/bounds.ts'
import type { Figure } from '../../evidence/evidence.ts'
import { parseQuantity } from '../../evidence/parse-estimate.ts'
import type { AuditRule, AuditSubject, RuleFinding } from '../audit-rule.ts'
import { exampleEndpoint } from '../example-endpoint.ts'

/** R11: a relative reduction in words is 100(1 - hazard ratio)% of the ratio that it rests on. */
export const relativeReduction: AuditRule = {
  id: 'R11',
  name: 'rrr',
  compares: 'a relative reduction in words with its hazard ratio',
  worst: 'fail',
  agree: 'reductions in words are those of their hazard ratios',
  tolerance: 'the rounding of both',
  references: ['Cox1972'],
  examples: { clean: [example('51%')], firing: [example('57%')] },
  run: (subject) =>
    (subject.trial.claims ?? []).flatMap((claim, index) => {
      const ratio = hazardRatio(subject, claim['rests on'] ?? [])
      if (claim.kind !== 'relative reduction' || claim.printed === undefined || ratio === undefined) return []
      return compared(claim.printed, ratio, ['claims', index, 'printed'])
    }),
}

function example(reduction: string): string {
  return `${exampleEndpoint('arms: { new: {}, old: {} }, contrast: { hazard ratio: 0.49 (0.31 to 0.78) }')}
claims:
  - { words: a lower risk, printed: ${reduction}, kind: relative reduction, rests on: [os.new-vs-old.hazard-ratio] }`
}

function hazardRatio({ endpoints }: AuditSubject, ids: readonly string[]): Figure | undefined {
  return endpoints
    .flatMap(({ contrasts }) => contrasts.flatMap((it) => it.hazardRatio?.estimate ?? []))
    .find(({ id }) => ids.includes(id))
}

function compared(printed: string, ratio: Figure, path: readonly (string | number)[]): readonly RuleFinding[] {
  const read = parseQuantity(printed, { unit: 'proportion' })
  const reduction = read.kind === 'value' ? bounds(read.value.quantity) : null
  const value = bounds(ratio.quantity)
  if (reduction === null || value === null) return []
  const implied = { lower: 1 - value.upper, upper: 1 - value.lower }
  const fits = canBeEqual(reduction, implied)
  const range = `${(100 * implied.lower).toFixed(1)}% to ${(100 * implied.upper).toFixed(1)}%`
  return [
    {
      state: fits ? 'pass' : 'fail',
      figures: [ratio.id],
      path,
      message: `a reduction by ${printed} in words, a hazard ratio of ${ratio.printed}`,
      computation: `A hazard ratio of ${ratio.printed} is a reduction of the hazard by 100 x (1 - ${ratio.printed})%: ${range}.`,
      ...(!fits && {
        explanation: 'The words rest on another ratio (another endpoint, report or analysis), or on the wrong digits.',
        resolve: 'The ratio that the words rest on.',
        expected: range,
        found: printed,
      }),
    },
  ]
}
