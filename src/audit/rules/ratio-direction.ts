import { type Bounds, bounds, timeBounds } from '../../evidence/bounds.ts'
import type { Figure, PrintedArm } from '../../evidence/evidence.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { exampleEndpoint } from '../example-endpoint.ts'
import { type RatioInterval, ratioIntervals } from '../ratio-interval.ts'

/** A median or survival at a time in both arms of a ratio. */
interface Pair {
  readonly figures: readonly [string, string]
  readonly numerator: Bounds
  readonly denominator: Bounds
  /** The hazard ratio of an exponential curve through each figure; null where one has none. */
  readonly ratio: number | null
}

/**
 * R43: a hazard ratio of A against B below 1 means that the curve of A lies above that of B, on the whole. Where its interval excludes
 * 1, and each median and each survival percentage that is printed for both arms says the opposite beyond rounding, the ratio may be
 * that of B against A. Only a note: a ratio weighs the whole curve, the figures are points of it.
 */
export const ratioDirection: AuditRule = {
  id: 'R43',
  name: 'ratio-direction',
  compares: 'the direction of the hazard ratio with that of medians and survival percentages',
  worst: 'note',
  agree: 'hazard ratios point the way of the curves',
  tolerance: 'the rounding of every median and survival percentage, and the interval of the ratio',
  references: ['Cox1972'],
  examples: { clean: [example('0.49 (0.31 to 0.78)')], firing: [example('2.04 (1.28 to 3.23)')] },
  run: (subject) => ratioIntervals(subject).flatMap((it) => (it.ratio.comparable ? compared(it) : [])),
}

function example(ratio: string): string {
  return exampleEndpoint(`arms: { new: { n: 100, median: 13.3, survival: { 6: 73% } }, old: { n: 50, median: 4.4, survival: { 6: 40% } } },
    contrast: { hazard ratio: ${ratio} }`)
}

function compared(it: RatioInterval): readonly RuleFinding[] {
  const { evidence, between } = it
  const above = evidence.arms.find(({ id }) => id === between.numerator)
  const below = evidence.arms.find(({ id }) => id === between.denominator)
  if (above === undefined || below === undefined) return []
  const pairs = pairsOf(above, below)
  if (pairs.length === 0) return []
  const figures = [...it.figures, ...pairs.flatMap((pair) => pair.figures)]
  const curves = directionOf(pairs)
  const ofRatio = it.upper.upper < 1 ? 1 : it.lower.lower > 1 ? -1 : 0
  const said = `the hazard ratio of ${above.label} against ${below.label} is ${printed(it)}`
  if (curves === 0 || ofRatio === 0) {
    const open = ofRatio === 0 ? 'its interval does not exclude 1' : 'medians and survival do not all point one way'
    return [{ state: 'uninformative', figures, message: `${said}; ${open}` }]
  }
  const better = curves > 0 ? above.label : below.label
  if (curves === ofRatio) {
    return [{ state: 'pass', figures, message: `${said}; medians and survival are in favour of ${better} too` }]
  }
  const message = `ratio and curves point in opposite directions: ${said}, while every median and survival percentage of both arms is in favour of ${better}`
  const turned = inverted(it, pairs, `of ${below.label} against ${above.label}`)
  const computation = `A hazard ratio below 1 means fewer events at any time in the arm that is named first, ${above.label}, so that its curve lies above.`
  const explanation =
    'The ratio is that of the other arm against this one, the arms of the other figures are exchanged, or the curves cross.'
  const resolve = 'Which arm the ratio is of, and the curves.'
  return [{ state: 'note', figures, message: `${message}${turned}`, computation, explanation, resolve }]
}

function pairsOf(above: PrintedArm, below: PrintedArm): readonly Pair[] {
  const medians =
    above.median === null || below.median === null
      ? []
      : pairOf(above.median.estimate, below.median.estimate, timeBounds, (a, b) => b / a)
  const landmarks = above.landmarks.flatMap((one) =>
    below.landmarks
      .filter(({ time }) => time === one.time)
      .flatMap((other) => pairOf(one.estimate, other.estimate, bounds, (a, b) => Math.log(a) / Math.log(b))),
  )
  return [...medians, ...landmarks]
}

function pairOf(
  one: Figure,
  other: Figure,
  range: typeof bounds,
  ratioOf: (one: number, other: number) => number,
): readonly Pair[] {
  const [numerator, denominator] = [range(one.quantity), range(other.quantity)]
  if (numerator === null || denominator === null) return []
  const numbers = one.quantity.kind === 'number' && other.quantity.kind === 'number'
  const ratio = numbers ? ratioOf(one.quantity.value, other.quantity.value) : NaN
  return [{ figures: [one.id, other.id], numerator, denominator, ratio: Number.isFinite(ratio) ? ratio : null }]
}

/** 1 where every pair has the numerator's curve on top beyond rounding, -1 where every one has it below, else 0. */
function directionOf(pairs: readonly Pair[]): -1 | 0 | 1 {
  if (pairs.every(({ numerator, denominator }) => numerator.lower > denominator.upper)) return 1
  return pairs.every(({ numerator, denominator }) => numerator.upper < denominator.lower) ? -1 : 0
}

/** The ratio the other way round, where a curve through some of the figures would give one inside its interval. */
function inverted({ estimate, lower, upper }: RatioInterval, pairs: readonly Pair[], whose: string): string {
  const [from, to] = [1 / upper.upper, 1 / lower.lower]
  if (!pairs.some(({ ratio }) => ratio !== null && ratio >= from && ratio <= to)) return ''
  const round = ({ lower: a, upper: b }: Bounds): string => (2 / (a + b)).toFixed(2)
  return `; perhaps it is that ${whose}: turned round, ${round(estimate)} (${round(upper)} to ${round(lower)}), it agrees`
}

function printed({ ratio }: RatioInterval): string {
  const { estimate, interval } = ratio
  return interval === null
    ? estimate.printed
    : `${estimate.printed} (${interval.lower.printed} to ${interval.upper.printed})`
}
