import { attainable, attainableValues, attainingCounts, printableValues } from '../attainable.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { type PrintedProportion, printedProportions } from '../printed-proportions.ts'

/**
 * R02: a percentage without its count is one that a whole number of its patients gives: some k with |100k/N - p| <= u/2, in whole numbers
 * throughout [BrownHeathers2017]. Only with the denominator of its own row, never for a survival percentage. From 100 patients on (1000
 * with one decimal) every percentage is possible, and the rule says so.
 */
export const possiblePercent: AuditRule = {
  id: 'R02',
  name: 'grim-pct',
  compares: 'a percentage without a count with the numbers of patients that could give it',
  worst: 'fail',
  agree: 'percentages without counts are possible for their denominators',
  tolerance: 'half a unit of the last printed digit, exactly; rounding twice is left to R05',
  references: ['BrownHeathers2017'],
  examples: { clean: [example('21%')], firing: [example('23%')] },
  run: (subject) => printedProportions(subject).flatMap(compared),
}

function example(percent: string): string {
  return `
tables:
  retreatment:
    label: Retreatment
    population: patients treated again
    columns: [{ arm: new, of: 28 }]
    form: percent
    rows: { Second response: [${percent}] }
`
}

function compared({ id, path, count, of, ofPopulation, percent }: PrintedProportion): readonly RuleFinding[] {
  const { share, printed } = percent
  if (count !== null || of === null || of <= 0 || share === null) return []
  const about = { figures: [id], ...(path && { path }) }
  if (attainable(share, of, 'twice')) {
    const [first, last] = attainingCounts(share, of, 'twice')
    const counts = first === last ? `${first}` : `${first} to ${last}`
    const every = attainableValues(share, of) === printableValues(share.decimals)
    return [
      {
        ...about,
        state: every ? 'uninformative' : 'pass',
        message: `${printed} can be ${counts} of ${of} patients${every ? ', of whom every percentage with so few decimals is possible' : ''}`,
      },
    ]
  }
  const below = attainingBelow(share.digits, share.decimals, of)
  const neighbours = [below, below + 1].filter((k) => k >= 0 && k <= of).map((k) => `${k} of ${of} is ${exact(k, of)}`)
  return [
    {
      ...about,
      state: ofPopulation ? 'note' : 'fail',
      message: `no number of ${of} patients is ${printed} of them`,
      computation: `${neighbours.join('; ')}.`,
      explanation: 'The percentage is mistyped, or it is of other patients: only of those who could be evaluated, say.',
      resolve: 'The count behind the percentage, and of how many patients it is.',
      expected: `a percentage of ${of} patients`,
      found: printed,
    },
  ]
}

/** The greatest count whose share lies below the printed one. */
function attainingBelow(digits: number, decimals: number, of: number): number {
  return Math.floor((digits * of) / (printableValues(decimals) - 1))
}

function exact(k: number, of: number): string {
  return `${((100 * k) / of).toFixed(2)}%`
}
