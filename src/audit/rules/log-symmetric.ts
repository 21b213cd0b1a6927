import { canBeEqual } from '../../evidence/bounds.ts'
import type { AuditRule, FindingState } from '../audit-rule.ts'
import { exampleEndpoint } from '../example-endpoint.ts'
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
  agree: 'hazard ratios lie in the middle of their intervals, on the log scale',
  tolerance: 'the rounding of all three; a further tenth of a standard error is a note, as the method may be another',
  references: ['Cox1972', 'AltmanBland2011'],
  examples: { clean: [example('0.49')], firing: [example('0.55')] },
  run: (subject) =>
    ratioIntervals(subject).map((it) => {
      const { ratio, figures } = it
      const limits = `${ratio.interval?.lower.printed ?? ''} to ${ratio.interval?.upper.printed ?? ''}`
      const [low, high] = [geometricMean(it, 'lower'), geometricMean(it, 'upper')]
      const middle = `${low.toFixed(3)} to ${high.toFixed(3)}`
      const message = `the hazard ratio is ${ratio.estimate.printed}; the middle of ${limits} on the log scale is ${middle}`
      const state = stateOf(it, low, high)
      const computation = 'The square root of the product of the limits is the middle of the interval on the log scale.'
      const explanation =
        'Profile likelihood, exact or bootstrap intervals are not symmetric; otherwise a digit of the three is wrong, or they come from different analyses.'
      const more = state === 'pass' ? {} : { explanation, resolve: 'The method of the interval.' }
      const words = { expected: middle, found: ratio.estimate.printed }
      return { state, figures, message, computation, ...more, ...(state === 'fail' && words) }
    }),
}

function example(estimate: string): string {
  return exampleEndpoint(`arms: { new: {}, old: {} }, contrast: { hazard ratio: ${estimate} (0.31 to 0.78) }`)
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
