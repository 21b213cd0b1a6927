import type { Interval } from './curve-nodes.ts'
import type { DigitisedArm } from './digitised-arm.ts'
import { countEvents } from './lattice.ts'

/** What readings and numbers at risk say of the events of an arm. */
export interface EventsAllowed {
  /** Censoring spread evenly between numbers at risk, except where the heights of the steps say otherwise. */
  readonly likely: number
  /** Wherever between them it stands, and up to the noise of reading. */
  readonly lower: number
  readonly upper: number
}

/** Normal quantile of 95%. */
const z = 1.96
/** A fall of so many sd of reading is a step. */
const sureStep = 3

/**
 * Numbers of events that readings and numbers at risk of an arm allow. Every patient who is censored at C takes 1 / S(C) from Y / S, since Kaplan-Meier of events times Kaplan-Meier of censorings is Y / n: between two
 * numbers at risk S(C) lies between the survival at both, and the censored can be no more and no fewer than that. After the last number at risk all who are left may be followed to the end; and hardly anybody. What
 * is not known of the survival at a number at risk widens both ends: the noise of reading, and a gap between two readings there.
 *
 * @param free the arm as the readings alone have it, without a number of events
 */
export function digitisedEvents(free: DigitisedArm): EventsAllowed {
  const ways = [free, ...free.alternatives].map(allowedAlong)
  return {
    likely: ways[0]!.likely,
    lower: Math.min(...ways.map(({ lower }) => lower)),
    upper: Math.max(...ways.map(({ upper }) => upper)),
  }
}

function allowedAlong(free: DigitisedArm): EventsAllowed {
  const likely = countEvents(free.arm)
  if (free.exact !== null) return { likely, ...free.exact }
  const levels = levelsOf(free)
  const ends = rangeOf(free, levels)
  const variance = { lower: 0, upper: 0 }
  levels.forEach(({ sd }, k) => {
    const moved = rangeOf(
      free,
      levels.map((it, i) => (i === k ? { ...it, survival: it.survival - step } : it)),
    )
    for (const end of ['lower', 'upper'] as const) {
      const slope = (moved[end] - ends[end]) / step
      variance[end] += slope * slope * sd * sd
    }
  })
  return {
    likely,
    lower: Math.min(likely, Math.max(0, Math.ceil(ends.lower - z * Math.sqrt(variance.lower) - half))),
    upper: Math.max(
      likely,
      Math.min(free.arm.tick.length, Math.floor(ends.upper + z * Math.sqrt(variance.upper) + half)),
    ),
  }
}

const step = 1e-5
/** A number of events is whole: what is nearer to the end than to the next number is allowed. */
const half = 0.5

/** Survival at a number at risk, or at the end of the curve, and how well it is known. */
interface Level {
  readonly survival: number
  readonly sd: number
}

function levelsOf({ gaps, survival, noise }: DigitisedArm): Level[] {
  const last = survival.at(-1) ?? 1
  const levels = gaps.flatMap(({ tick }, i): Level[] => {
    if (!tick) return []
    const before = gaps.findLastIndex(({ read }, k) => k <= i && read !== null)
    const after = gaps.findIndex(({ read }, k) => k >= i && read !== null)
    // Between two readings it may be anywhere, evenly.
    const gap = (survival[before] ?? 1) - (after < 0 ? last : survival[after]!)
    return [{ survival: survival[i]!, sd: Math.hypot(noise, gap / Math.sqrt(12)) }]
  })
  return [{ survival: 1, sd: 0 }, ...levels, { survival: last, sd: noise }]
}

function rangeOf(free: DigitisedArm, levels: readonly Level[]): { lower: number; upper: number } {
  const ranges = free.intervals.map((interval, k) => {
    const from = levels[k]!.survival
    const to = Math.min(from, levels[k + 1]!.survival)
    if (interval.leavers === null) return openRange(free, interval, from, to)
    const left = interval.atRisk - interval.leavers
    // Nobody is left: all may have had the event, or been censored after the last one.
    if (left === 0 || to <= 0) return openRange(free, interval, from, to)
    const taken = Math.max(0, interval.atRisk / from - left / to)
    return { lower: interval.leavers - taken * from, upper: interval.leavers - taken * to }
  })
  return {
    lower: ranges.reduce((sum, it) => sum + it.lower, 0),
    upper: ranges.reduce((sum, it) => sum + it.upper, 0),
  }
}

/** Where nobody counts who is left at its end: one event for each step that is seen, or a share of all who were at risk. */
function openRange(free: DigitisedArm, interval: Interval, from: number, to: number) {
  const upper = from > 0 ? interval.atRisk * (1 - to / from) : 0
  return { lower: Math.min(upper, stepsIn(free, free.intervals.indexOf(interval))), upper }
}

/** Falls that time and height tell apart: points on the riser of one step are one. */
function stepsIn({ gaps, survival, noise, points: { blur } }: DigitisedArm, interval: number): number {
  const least = sureStep * noise
  let [steps, last] = [0, -Infinity]
  gaps.forEach((gap, i) => {
    if (gap.interval !== interval || (survival[i - 1] ?? 1) - survival[i]! <= least) return
    if (gap.to - last > blur) steps += 1
    last = gap.to
  })
  return steps
}
