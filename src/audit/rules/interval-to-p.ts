import { type Bounds, bounds } from '../../evidence/bounds.ts'
import { parseQuantity } from '../../evidence/parse-estimate.ts'
import { normalUpperTail } from '../../numeric/normal-distribution.ts'
import { normalQuantile, normalUpperQuantile } from '../../numeric/normal-quantile.ts'
import type { TrialContrast } from '../../record/trial.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { testsEquality } from '../tests-equality.ts'
import { exampleEndpoint } from '../example-endpoint.ts'
import { ratioArms } from '../ratio-arms.ts'
import { proportionalEvents } from '../proportional-events.ts'
import { ASYMMETRIC, type RatioInterval, ratioIntervals } from '../ratio-interval.ts'

/** How far the z of a test may lie from what proportional hazards give, as a factor: ties and chance; and strata or covariates of one only. */
const SAME = { lower: 0.9, upper: 1.1 }
const OTHER = { lower: 0.75, upper: 1.4 }

/** Near z = 0 a factor is no room; tests differ by this much there. */
const APART = 0.15

const LOG_RANK = /log[- ]?rank|mantel|score/i
const WALD = /\bwald\b|\bcox\b/i

/**
 * R09: the interval of a hazard ratio gives a p-value, z = |log estimate| / SE with SE = log(upper / lower) / 2z(level), within the rounding of
 * all three [AltmanBland2011]. The p-value that papers print is mostly of a log-rank test, whose z is the larger with strong effects (1.16
 * times at a ratio of .15): by how much follows from the ratio and the sizes of the arms (`proportionalEvents`). A fail only where test and model
 * are said to be alike in strata and the model has no covariates, beyond 10% of z; otherwise a note beyond 25% below or 40% above; 0.15 near z = 0.
 * Not for weighted tests and tests of a margin. `npm run bench:audit` measures what ties and strata do to the two: the margins hold 99% of simulated trials.
 */
export const intervalToP: AuditRule = {
  id: 'R09',
  name: 'ci-to-p',
  compares: 'the p-value with the one that the interval of the hazard ratio gives',
  worst: 'fail',
  agree: 'p-values are about those that the intervals of the hazard ratios give',
  tolerance:
    'rounding; 10% of z (0.15 near 0), and what sets a log-rank test apart from the interval; 25% below to 40% above where strata or covariates may differ',
  references: ['AltmanBland2011', 'Cox1972', 'Mantel1966'],
  examples: {
    clean: [example('0.012')],
    firing: [example('0.21')],
  },
  run: (subject) => ratioIntervals(subject).flatMap((it) => (it.ratio.comparable ? compared(it) : [])),
}

function example(p: string): string {
  return exampleEndpoint(`arms: { new: { n: 200 }, old: { n: 200 } },
    contrast: { hazard ratio: { printed: 0.70 (0.53 to 0.92), model: Cox, stratified: false, adjusted: false },
      p: { printed: '${p}', test: log-rank, stratified: false, sides: 2 } }`)
}

type PValue = NonNullable<TrialContrast['p']>

function compared(it: RatioInterval): readonly RuleFinding[] {
  const { p } = it.contrast
  const z = zOfInterval(it)
  if (p === undefined || it.between.pValue === null || z === null || !(p.test === 'not stated' || tested(p))) return []
  const id = it.between.pValue.figure.id
  return [p.printed, ...(p.also ?? []).map(({ printed }) => printed)].flatMap((printed) => {
    const read = parseQuantity(printed, { unit: 'probability' })
    const value = read.kind === 'value' ? bounds(read.value.quantity) : null
    return value === null ? [] : judged(it, p, z, { id, printed, value })
  })
}

function tested({ test }: PValue): boolean {
  return testsEquality(test) && (LOG_RANK.test(test) || WALD.test(test))
}

interface PrintedP {
  readonly id: string
  readonly printed: string
  readonly value: Bounds
}

function judged(it: RatioInterval, p: PValue, z: Bounds, { id, printed, value }: PrintedP): readonly RuleFinding[] {
  const factor = expectedFactor(it, p)
  const fits = (slack: Bounds): boolean => {
    const lower = Math.min(z.lower * factor.lower * slack.lower, z.lower - APART)
    const upper = Math.max(z.upper * factor.upper * slack.upper, z.upper + APART)
    return tails(value, p.sides).some((given) => given.upper >= lower && given.lower <= upper)
  }
  const alike = sameAnalysis(it, p)
  const limits = `${it.ratio.interval?.lower.printed ?? ''} to ${it.ratio.interval?.upper.printed ?? ''}`
  const implied = { lower: 2 * normalUpperTail(z.upper), upper: 2 * normalUpperTail(z.lower) }
  const [least, most] = [shownP(implied.lower), shownP(implied.upper)]
  const range = least === most ? most : `${least} to ${most}`
  const message = `p ${printed}; a hazard ratio of ${it.ratio.estimate.printed} (${limits}) gives a two-sided p of ${range}`
  const computation = `The width of the interval gives the standard error of the logarithm of the hazard ratio, and its distance from a ratio of 1, counted in standard errors, the p-value: z is ${z.lower.toFixed(2)} to ${z.upper.toFixed(2)}.`
  const figures = [id, ...it.figures]
  if (fits(alike ? SAME : OTHER)) return [{ state: 'pass', figures, message, computation }]
  const explanation =
    'One-sided against two-sided p-values, intervals of another level, a p-value of another analysis, or a misprint.'
  const resolve = 'The test with its strata and sides, and the level of the interval.'
  return [
    {
      state: alike ? 'fail' : 'note',
      figures,
      message,
      computation,
      explanation,
      resolve,
      expected: range,
      found: printed,
    },
  ]
}

/** Test and interval come from one analysis: same strata, no covariates, and all of it is said. */
function sameAnalysis({ ratio }: RatioInterval, p: PValue): boolean {
  return (
    ratio.adjusted === false &&
    ratio.stratified !== 'not stated' &&
    p.stratified === ratio.stratified &&
    tested(p) &&
    p.sides !== 'not stated'
  )
}

/** z of the test over z of the interval, where hazards are proportional. */
function expectedFactor(it: RatioInterval, p: PValue): Bounds {
  if (!LOG_RANK.test(p.test) && WALD.test(p.test)) return { lower: 1, upper: 1 }
  const [above, below] = ratioArms(it) ?? []
  const share = above?.size && below?.size ? above.size / (above.size + below.size) : 0.5
  return proportionalEvents(share, middle(it.estimate)).testRatio
}

/** z by the limits alone, whose middle is the estimate, and by estimate and width: both must hold. */
function zOfInterval({ contrast, estimate, lower, upper, level, standardError }: RatioInterval): Bounds | null {
  if (ASYMMETRIC.test(contrast['hazard ratio']?.model ?? '') || lower.lower <= 0 || estimate.lower <= 0) return null
  const quantile = normalQuantile((1 + level) / 2)
  const logs = [Math.log(estimate.lower), Math.log(estimate.upper)]
  const nearest = estimate.lower < 1 && estimate.upper > 1 ? 0 : Math.min(...logs.map(Math.abs))
  const byEstimate = {
    lower: nearest / standardError.upper,
    upper: Math.max(...logs.map(Math.abs)) / standardError.lower,
  }
  const corners = [lower.lower, lower.upper].flatMap((low) =>
    [upper.lower, upper.upper].map((high) => (quantile * Math.log(low * high)) / Math.log(high / low)),
  )
  const sizes = corners.map(Math.abs)
  const crosses = Math.min(...corners) < 0 && Math.max(...corners) > 0
  const byLimits = { lower: crosses ? 0 : Math.min(...sizes), upper: Math.max(...sizes) }
  const both = { lower: Math.max(byEstimate.lower, byLimits.lower), upper: Math.min(byEstimate.upper, byLimits.upper) }
  return both.lower <= both.upper && both.upper < Infinity ? both : byEstimate
}

/** |z| that the printed p-value stands for; where the sides are not stated, either. A one-sided p above one half is on the other side. */
function tails(p: Bounds, sides: PValue['sides']): readonly Bounds[] {
  const [lower, upper] = [Math.max(0, p.lower), Math.min(1, p.upper)]
  const two = { lower: normalUpperQuantile(upper / 2), upper: normalUpperQuantile(lower / 2) }
  const [low, high] = [normalUpperQuantile(upper), normalUpperQuantile(lower)]
  const sizes = [Math.abs(low), Math.abs(high)]
  const one = { lower: low < 0 && high > 0 ? 0 : Math.min(...sizes), upper: Math.max(...sizes) }
  return sides === 1 ? [one] : sides === 2 ? [two] : [two, one]
}

function middle({ lower, upper }: Bounds): number {
  return (lower + upper) / 2
}

function shownP(p: number): string {
  if (p < 0.00001) return '<0.00001'
  return p < 0.001 ? p.toFixed(5) : p.toFixed(p < 0.1 ? 4 : 2)
}
