import type { ArmEvidence } from '../evidence/evidence.ts'
import type { Envelope, Fact } from './envelope.ts'
import { envelopeOf, isOpen, within } from './envelope.ts'
import { meanFacts } from './mean-facts.ts'
import { printedNumber } from './printed-number.ts'
import type { Bounds } from './reconstruction.ts'

/** Bounds are stepped on this lattice, the one of the rebuilt times: thousandths of a month. */
const step = 0.001

/**
 * Identified bounds: no Kaplan-Meier curve that agrees with the rounding of an arm's landmarks, median and restricted means, its numbers at risk and its number of events can leave them,
 * whatever the censoring. Of falling curves that agree with landmarks, median and one restricted mean some attain them (`meanFacts`); counts prove more together than is used. With Y at risk just before t, of n patients of whom d have the event in all,
 *
 *     Y / (Y + min(d, n - Y)) <= S(t-),      S(t) <= 1 - (d - Y) / n,
 *
 * since at most d events came before t, at worst after everybody who was censored by then, and at least d - Y did, at best before them. S is 1 or at most 1 - 1 / n, and 0 or at least 1 / n: 100.0% of 200 patients is no event;
 * without events S is 1 to the end. No prior is used. Limits of intervals, follow-up, totals over arms, differences between arms and ratios would narrow them further; they are not used here.
 */
export function boundsOf(arm: ArmEvidence, horizon: number): Bounds {
  return steppedUpTo(horizon, provenBy(arm, horizon).envelope)
}

/** What the figures of an arm prove up to `end`; `agree` is false where no curve has them all. */
export interface Proof {
  readonly envelope: Envelope
  readonly agree: boolean
}

const mostRounds = 20
/** Probability below which another round is not worth it. */
const little = 1e-6

/** Each fact, and those that are known besides, is used with all others until none says anything new. Figures that stand later than `end` are left out. */
export function provenBy(arm: ArmEvidence, end: number, known: readonly Fact[] = []): Proof {
  let facts = [...known, ...levelFacts(arm, end)]
  for (let round = 1; ; round += 1) {
    const envelope = envelopeOf(facts, end)
    if (!isOpen(envelope)) return { envelope, agree: false }
    const means = meanFacts(arm, envelope)
    if (means === null) return { envelope, agree: false }
    const news = [...conditionalFacts(arm, envelope), ...means].filter(({ time, low, high }) => {
      const known = within(envelope, time)
      return low > known.low + little || high < known.high - little
    })
    if (news.length === 0 || round === mostRounds) return { envelope, agree: true }
    facts = [...facts, ...news]
  }
}

/** An envelope as step functions: on the lattice a lower bound ends one step after the last time for which it holds. */
export function steppedUpTo(horizon: number, envelope: Envelope): Bounds {
  const times = new Set<number>([0, horizon])
  for (const time of envelope.time) {
    if (time > 0 && time < horizon) times.add(time)
    if (time + step < horizon) times.add(time + step)
  }
  const time = Float64Array.from(times).sort()
  return { time, lower: time.map((t) => within(envelope, t).low), upper: time.map((t) => within(envelope, t).high) }
}

/** A number of patients that nothing determines proves nothing: it may be any. */
function patientsOf({ patients }: ArmEvidence): number {
  return patients.basis === 'assumed' ? Infinity : (printedNumber(patients)?.value ?? Infinity)
}

/** What each figure proves by itself. */
function levelFacts(arm: ArmEvidence, end: number): Fact[] {
  const facts: Fact[] = []
  const n = patientsOf(arm)
  for (const landmark of arm.landmarks) {
    const printed = printedNumber(landmark.estimate)
    if (printed === null || landmark.time > end) continue
    const low = printed.upper >= 1 && printed.lower > 1 - 1 / n ? 1 : Math.max(0, printed.lower)
    const high = printed.lower <= 0 && printed.upper < 1 / n ? 0 : Math.min(1, printed.upper)
    facts.push({ time: landmark.time, low, high })
  }
  const median = arm.median?.estimate
  const printed = printedNumber(median)
  if (printed !== null) {
    facts.push(
      { time: Math.max(0, printed.lower - step), low: 0.5, high: 1 },
      { time: printed.upper, low: 0, high: 0.5 },
    )
  } else if (median?.quantity.kind === 'not-reached') facts.push({ time: end, low: 0.5, high: 1 })
  const events = printedNumber(arm.events)?.value
  for (const { time, count } of arm.atRisk) {
    const atRisk = printedNumber(count)?.value
    if (atRisk === undefined || time <= step) continue
    // The curve is lowest where all events come last, among as few as can be, and highest where those of nobody still at risk come first.
    const low = atRisk / Math.max(1, atRisk, Math.min(n, atRisk + (events ?? n)))
    facts.push({ time: time - step, low, high: 1 })
    // Whether those with an event on the very day are counted or not.
    facts.push({ time, low: 0, high: 1 - Math.max(0, (events ?? 0) - atRisk) / n })
  }
  if (events === 0) facts.push({ time: end, low: 1, high: 1 })
  return facts
}

/**
 * From one number at risk to the next the curve falls furthest where all events come last: S(t-) >= S(s-) Y(t) / (Y(t) + min(d, Y(s) - Y(t))), and where the numbers leave out those with an
 * event on the very day S(t) >= S(s) Y(t) / (...). Either may be, so that the lower one, from S(s), is carried on.
 */
function conditionalFacts(arm: ArmEvidence, envelope: Envelope): Fact[] {
  const most = printedNumber(arm.events)?.value ?? Infinity
  const found: Fact[] = []
  let from = { atRisk: patientsOf(arm), low: 1 }
  for (const { time, count } of arm.atRisk) {
    const atRisk = printedNumber(count)?.value
    if (atRisk === undefined || time <= step || atRisk > from.atRisk) continue
    const conditional = (from.low * atRisk) / Math.max(1, atRisk + Math.min(most, from.atRisk - atRisk))
    found.push({ time: time - step, low: conditional, high: 1 })
    from = { atRisk, low: Math.max(conditional, within(envelope, time).low) }
  }
  return found
}

/** The bounds in force at a time. */
export function boundsAt(bounds: Bounds, time: number): { readonly lower: number; readonly upper: number } {
  let index = 0
  while (index + 1 < bounds.time.length && bounds.time[index + 1]! <= time) index += 1
  return { lower: bounds.lower[index]!, upper: bounds.upper[index]! }
}
