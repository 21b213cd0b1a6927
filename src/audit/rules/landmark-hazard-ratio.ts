import type { Landmark } from '../../evidence/evidence.ts'
import { whenOf } from '../../evidence/time-words.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { exampleEndpoint } from '../example-endpoint.ts'
import { type RatioArm, ratioArms } from '../ratio-arms.ts'
import { type RatioInterval, ratioIntervals } from '../ratio-interval.ts'
import { deviations, logHazard, minus, RARE } from '../scatter.ts'

/** Standard deviation of log(ratio of cumulative hazards / hazard ratio) that hazards of real trials add to chance: see the calibration. */
const NOT_PROPORTIONAL = 0.15

/**
 * R14: where hazards are proportional, log S1 / log S0 is the hazard ratio at every time. The hazard ratio is the efficient estimate of
 * what the landmarks estimate as well, so that the variance of their difference is the difference of their variances [Hausman1978]; that
 * of the landmarks is the least that there can be, or that of their intervals. Hazards of real trials are never quite proportional, which
 * adds 0.15 on the log scale. A note beyond 2.58 standard deviations and the rounding of all three: `npm run bench:audit` counts how
 * often it comes for nothing.
 */
export const landmarkHazardRatio: AuditRule = {
  id: 'R14',
  name: 'landmark-hr',
  compares: 'survival at a landmark in both arms with the hazard ratio',
  worst: 'note',
  agree:
    'pairs of landmarks are no further from the printed hazard ratio than chance and usual non-proportionality explain',
  tolerance:
    'rounding, and 2.58 standard deviations of chance and of what hazards that are not quite proportional add (0.15 on the log scale)',
  references: ['Cox1972', 'Hausman1978'],
  examples: {
    clean: [example('74%', '55%')],
    firing: [example('74%', '24%')],
  },
  run: (subject) => ratioIntervals(subject).flatMap((it) => (it.ratio.comparable ? ofRatio(it) : [])),
}

function example(above: string, below: string): string {
  return exampleEndpoint(`arms: { new: { n: 200, survival: { 12: ${above} } }, old: { n: 200, survival: { 12: ${below} } } },
    contrast: { hazard ratio: 0.51 (0.38 to 0.68) }`)
}

function ofRatio(it: RatioInterval): readonly RuleFinding[] {
  const arms = ratioArms(it)
  if (arms === null || it.estimate.lower <= 0) return []
  const [above, below] = arms
  return above.landmarks.flatMap((one) =>
    below.landmarks
      .filter(({ time }) => time === one.time)
      .flatMap((other) => compared(it, [above, below], one, other)),
  )
}

function compared(
  { ratio, estimate, standardError, figures }: RatioInterval,
  [above, below]: readonly [RatioArm, RatioArm],
  one: Landmark,
  other: Landmark,
): readonly RuleFinding[] {
  if (above.size === null || below.size === null) return []
  const [first, second] = [logHazard(one, above.size), logHazard(other, below.size)]
  if (first === null || second === null) return []
  const ofCurves = minus(first, second)
  const printed = { lower: Math.log(estimate.lower), upper: Math.log(estimate.upper) }
  const chance = Math.max(0, ofCurves.variance - standardError.lower * standardError.lower)
  const variance = chance + NOT_PROPORTIONAL * NOT_PROPORTIONAL
  const far = deviations(minus({ ...ofCurves, variance }, { range: printed, variance: 0 }))
  const implied = Math.exp((ofCurves.range.lower + ofCurves.range.upper) / 2).toFixed(2)
  const when = whenOf(one.estimate)
  const message = `survival of ${one.estimate.printed} (${above.label}) and ${other.estimate.printed} (${below.label}) at ${when} corresponds to a hazard ratio of ${implied}; the printed one is ${ratio.estimate.printed}`
  const ids = [one.estimate.id, other.estimate.id, figures[0]]
  const computation = `The logarithm of ${one.estimate.printed} divided by that of ${other.estimate.printed} is ${implied}: the hazard ratio until ${when}, if it was the same all the time. Rounding, chance and hazards that are not quite proportional explain a factor of up to ${Math.exp(RARE * Math.sqrt(variance)).toFixed(2)}, besides rounding.`
  if (far <= RARE) return [{ state: 'pass', figures: ids, message, computation }]
  const explanation =
    'The hazards are far from proportional (the curves separate late, or meet again), the figures come from different analyses, or one of the three is a misprint.'
  const resolve = 'Look whether the distance of the curves changes over time, or ask for the hazard ratio by period.'
  return [{ state: 'note', figures: ids, message, computation, explanation, resolve }]
}
