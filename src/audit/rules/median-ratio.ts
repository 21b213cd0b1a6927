import { timeBounds } from '../../evidence/bounds.ts'
import type { EstimateFigure } from '../../evidence/evidence.ts'
import { printedTime } from '../../evidence/time-words.ts'
import { normalQuantile } from '../../numeric/normal-quantile.ts'
import type { AuditRule, AuditSubject, RuleFinding } from '../audit-rule.ts'
import { exampleEndpoint } from '../example-endpoint.ts'
import { ratioArms } from '../ratio-arms.ts'
import { type RatioInterval, ratioIntervals } from '../ratio-interval.ts'
import { deviations, minus, RARE, type Scatter } from '../scatter.ts'

/** Standard deviation on the log scale by which curves of real trials leave the exponential: see the calibration. */
const NOT_EXPONENTIAL = 0.25

/** Variance of the logarithm of an exponential median: S(1 - S) / (n S^2 log(S)^2) at S = 1/2, without censoring. */
const MEDIAN_VARIANCE = 1 / (Math.LN2 * Math.LN2)

/**
 * R18: for exponential curves the medians are to each other as the hazards, turned round: median0 / median1 = hazard ratio. Curves that
 * bend otherwise give another quotient, so that this is a note at most, beyond rounding and 2.58 standard deviations: of the medians
 * (from their intervals, log(upper / lower) / 2z, or 2.08 / n) and of shapes (0.25).
 */
export const medianRatio: AuditRule = {
  id: 'R18',
  name: 'median-ratio',
  compares: 'the ratio of the medians with the hazard ratio',
  worst: 'note',
  agree: 'pairs of medians are about in the ratio of the hazards',
  tolerance:
    'rounding, and 2.58 standard deviations of the medians and of curves that are not exponential (0.25 on the log scale)',
  references: ['Cox1972', 'BrookmeyerCrowley1982'],
  examples: {
    clean: [example('20.1 (16.2 to 25.0)')],
    firing: [example('41.5 (36.4 to 47.0)')],
  },
  run: (subject) =>
    ratioIntervals(subject).flatMap((it) => (it.ratio.comparable && !descriptive(subject, it) ? compared(it) : [])),
}

function example(median: string): string {
  return exampleEndpoint(`arms: { new: { n: 200, median: ${median} }, old: { n: 200, median: 10.2 (8.4 to 12.3) } },
    contrast: { hazard ratio: 0.52 (0.40 to 0.68) }`)
}

function descriptive({ trial }: AuditSubject, { evidence }: RatioInterval): boolean {
  return trial.endpoints[evidence.endpoint]?.estimator === 'descriptive'
}

function compared(it: RatioInterval): readonly RuleFinding[] {
  const [above, below] = ratioArms(it) ?? []
  if (!above?.median || !below?.median || it.estimate.lower <= 0) return []
  const [one, other] = [logMedian(above.median, above.size), logMedian(below.median, below.size)]
  if (one === null || other === null) return []
  const printed = { lower: Math.log(it.estimate.lower), upper: Math.log(it.estimate.upper) }
  const ofMedians = minus(other, one)
  const variance = ofMedians.variance + NOT_EXPONENTIAL * NOT_EXPONENTIAL
  const far = deviations(minus({ ...ofMedians, variance }, { range: printed, variance: 0 }))
  const quotient = Math.exp((ofMedians.range.lower + ofMedians.range.upper) / 2).toFixed(2)
  const figures = [it.figures[0], above.median.estimate.id, below.median.estimate.id]
  const medians = `${printedTime(above.median.estimate)} (${above.label}) and ${printedTime(below.median.estimate)} (${below.label})`
  const message = `the medians ${medians} are as ${quotient} to 1; the hazard ratio is ${it.ratio.estimate.printed}`
  const computation = `If each hazard stayed the same over time, the medians would be to each other as the hazards, turned round. Chance and curves of other shapes explain a factor of up to ${Math.exp(RARE * Math.sqrt(variance)).toFixed(2)}, besides rounding.`
  if (far <= RARE) return [{ state: 'pass', figures, message, computation }]
  const explanation =
    'The curves separate mainly before or after the medians, a median lies on a flat stretch of its curve, or one of the three is a misprint.'
  const resolve = 'Look where the curves cross 50%, and whether they are flat there.'
  return [{ state: 'note', figures, message, computation, explanation, resolve }]
}

function logMedian({ estimate, interval }: EstimateFigure, patients: number | null): Scatter | null {
  const time = estimate.quantity.kind === 'number' ? timeBounds(estimate.quantity) : null
  if (time === null || time.lower <= 0) return null
  const range = { lower: Math.log(time.lower), upper: Math.log(time.upper) }
  const { lower, upper } = interval ?? {}
  if (interval && lower?.quantity.kind === 'number' && upper?.quantity.kind === 'number' && lower.quantity.value > 0) {
    const twice = 2 * normalQuantile((1 + interval.level) / 2)
    const error = Math.log(upper.quantity.value / lower.quantity.value) / twice
    return { range, variance: error * error }
  }
  return patients === null ? null : { range, variance: MEDIAN_VARIANCE / patients }
}
