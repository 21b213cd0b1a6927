import { canBeEqual } from '../../evidence/bounds.ts'
import type { Path } from '../../record/spans.ts'
import type { Trial } from '../../record/trial.ts'
import type { AuditRule, AuditSubject, FindingState, RuleFinding } from '../audit-rule.ts'
import { exampleEndpoint } from '../example-endpoint.ts'
import { printedIntervals } from '../printed-intervals.ts'
import { ASYMMETRIC, type RatioRanges, ratioIntervals, ratioRanges } from '../ratio-interval.ts'

/** Share of a standard error below which asymmetry may be a method that the paper does not name. */
const SMALL = 0.1

/**
 * R08: a Wald interval of a hazard ratio is symmetric on the log scale, so the estimate is the geometric mean of its limits, sqrt(lower x upper),
 * up to the rounding of all three. A distance of at most a tenth of the standard error is a note. Main comparisons, further ones and those of tables
 * (subgroups); not where the method is said to be another.
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
  run: (subject) => [...ofEndpoints(subject), ...ofOthers(subject.trial)].map(compared),
}

function example(estimate: string): string {
  return exampleEndpoint(`arms: { new: {}, old: {} }, contrast: { hazard ratio: ${estimate} (0.31 to 0.78) }`)
}

interface Ratio {
  readonly figures: readonly string[]
  readonly path?: Path
  readonly printed: string
  readonly limits: string
  readonly model: string | undefined
  readonly ranges: RatioRanges
}

function ofEndpoints(subject: AuditSubject): readonly Ratio[] {
  return ratioIntervals(subject).map(({ ratio, figures, contrast, ...ranges }) => {
    const limits = `${ratio.interval?.lower.printed ?? ''} to ${ratio.interval?.upper.printed ?? ''}`
    return { figures, printed: ratio.estimate.printed, limits, model: contrast['hazard ratio']?.model, ranges }
  })
}

function ofOthers(trial: Trial): readonly Ratio[] {
  return printedIntervals(trial).flatMap(({ id, path, estimate, interval }) => {
    const ranges = path.at(-1) === 'hazard ratio' ? ratioRanges(estimate, interval) : null
    if (ranges === null) return []
    const limits = `${interval.lower.printed} to ${interval.upper.printed}`
    return [{ figures: [id], path, printed: estimate.printed, limits, model: modelAt(trial, path), ranges }]
  })
}

function modelAt(trial: Trial, [section, name, , item]: Path): string | undefined {
  const contrast =
    section === 'endpoints'
      ? trial.endpoints[String(name)]?.['further contrasts']?.[Number(item)]
      : trial.tables?.[String(name)]?.rows[String(item)]?.contrast
  return contrast?.['hazard ratio']?.model
}

function compared({ figures, path, printed, limits, model, ranges }: Ratio): RuleFinding {
  const [low, high] = [geometricMean(ranges, 'lower'), geometricMean(ranges, 'upper')]
  const middle = `${low.toFixed(3)} to ${high.toFixed(3)}`
  const message = `the hazard ratio is ${printed}; the middle of ${limits} on the log scale is ${middle}`
  const state = ASYMMETRIC.test(model ?? '') ? 'not-applicable' : stateOf(ranges, low, high)
  const computation = 'The square root of the product of the limits is the middle of the interval on the log scale.'
  const found = { state, figures, message, computation, ...(path && { path }) }
  if (state !== 'fail' && state !== 'note') return found
  const explanation =
    'Profile likelihood, exact or bootstrap intervals are not symmetric; otherwise a digit of the three is wrong, or they come from different analyses.'
  const words = { expected: middle, found: printed }
  return { ...found, explanation, resolve: 'The method of the interval.', ...(state === 'fail' && words) }
}

function geometricMean({ lower, upper }: RatioRanges, end: 'lower' | 'upper'): number {
  return Math.sqrt(Math.max(0, lower[end]) * upper[end])
}

function stateOf({ estimate, standardError }: RatioRanges, low: number, high: number): FindingState {
  if (low <= 0) return 'uninformative'
  if (canBeEqual(estimate, { lower: low, upper: high })) return 'pass'
  const distance = estimate.lower >= high ? Math.log(estimate.lower / high) : Math.log(low / estimate.upper)
  return distance <= SMALL * standardError.upper ? 'note' : 'fail'
}
