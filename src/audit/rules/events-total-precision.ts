import { type Bounds, countBounds } from '../../evidence/bounds.ts'
import { normalQuantile } from '../../numeric/normal-quantile.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { exampleEndpoint } from '../example-endpoint.ts'
import { ratioArms } from '../ratio-arms.ts'
import { proportionalEvents } from '../proportional-events.ts'
import { type RatioInterval, ratioIntervals } from '../ratio-interval.ts'

/** Chance on both sides; above it also strata and covariates, which widen an interval. */
const SLACK = { lower: 0.95, upper: 1.15 }

/**
 * R13: the standard error of a log hazard ratio follows from the total of events d. It is never below 2 / sqrt(d): it is at least
 * sqrt(1/d1 + 1/d0) (R12), which is least where the events are halved between the arms; that is a proof, and below it the figures cannot be
 * of one analysis. And where hazards are proportional it lies in a range that follows from the ratio and the sizes of the arms
 * (`proportionalEvents`), from few events to all of them [Schoenfeld1981]; outside it by more than 5% below or 15% above is a note.
 */
export const eventsTotalPrecision: AuditRule = {
  id: 'R13',
  name: 'se-events-total',
  compares: 'the width of the interval of the hazard ratio with the total of events',
  worst: 'fail',
  agree: 'intervals are as wide as the total of events makes them',
  tolerance: 'rounding; never below 2 divided by the root of the events; otherwise 5% below to 15% above',
  references: ['Cox1972', 'Schoenfeld1981'],
  examples: {
    clean: [example(210)],
    firing: [example(150)],
  },
  run: (subject) => ratioIntervals(subject).flatMap((it) => (it.ratio.comparable ? compared(it) : [])),
}

function example(events: number): string {
  return exampleEndpoint(`arms: { new: { n: 200 }, old: { n: 200 } }, events: { total: ${events} },
    contrast: { hazard ratio: { printed: 0.70 (0.53 to 0.92), model: Cox } }`)
}

function compared(it: RatioInterval): readonly RuleFinding[] {
  const { standardError, evidence } = it
  const total = evidence.events
  const size = total && countBounds(total.quantity)
  if (!total || !size || size.upper !== size.lower || size.upper <= 0 || evidence.arms.length !== 2) return []
  const figures = [...it.figures, total.id]
  const range = `${standardError.lower.toFixed(3)} to ${standardError.upper.toFixed(3)}`
  const said = `${total.printed} events; the interval gives a standard error of ${range}`
  const root = Math.sqrt(size.upper)
  const computation = `The standard error is the width of the interval on the log scale divided by twice ${normalQuantile((1 + it.level) / 2).toFixed(2)}. With d events it is never below 2 divided by the square root of d, however they are divided between the arms.`
  const resolve = 'The events that the interval rests on, by arm, and its level.'
  const least = 2 / root
  if (standardError.upper < least * (1 - 1e-9)) {
    const explanation =
      'The interval comes from an analysis with more events, or is of a lower level; or a limit is a misprint.'
    const message = `${said}, less than ${total.printed} events can give`
    const words = { expected: `at least ${least.toFixed(3)}`, found: range }
    return [{ state: 'fail', figures, message, computation, explanation, resolve, ...words }]
  }
  if (standardError.upper === Infinity) return [{ state: 'uninformative', figures, message: said, computation }]
  const usual = usualRange(it, root)
  if (usual === null) return [{ state: 'pass', figures, message: said, computation }]
  const message = `${said}; so many events usually give ${usual.lower.toFixed(3)} to ${usual.upper.toFixed(3)}`
  const narrow = standardError.upper < SLACK.lower * usual.lower
  const wide = standardError.lower > SLACK.upper * usual.upper
  if (!narrow && !wide) return [{ state: 'pass', figures, message, computation }]
  const explanation = narrow
    ? 'The interval comes from an analysis with more events, or is of a lower level.'
    : 'The interval comes from an analysis with fewer events, or is of a higher level; many strata or covariates widen it too.'
  return [{ state: 'note', figures, message, computation, explanation, resolve }]
}

/** `null` where the sizes of the arms are not known. */
function usualRange(it: RatioInterval, root: number): Bounds | null {
  const [above, below] = ratioArms(it) ?? []
  if (!above?.size || !below?.size || it.estimate.lower <= 0) return null
  const ratio = (it.estimate.lower + it.estimate.upper) / 2
  const { lower, upper } = proportionalEvents(above.size / (above.size + below.size), ratio).standardError
  return { lower: lower / root, upper: upper / root }
}
