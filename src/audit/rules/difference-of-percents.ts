import type { Bounds } from '../../evidence/bounds.ts'
import { canBeEqual } from '../../evidence/bounds.ts'
import { figureId } from '../../record/figure-id.ts'
import type { Trial } from '../../record/trial.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { type ComparedRow, comparedRows, isAdjusted } from '../compared-proportions.ts'
import { readDifference } from '../read-measures.ts'

/** Percentage points that strata may move a difference by, where no interval says how exact it is. */
const FAR = 5

/**
 * R44: a difference of percentages is the percentage of one arm less that of the other. One that is weighted over strata differs a little from it:
 * a note, up to its own limits. It fails where it lies outside its interval (by more than 5 points where none is printed) and nothing is
 * said of strata or a model.
 */
export const differenceOfPercents: AuditRule = {
  id: 'R44',
  name: 'pct-difference',
  compares: 'the difference of percentages of a row with the percentages of its arms',
  worst: 'fail',
  agree: 'differences of percentages are those of the arms',
  tolerance: 'half a unit of the last printed digit of the difference',
  references: ['Newcombe1998'],
  examples: { clean: [example('29.6 (19.4 to 39.7)')], firing: [example('42.6 (32.4 to 52.7)')] },
  run: ({ trial }) => comparedRows(trial).flatMap((it) => compared(trial, it)),
}

function example(difference: string): string {
  return `
tables:
  response:
    label: Response
    population: randomised
    columns: [{ arm: new, of: 254 }, { arm: old, of: 132 }]
    rows: { Response: { cells: [181 (71), 55 (42)], contrast: { difference: ${difference} } } }
`
}

function compared(trial: Trial, it: ComparedRow): readonly RuleFinding[] {
  const { above, below, contrast, row } = it
  const printed = contrast.difference?.printed
  const [difference, low, high] = printed === undefined ? [] : readDifference(printed)
  if (printed === undefined || difference === undefined) return []
  const crude = {
    lower: 100 * (above.least / above.of - below.most / below.of),
    upper: 100 * (above.most / above.of - below.least / below.of),
  }
  const path = [...it.path, 'difference']
  const about = {
    figures: [figureId(trial, path), above.id, below.id],
    path,
    message: `${row}: difference ${printed}; ${above.printed} less ${below.printed} is ${points(crude)} percentage points`,
  }
  if (canBeEqual(difference, crude)) return [{ ...about, state: 'pass' }]
  const far = low && high ? crude.upper < low.lower || crude.lower > high.upper : distance(difference, crude) > FAR
  const swapped = canBeEqual(difference, { lower: -crude.upper, upper: -crude.lower })
  return [
    {
      ...about,
      state: far && !isAdjusted(it) ? 'fail' : 'note',
      computation: 'The percentage of the one arm less that of the other, from the counts.',
      explanation: swapped
        ? 'It is the difference of the arms the other way round.'
        : 'A difference weighted over strata, or other counts than those printed.',
      resolve: 'How the difference was computed, and from which counts.',
      expected: points(crude),
      found: difference.printed,
    },
  ]
}

function distance(a: Bounds, b: Bounds): number {
  return Math.max(0, a.lower - b.upper, b.lower - a.upper)
}

function points({ lower, upper }: Bounds): string {
  return lower.toFixed(2) === upper.toFixed(2) ? lower.toFixed(2) : `${lower.toFixed(2)} to ${upper.toFixed(2)}`
}
