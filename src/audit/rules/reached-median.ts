import { bounds, countBounds, timeBounds } from '../../evidence/bounds.ts'
import type { EstimateFigure, Figure, PrintedArm, PrintedEndpoint } from '../../evidence/evidence.ts'
import { printedTime, whenOf } from '../../evidence/time-words.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { exampleEndpoint } from '../example-endpoint.ts'

/**
 * R41: whether a median can be reached, or not. Two proofs. The Kaplan-Meier curve ends at or below 1 - d/n (censoring can only make steps
 * larger), so that with events in more than half of the patients the median is reached. And S(t) = (Y/n) / G(t) >= Y/n, Y at risk just
 * before t, so that it is not reached while more than half are at risk. A median later than the longest follow-up is a note, as the range may be that of censored
 * patients only. Not for medians among those who had the event.
 */
export const reachedMedian: AuditRule = {
  id: 'R41',
  name: 'reach-median',
  compares: 'whether the median is reached with events, numbers at risk and the longest follow-up',
  worst: 'fail',
  agree: 'medians are reached, or not, as the numbers of patients say',
  tolerance: 'none for counts; the rounding of times',
  references: ['KaplanMeier1958'],
  examples: {
    clean: [example('NR (20.1 to NE)', 40)],
    firing: [example('NR', 60)],
  },
  run: ({ trial, endpoints }) =>
    endpoints
      .filter(({ endpoint }) => trial.endpoints[endpoint]?.estimator !== 'descriptive')
      .flatMap((endpoint) => endpoint.arms.flatMap((arm) => ofArm(endpoint, arm))),
}

function example(median: string, events: number): string {
  return exampleEndpoint(`arms: { new: { n: 100, median: ${median}, events: ${events} } }`)
}

function ofArm(endpoint: PrintedEndpoint, arm: PrintedArm): readonly RuleFinding[] {
  if (arm.median === null) return []
  const { quantity } = arm.median.estimate
  if (quantity.kind === 'not-reached') return notReached(arm, arm.median)
  return quantity.kind === 'number' ? reached(endpoint, arm, arm.median.estimate) : []
}

function notReached(
  { events, patients, landmarks }: PrintedArm,
  { estimate, interval }: EstimateFigure,
): readonly RuleFinding[] {
  const size = patients && countBounds(patients.quantity)
  const count = events && countBounds(events.quantity)
  if (events && size && count) {
    const figures = [estimate.id, events.id, patients.id]
    const message = `the median is ${estimate.printed}; ${events.printed} of ${patients.printed} patients had the event`
    const computation = 'At the end of follow-up the curve lies at or below the share of patients without the event.'
    if (2 * count.lower > size.upper) {
      const explanation =
        'Events and median come from different data cut-offs or populations, or one of them is a misprint.'
      const resolve = 'The data cut-off and the population of both figures.'
      return [
        { state: 'fail', figures, message, computation, explanation, resolve, expected: 'a median that is reached' },
      ]
    }
    return [{ state: 'pass', figures, message, computation }]
  }
  const above = landmarks.filter((it) => (bounds(it.estimate.quantity)?.lower ?? 0) > 0.5).map((it) => it.estimate)
  const lower = interval?.lower.quantity.kind === 'number' ? [interval.lower] : []
  const support = [...lower, ...above][0]
  if (support === undefined) {
    const message = `the median is ${estimate.printed}; no events, survival percentage or lower limit is printed with it`
    return [{ state: 'uninformative', figures: [estimate.id], message }]
  }
  const what =
    support.measure === 'survival'
      ? `survival is ${support.printed} at ${whenOf(support)}`
      : `its lower limit is ${printedTime(support)}`
  const message = `the median is ${estimate.printed}; ${what}`
  return [{ state: 'pass', figures: [estimate.id, support.id], message }]
}

function reached(endpoint: PrintedEndpoint, arm: PrintedArm, median: Figure): readonly RuleFinding[] {
  const time = timeBounds(median.quantity)
  return time === null
    ? []
    : [...whileAtRisk(arm, median, time.upper), ...withinFollowUp(endpoint, arm, median, time.lower)]
}

/** The first number at risk after the median is the largest of them. */
function whileAtRisk({ atRisk, patients }: PrintedArm, median: Figure, latest: number): readonly RuleFinding[] {
  const size = patients && countBounds(patients.quantity)
  const after = atRisk.find(({ time }) => time > latest)
  const left = after && countBounds(after.count.quantity)
  if (!size || !after || !left) return []
  const figures = [median.id, after.count.id, patients.id]
  const message = `the median is ${printedTime(median)}; ${after.count.printed} of ${patients.printed} patients are still at risk at ${whenOf(after.count)}`
  const computation = 'Survival is never below the share of patients who are still at risk.'
  if (2 * left.lower <= size.upper) return [{ state: 'pass', figures, message, computation }]
  const explanation = 'The median or the number at risk is of another curve, or a misprint.'
  const expected = `a median after ${whenOf(after.count)}`
  return [{ state: 'fail', figures, message, computation, explanation, expected, found: median.printed }]
}

function withinFollowUp(
  endpoint: PrintedEndpoint,
  arm: PrintedArm,
  median: Figure,
  earliest: number,
): readonly RuleFinding[] {
  const longest = arm.followUp?.maximum ?? endpoint.followUp?.maximum
  const end = longest && bounds(longest.quantity)
  if (!longest || !end) return []
  const figures = [median.id, longest.id]
  const message = `the median is ${printedTime(median)}; the longest follow-up is ${printedTime(longest)}`
  if (earliest <= end.upper) return [{ state: 'pass', figures, message }]
  const explanation = 'The follow-up is that of an earlier data cut-off, or of patients without the event only.'
  const resolve = 'What the range of follow-up counts, and the data cut-off of both figures.'
  return [{ state: 'note', figures, message, explanation, resolve }]
}
