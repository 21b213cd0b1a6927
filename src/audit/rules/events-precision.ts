import { countBounds } from '../../evidence/bounds.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { type RatioInterval, ratioIntervals } from '../ratio-interval.ts'

/** Above this the interval is wider than the events explain; strata, covariates and a strong effect widen it too. */
const WIDE = 1.1

/**
 * R12: the standard error of a log hazard ratio is never below sqrt(1/d1 + 1/d0). The information of a Cox model at its maximum is
 * the sum of p(1 - p) over the events, p the share of the risk that arm 1 carries; the p sum to d1, so by Jensen's inequality it
 * is at most d1 d0 / (d1 + d0), also with strata or covariates. Not for weighted ratios, nor for those of a window.
 */
export const eventsPrecision: AuditRule = {
  id: 'R12',
  name: 'se-events-arms',
  compares: 'the width of the interval of the hazard ratio with the events of the arms',
  worst: 'fail',
  run: (subject) => ratioIntervals(subject).flatMap((it) => (it.ratio.comparable ? compared(it) : [])),
}

function compared({ evidence, ratio, standardError, figures }: RatioInterval): readonly RuleFinding[] {
  const counts = [ratio.numerator, ratio.denominator].flatMap((id) => {
    const events = evidence.arms.find((arm) => arm.id === id)?.events
    const size = events && countBounds(events.quantity)
    return events && size && size.upper > 0 ? [{ id: events.id, printed: events.printed, most: size.upper }] : []
  })
  if (counts.length < 2) return []
  const least = Math.sqrt(counts.reduce((sum, { most }) => sum + 1 / most, 0))
  const share = { lower: standardError.lower / least, upper: standardError.upper / least }
  const range = `${standardError.lower.toFixed(3)} to ${standardError.upper.toFixed(3)}`
  const events = counts.map(({ printed }) => printed).join(' and ')
  const message = `the interval gives a standard error of ${range}; ${events} events give at least ${least.toFixed(3)}`
  const ids = [...figures, ...counts.map(({ id }) => id)]
  if (share.upper === Infinity) return [{ state: 'uninformative', figures: ids, message }]
  if (share.upper < 1 - 1e-9) {
    return [{ state: 'fail', figures: ids, message, expected: `at least ${least.toFixed(3)}`, found: range }]
  }
  return [{ state: share.lower > WIDE ? 'note' : 'pass', figures: ids, message }]
}
