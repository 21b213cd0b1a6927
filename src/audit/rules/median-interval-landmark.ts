import { type Bounds, bounds, countBounds, timeBounds } from '../../evidence/bounds.ts'
import type { Interval, Landmark, PrintedArm } from '../../evidence/evidence.ts'
import { whenOf } from '../../evidence/time-words.ts'
import { normalQuantile } from '../../numeric/normal-quantile.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { exampleEndpoint } from '../example-endpoint.ts'

/** Limits of medians and of survival come from different transformations now and then: this far from 50% they may disagree. */
const MARGIN = 0.03

/** How many times the least standard error censoring makes of it at most, in print. */
const WIDEST = 2

/**
 * R17: the interval of a median holds the times at which the interval of S(t) holds 50% [BrookmeyerCrowley1982]. So before its lower
 * limit S(t) is above 50% by more than chance, after its upper limit below, and between them it is not. Where the interval of S(t) is printed at
 * the same level, it is asked, with 3 points of room for other transformations. Otherwise Greenwood's standard error, which is at least
 * sqrt(S(1 - S)/n) (as Y <= n S, equal without censoring), must be small enough outside the interval of the median, by any of the linear, log
 * and log-log limits; and inside it S must not lie further from 50% than twice that.
 */
export const medianIntervalLandmark: AuditRule = {
  id: 'R17',
  name: 'medianci-landmark',
  compares: 'the interval of the median with survival at a landmark',
  worst: 'note',
  agree: 'landmarks lie on the side of 50% on which the interval of the median has them',
  tolerance: 'rounding; the least standard error of survival, and twice that; 3 points where survival has an interval',
  references: ['BrookmeyerCrowley1982', 'Greenwood1926'],
  examples: {
    clean: [example('12.1 (9.8 to 15.0)', '73%')],
    firing: [example('12.1 (9.8 to 15.0)', '55%')],
  },
  run: ({ endpoints }) =>
    endpoints.flatMap(({ arms }) =>
      arms.flatMap((arm) => arm.landmarks.flatMap((landmark) => compared(arm, landmark))),
    ),
}

function example(median: string, survival: string): string {
  return exampleEndpoint(`arms: { new: { n: 100, median: ${median}, survival: { 6: ${survival} } } }`)
}

type Side = 'before' | 'inside' | 'after'

function compared({ median, patients }: PrintedArm, landmark: Landmark): readonly RuleFinding[] {
  const size = patients && countBounds(patients.quantity)
  const survival = bounds(landmark.estimate.quantity)
  if (!median?.interval || survival === null || median.estimate.quantity.kind === 'less-than') return []
  const side = sideOf(landmark.time, median.interval)
  if (side === null) return []
  const { lower, upper, level } = median.interval
  const own = landmark.interval?.level === level ? landmark.interval : null
  if (own === null && (!size || !(size.upper > 0))) return []
  const fits = own === null ? possible(side, survival, size?.upper ?? 0, level) : asked(side, own)
  const when = whenOf(landmark.estimate)
  const figures = [landmark.estimate.id, lower.id, upper.id]
  const where = { before: 'before', inside: 'within', after: 'after' }[side]
  const limits = own === null ? '' : ` (${own.lower.printed} to ${own.upper.printed})`
  const message = `survival is ${landmark.estimate.printed}${limits} at ${when}, ${where} the interval of the median (${lower.printed} to ${upper.printed})`
  const computation =
    side === 'inside'
      ? 'Within the interval of the median, 50% is a survival that the data allow: the interval of survival holds it.'
      : `${side === 'before' ? 'Before' : 'After'} the interval of the median, survival is ${side === 'before' ? 'above' : 'below'} 50% by more than chance: the interval of survival does not hold 50%.`
  if (fits) return [{ state: 'pass', figures, message, computation }]
  const explanation =
    'The interval of the median or the survival is of another analysis or population, or one of them is a misprint.'
  const resolve = `The confidence interval of survival at ${when}, and how both intervals were made.`
  return [{ state: 'note', figures, message, computation, explanation, resolve }]
}

/** Where the time lies; `null` on a limit, up to its rounding, or where there is no lower limit. */
function sideOf(time: number, { lower, upper }: Interval): Side | null {
  const [low, high] = [timeBounds(lower.quantity), bounds(upper.quantity)]
  if (low === null) return null
  if (time < low.lower) return 'before'
  if (time <= low.upper) return null
  if (high === null || time < high.lower) return 'inside'
  return time > high.upper ? 'after' : null
}

function asked(side: Side, { lower, upper }: Interval): boolean {
  const [low, high] = [bounds(lower.quantity), bounds(upper.quantity)]
  if (low === null || high === null) return true
  if (side === 'before') return low.upper > 0.5 - MARGIN
  if (side === 'after') return high.lower < 0.5 + MARGIN
  return low.lower < 0.5 + MARGIN && high.upper > 0.5 - MARGIN
}

function possible(side: Side, survival: Bounds, patients: number, level: number): boolean {
  const z = normalQuantile((1 + level) / 2)
  const nearest = survival.lower > 0.5 ? survival.lower : survival.upper < 0.5 ? survival.upper : 0.5
  if (side === 'inside') return Math.abs(nearest - 0.5) <= WIDEST * z * leastError(nearest, patients)
  const outermost = side === 'before' ? survival.upper : survival.lower
  return side === 'before'
    ? outermost > 0.5 && excludes(outermost, patients, z)
    : outermost < 0.5 && excludes(outermost, patients, z)
}

/** Whether the linear, the log or the log-log interval with the least standard error excludes 50%. */
function excludes(survival: number, patients: number, z: number): boolean {
  if (survival <= 0 || survival >= 1) return true
  const error = leastError(survival, patients)
  const log = Math.log(survival)
  const distances = [
    Math.abs(survival - 0.5) / error,
    (Math.abs(log + Math.LN2) * survival) / error,
    (Math.abs(Math.log(-log) - Math.log(Math.LN2)) * survival * -log) / error,
  ]
  return Math.max(...distances) > z
}

function leastError(survival: number, patients: number): number {
  return Math.sqrt((survival * (1 - survival)) / patients)
}
