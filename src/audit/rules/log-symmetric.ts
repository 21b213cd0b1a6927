import { canBeEqual } from '../../evidence/bounds.ts'
import type { AuditRule, FindingState } from '../audit-rule.ts'
import { ASYMMETRIC, type RatioInterval, ratioIntervals } from '../ratio-interval.ts'

/** Share of a standard error below which asymmetry may be a method that the paper does not name. */
const SMALL = 0.1

/**
 * R08: a Wald interval of a hazard ratio is symmetric on the log scale, so the estimate is the geometric mean of its limits up to
 * rounding. A small distance is a note.
 */
export const logSymmetric: AuditRule = {
  id: 'R08',
  name: 'log-symmetric',
  compares: 'a hazard ratio with the geometric mean of its limits',
  worst: 'fail',
  run: (subject) =>
    ratioIntervals(subject).map((it) => {
      const { ratio, figures } = it
      const limits = `${ratio.interval?.lower.printed ?? ''} to ${ratio.interval?.upper.printed ?? ''}`
      const [low, high] = [geometricMean(it, 'lower'), geometricMean(it, 'upper')]
      const middle = `${low.toFixed(3)} to ${high.toFixed(3)}`
      const message = `the hazard ratio is ${ratio.estimate.printed}; the middle of ${limits} on the log scale is ${middle}`
      const state = stateOf(it, low, high)
      return { state, figures, message, ...(state === 'fail' && { expected: middle, found: ratio.estimate.printed }) }
    }),
}

function geometricMean({ lower, upper }: RatioInterval, end: 'lower' | 'upper'): number {
  return Math.sqrt(Math.max(0, lower[end]) * upper[end])
}

function stateOf({ contrast, estimate, standardError }: RatioInterval, low: number, high: number): FindingState {
  if (ASYMMETRIC.test(contrast['hazard ratio']?.model ?? '')) return 'not-applicable'
  if (low <= 0) return 'uninformative'
  if (canBeEqual(estimate, { lower: low, upper: high })) return 'pass'
  const distance = estimate.lower >= high ? Math.log(estimate.lower / high) : Math.log(low / estimate.upper)
  return distance <= SMALL * standardError.upper ? 'note' : 'fail'
}
