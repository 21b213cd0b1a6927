import type { ArmEvidence } from '../evidence/evidence.ts'
import { printedNumber } from './printed-number.ts'
import type { Bounds } from './reconstruction.ts'

/** A fact that holds for the published curve: S(t) <= high from `time` on, or S(t) >= low up to and including `time`. */
interface Fact {
  readonly time: number
  readonly low: number
  readonly high: number
}

/** Bounds are stepped on this lattice, the one of the rebuilt times: thousandths of a month. */
const step = 0.001

/**
 * Identified bounds: no Kaplan-Meier curve that agrees with the rounding of an arm's landmarks, median and restricted means, its numbers at risk and its number of events can leave them,
 * whatever the censoring. They are not always attained: several figures together can prove more than is used. With Y at risk just before t, of n patients of whom d have the event in all,
 *
 *     Y / (Y + min(d, n - Y)) <= S(t-) <= 1 - (d - Y) / n,
 *
 * since at most d events came before t, at worst after everybody who was censored by then, and at least d - Y did, at best before them. S is 1 or at most 1 - 1 / n, and 0 or at least 1 / n: 100.0% of 200 patients is no event;
 * without events S is 1 to the end. No prior is used. Limits of intervals, follow-up, totals over arms and ratios would narrow them further; they are not used here.
 */
export function boundsOf(arm: ArmEvidence, horizon: number): Bounds {
  const facts = [...factsOf(arm, horizon), ...meanFacts(arm, horizon)]
  facts.push(...conditionalFacts(arm, facts))
  const times = new Set<number>([0, horizon])
  for (const { time } of facts) {
    if (time > 0) times.add(time)
    if (time + step < horizon) times.add(time + step)
  }
  const time = Float64Array.from([...times].filter((t) => t <= horizon)).sort()
  const lower = time.map((t) => facts.reduce((most, fact) => (fact.time >= t ? Math.max(most, fact.low) : most), 0))
  const upper = time.map((t) => facts.reduce((least, fact) => (fact.time <= t ? Math.min(least, fact.high) : least), 1))
  return { time, lower, upper }
}

function factsOf(arm: ArmEvidence, horizon: number): Fact[] {
  const facts: Fact[] = []
  const n = printedNumber(arm.patients)?.value ?? 0
  for (const landmark of arm.landmarks) {
    const printed = printedNumber(landmark.estimate)
    if (printed === null || landmark.time > horizon) continue
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
  } else if (median?.quantity.kind === 'not-reached') facts.push({ time: horizon, low: 0.5, high: 1 })
  const events = printedNumber(arm.events)?.value
  for (const { time, count } of arm.atRisk) {
    const atRisk = printedNumber(count)?.value
    if (atRisk === undefined || time <= step || n === 0) continue
    // The curve is lowest where all events come last, among as few as can be, and highest where those of nobody still at risk come first.
    const low = atRisk / Math.max(1, atRisk, Math.min(n, atRisk + (events ?? n)))
    facts.push({ time: time - step, low, high: 1 - Math.max(0, (events ?? 0) - atRisk) / n })
  }
  if (events === 0) facts.push({ time: horizon, low: 1, high: 1 })
  return facts
}

/** From one number at risk to the next the curve falls least far where the same holds of those who were at risk: S(t-) >= S(s-) Y(t) / (Y(t) + min(d, Y(s) - Y(t))). */
function conditionalFacts(arm: ArmEvidence, facts: readonly Fact[]): Fact[] {
  const most = printedNumber(arm.events)?.value ?? Infinity
  const found: Fact[] = []
  let from = { atRisk: printedNumber(arm.patients)?.value ?? 0, low: 1 }
  for (const { time, count } of arm.atRisk) {
    const atRisk = printedNumber(count)?.value
    if (atRisk === undefined || time <= step || atRisk > from.atRisk) continue
    const conditional = (from.low * atRisk) / Math.max(1, atRisk + Math.min(most, from.atRisk - atRisk))
    const at = time - step
    const low = Math.max(conditional, ...facts.flatMap((it) => (it.time >= at ? [it.low] : [])))
    found.push({ time: at, low, high: 1 })
    from = { atRisk, low }
  }
  return found
}

const meanSteps = 20

/** A restricted mean m up to tau: t S(t) <= m, and m <= t + (tau - t) S(t). */
function meanFacts(arm: ArmEvidence, horizon: number): Fact[] {
  return (arm.restrictedMeans ?? []).flatMap(({ tau, estimate }) => {
    const printed = printedNumber(estimate)
    if (printed === null || tau > horizon) return []
    return Array.from({ length: meanSteps }, (_, k) => {
      const time = ((k + 1) / meanSteps) * tau
      const low = time < tau ? Math.max(0, (printed.lower - time) / (tau - time)) : 0
      return { time, low, high: Math.min(1, printed.upper / time) }
    })
  })
}

/** The bounds in force at a time. */
export function boundsAt(bounds: Bounds, time: number): { readonly lower: number; readonly upper: number } {
  let index = 0
  while (index + 1 < bounds.time.length && bounds.time[index + 1]! <= time) index += 1
  return { lower: bounds.lower[index]!, upper: bounds.upper[index]! }
}
