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
 * Identified bounds: the smallest and the largest S(t) of any non-increasing curve that agrees with the rounding of an arm's
 * landmarks and median. A number at risk adds S(t-) >= Y(t) / n, and a number of events S(T) <= 1 - d / n and S(t-) >= Y(t) / (Y(t) + d), which is 1 up to the end where d = 0: they hold for every
 * Kaplan-Meier curve, whatever the censoring. So does that S is 1 or at most 1 - 1 / n, and 0 or at least 1 / n: 100.0% of 200 patients is no event. No prior is used.
 */
export function boundsOf(arm: ArmEvidence, horizon: number): Bounds {
  const facts = factsOf(arm, horizon)
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
    // The curve is lowest where all events come last, among as few as can be.
    facts.push({ time: time - step, low: atRisk / Math.max(1, atRisk, Math.min(n, atRisk + (events ?? n))), high: 1 })
  }
  if (events !== undefined && n > 0)
    facts.push({ time: horizon, low: events === 0 ? 1 : 0, high: Math.max(0, 1 - events / n) })
  return facts
}

/** The bounds in force at a time. */
export function boundsAt(bounds: Bounds, time: number): { readonly lower: number; readonly upper: number } {
  let index = 0
  while (index + 1 < bounds.time.length && bounds.time[index + 1]! <= time) index += 1
  return { lower: bounds.lower[index]!, upper: bounds.upper[index]! }
}
