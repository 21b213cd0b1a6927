import { bounds, timeBounds } from '../../evidence/bounds.ts'
import type { Figure, Landmark } from '../../evidence/evidence.ts'
import { printedTime, whenOf } from '../../evidence/time-words.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { exampleEndpoint } from '../example-endpoint.ts'

/**
 * R16: the median is the time at which the curve falls to 50%. Survival above 50% at t needs a median after t, survival below
 * 50% a median at or before t. A landmark whose rounding interval holds 50% cannot tell.
 */
export const medianLandmark: AuditRule = {
  id: 'R16',
  name: 'median-landmark',
  compares: 'the median with survival at a landmark',
  worst: 'fail',
  agree: 'landmarks lie on the side of 50% that the median says',
  tolerance: 'the rounding of both; a landmark that may be 50% cannot tell',
  references: ['KaplanMeier1958'],
  examples: { clean: [example('6: 73%')], firing: [example('18: 61%')] },
  run: ({ endpoints }) =>
    endpoints
      .flatMap(({ arms }) => arms)
      .flatMap(({ median, landmarks }) =>
        median === null ? [] : landmarks.flatMap((landmark) => compared(median.estimate, landmark)),
      ),
}

function example(survival: string): string {
  return exampleEndpoint(`arms: { new: { n: 100, median: 13.3 (11.8 to 16.1), survival: { ${survival} } } }`)
}

function compared(median: Figure, { time, estimate }: Landmark): readonly RuleFinding[] {
  const range = timeBounds(median.quantity)
  const survival = bounds(estimate.quantity)
  if (range === null || survival === null) return []
  const figures = [estimate.id, median.id]
  const when = whenOf(estimate)
  const both = `survival is ${estimate.printed} at ${when} and the median is ${printedTime(median)}`
  const computation = 'The median is the time at which the curve falls to 50%.'
  const explanation = 'They come from different curves (population, assessor or data cut-off), or a digit is wrong.'
  const why = { message: both, computation, explanation, resolve: 'The curve, at this time and where it crosses 50%.' }
  if (survival.lower > 0.5 && range.upper < time) {
    return [{ state: 'fail', figures, ...why, expected: `a median after ${when}`, found: median.printed }]
  }
  if (survival.upper < 0.5 && range.lower > time) {
    const expected = `a median of at most ${when}`
    return [{ state: 'fail', figures, ...why, expected, found: median.printed }]
  }
  const tells = survival.lower > 0.5 || survival.upper < 0.5
  return [{ state: tells ? 'pass' : 'uninformative', figures, message: both }]
}
