import { datesOutOfOrder } from '../evidence/dates-out-of-order.ts'
import type { Path } from '../record/spans.ts'
import type { Trial } from '../record/trial.ts'
import type { RuleFinding } from './audit-rule.ts'

/** Enrolment that ends before it begins, and cut-offs before it; nothing where the dates follow each other as they must. */
export function orderOfDates({ design, endpoints }: Trial): readonly RuleFinding[] {
  const { first = 'not stated', last = 'not stated' } = design?.enrolment ?? {}
  const own = Object.entries(endpoints).map(([id, { cutoff }]) => ({ cutoff, path: ['endpoints', id, 'cutoff'] }))
  const enrolment = datesOutOfOrder({ first, last, cutoff: 'not stated' })
  const main = { cutoff: design?.cutoff, path: ['design', 'enrolment'] }
  const all = enrolment === null ? [main, ...own.filter(({ cutoff }) => cutoff !== undefined)] : [main]
  return all.flatMap(({ cutoff, path }) => ofOne({ first, last, cutoff: cutoff?.date ?? 'not stated' }, path))
}

function ofOne(dates: Parameters<typeof datesOutOfOrder>[0], path: Path): readonly RuleFinding[] {
  const wrong = datesOutOfOrder(dates)
  if (wrong === null) return []
  return [
    {
      state: wrong.lastOnly ? 'note' : 'fail',
      figures: [path.join('.')],
      path,
      message: wrong.words,
      computation: 'The first enrolment comes before the last, and the data cut-off after both.',
      explanation: wrong.lastOnly
        ? 'A date is misprinted, or the analysis was made while patients were still enrolled; the last enrolment is not used for follow-up.'
        : 'A year or a month is mistyped, or two dates are exchanged; none of them is used for follow-up.',
      resolve: 'The dates of the first and last enrolment, and of the data cut-off.',
      expected: 'first enrolment, last enrolment, data cut-off, in this order',
      found: `${dates.first}, ${dates.last}, ${dates.cutoff}`,
    },
  ]
}
