import { countBounds } from '../../evidence/bounds.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { exampleEndpoint } from '../example-endpoint.ts'
import { type RatioInterval, ratioIntervals } from '../ratio-interval.ts'

/** Above this the interval is wider than the events explain; strata, covariates and a strong effect widen it too. */
const WIDE = 1.1

/**
 * R12: the standard error of a log hazard ratio is never below sqrt(1/d1 + 1/d0). The information of a Cox model at its maximum is
 * the sum of p(1 - p) over the events, p the share of the risk that arm 1 carries; the p sum to d1, so by Jensen's inequality it
 * is at most d1 d0 / (d1 + d0), also with strata or covariates. That is proved for the Cox model only: a note where the model is not stated, as Peto's (O - E) / V
 * may be narrower. Not for weighted ratios, robust standard errors, nor for those of a window.
 */
export const eventsPrecision: AuditRule = {
  id: 'R12',
  name: 'se-events-arms',
  compares: 'the width of the interval of the hazard ratio with the events of the arms',
  worst: 'fail',
  agree: 'intervals are no narrower than the events of the arms allow',
  tolerance: 'the rounding of both limits; more than 10% wider is a note',
  references: ['Cox1972', 'Schoenfeld1981'],
  examples: { clean: [example('0.49 (0.33 to 0.73)')], firing: [example('0.49 (0.36 to 0.67)')] },
  run: (subject) =>
    ratioIntervals(subject).flatMap((it) =>
      it.ratio.comparable && !OTHER_ERROR.test(modelOf(it)) ? compared(it) : [],
    ),
}

/** Models, or standard errors, that are not those of the partial likelihood at its maximum. */
const OTHER_ERROR =
  /weight|inverse[- ]probab|\biptw?\b|propensity|robust|sandwich|marginal|cluster|bootstrap|jackknife|bayes|posterior|credible|firth|penali[sz]ed|rpsft|rank[- ]preserving|peto|frailty|fine|gray|subdistribution|exact|profil/i

const modelOf = ({ contrast }: RatioInterval): string => contrast['hazard ratio']?.model ?? 'not stated'

function example(ratio: string): string {
  return exampleEndpoint(`arms: { new: { n: 100, events: 60 }, old: { n: 50, events: 40 } },
    contrast: { hazard ratio: { printed: ${ratio}, model: Cox } }`)
}

function compared(it: RatioInterval): readonly RuleFinding[] {
  const { evidence, between, standardError, figures } = it
  const counts = [between.numerator, between.denominator].flatMap((id) => {
    const events = evidence.arms.find((arm) => arm.id === id)?.events
    const size = events && countBounds(events.quantity)
    return events && size && size.upper > 0 ? [{ id: events.id, printed: events.printed, most: size.upper }] : []
  })
  if (counts.length < 2) return []
  const least = Math.sqrt(counts.reduce((sum, { most }) => sum + 1 / most, 0))
  const share = { lower: standardError.lower / least, upper: standardError.upper / least }
  const range = `${standardError.lower.toFixed(3)} to ${standardError.upper.toFixed(3)}`
  const events = counts.map(({ printed }) => printed).join(' and ')
  const message = `the interval gives a standard error of ${range}; ${events} events give at least ${least.toFixed(3)}`
  const ids = [...figures, ...counts.map(({ id }) => id)]
  if (share.upper === Infinity) return [{ state: 'uninformative', figures: ids, message }]
  const computation =
    'The standard error is the width of the interval on the log scale divided by twice the normal quantile of its level; it is at least the root of the sum of one over the events of each arm.'
  const resolve = 'The events that the interval rests on, by arm, and its level.'
  if (share.upper < 1 - 1e-9) {
    const isCox = /\bcox\b|proportional[- ]hazards/i.test(modelOf(it))
    const explanation = isCox
      ? 'The interval comes from an analysis with more events, or is of a lower level; or a limit is wrong.'
      : "The model is not stated: Peto's ratio (O - E) / V has a narrower interval. Or the interval comes from an analysis with more events, or is of a lower level."
    const words = { expected: `at least ${least.toFixed(3)}`, found: range }
    return [{ state: isCox ? 'fail' : 'note', figures: ids, message, computation, explanation, resolve, ...words }]
  }
  if (share.lower <= WIDE) return [{ state: 'pass', figures: ids, message, computation }]
  const explanation =
    'Strata, covariates or a strong effect widen an interval; or it comes from an analysis with fewer events.'
  return [{ state: 'note', figures: ids, message, computation, explanation, resolve }]
}
