import { countBounds } from '../../evidence/bounds.ts'
import type { AuditRule, RuleFinding } from '../audit-rule.ts'
import { exampleEndpoint } from '../example-endpoint.ts'
import { type RatioArm, ratioArms } from '../ratio-arms.ts'
import { type RatioInterval, ratioIntervals } from '../ratio-interval.ts'
import { deviations, RARE } from '../scatter.ts'

/** Standard deviation on the log scale that follow-up of different length adds in real trials: see the calibration. */
const FOLLOW_UP = 0.15

/** Where more patients than this had the event, how many did says little about how fast. */
const MATURE = 0.7

/**
 * R40: events among patients, d/n, are a cumulative hazard of -log(1 - d/n) for followed patients, so that log(1 - d1/n1) / log(1 - d0/n0) is
 * about the hazard ratio, as long as the arms are followed equally long. How long is mostly not printed: a note at most, beyond rounding and
 * 2.58 standard deviations (0.15 on the log scale, and of the order in which events fall, at most (d/n)^2 times the squared standard error). Uninformative
 * where more than 70% of an arm had the event.
 */
export const crudeRatio: AuditRule = {
  id: 'R40',
  name: 'crude-vs-hr',
  compares: 'the shares of patients with the event with the hazard ratio',
  worst: 'note',
  agree: 'shares of patients with the event are about in the ratio of the hazards',
  tolerance:
    'rounding, and 2.58 standard deviations of what unequal follow-up adds in real trials (0.15 on the log scale)',
  references: ['Cox1972'],
  examples: {
    clean: [example(40, 70)],
    firing: [example(65, 70)],
  },
  run: (subject) => ratioIntervals(subject).flatMap((it) => (it.ratio.comparable ? compared(it) : [])),
}

function example(events: number, others: number): string {
  return exampleEndpoint(`arms: { new: { n: 200, events: ${events} }, old: { n: 200, events: ${others} } },
    contrast: { hazard ratio: 0.52 (0.35 to 0.77) }`)
}

interface Share {
  readonly id: string
  readonly words: string
  readonly share: number
}

function compared(it: RatioInterval): readonly RuleFinding[] {
  const shares = (ratioArms(it) ?? []).flatMap(shareOf)
  const [one, other] = shares
  if (!one || !other || it.estimate.lower <= 0) return []
  const figures = [it.figures[0], one.id, other.id]
  const said = `${one.words} and ${other.words} had the event`
  const most = Math.max(one.share, other.share)
  if (most > MATURE) {
    const message = `${said}: too many for their shares to tell the hazard ratio`
    return [{ state: 'uninformative', figures, message }]
  }
  const crude = Math.log1p(-one.share) / Math.log1p(-other.share)
  const range = { lower: Math.log(crude / it.estimate.upper), upper: Math.log(crude / it.estimate.lower) }
  const order = Math.min(it.standardError.upper, 1) * most
  const variance = FOLLOW_UP * FOLLOW_UP + order * order
  const message = `${said}, a crude hazard ratio of ${crude.toFixed(2)}; the printed one is ${it.ratio.estimate.printed}`
  const computation = `The logarithm of the share without the event, one arm divided by the other: the hazard ratio if both arms were followed equally long. Usual differences of follow-up, and chance, explain a factor of up to ${Math.exp(RARE * Math.sqrt(variance)).toFixed(2)}, besides rounding.`
  if (deviations({ range, variance }) <= RARE) return [{ state: 'pass', figures, message, computation }]
  const [slower, faster] = [it.between.numerator, it.between.denominator].map(
    (id) => it.evidence.arms.find((arm) => arm.id === id)?.label ?? id,
  )
  const short = range.lower > 0 ? faster : slower
  const explanation = `The patients of ${short} were observed for a shorter time on average, the numbers of patients or events are those of another population, or one of the figures is a misprint.`
  const resolve = 'The numbers of patients analysed for this endpoint, and how long each arm was observed.'
  return [{ state: 'note', figures, message, computation, explanation, resolve }]
}

function shareOf({ size, events, label, patients }: RatioArm): readonly Share[] {
  const count = events && countBounds(events.quantity)
  if (!events || !count || size === null || count.lower !== count.upper || count.upper <= 0 || count.upper >= size)
    return []
  return [
    {
      id: events.id,
      words: `${events.printed} of ${size} (${label}${patients?.basis === 'inferred' ? ', patients inferred' : ''})`,
      share: count.upper / size,
    },
  ]
}
