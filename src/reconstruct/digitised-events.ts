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
    if (sd === 0) return
    const moved = rangeOf(
      free,
      levels.map((it, i) => (i === k ? { ...it, survival: it.survival + (it.survival > sd ? -sd : sd) } : it)),
    )
    for (const end of ['lower', 'upper'] as const) {
      const change = moved[end] - ends[end]
      variance[end] += change * change
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

/** A number of events is whole: what is nearer to the end than to the next number is allowed. */
const half = 0.5

/** Survival at a number at risk, or at the end of the curve, and how well it is known. */
interface Level {
  readonly survival: number
  readonly sd: number
  /** In a long gap between two readings it may be anything from the one to the other; null elsewhere. */
  readonly between: readonly [lower: number, upper: number] | null
}

/** A fall from one reading to the next by more than this leaves a number at risk between them without a survival. */
const longGap = 0.03

function levelsOf({ gaps, survival, noise }: DigitisedArm): Level[] {
  const last = survival.at(-1) ?? 1
  const levels = gaps.flatMap(({ tick }, i): Level[] => {
    if (!tick) return []
    const before = gaps.findLastIndex(({ read }, k) => k <= i && read !== null)
    const after = gaps.findIndex(({ read }, k) => k >= i && read !== null)
    const [upper, lower] = [survival[before] ?? 1, after < 0 ? last : survival[after]!]
    const gap = upper - lower
    const [high, low] = [gaps[before]?.read ?? 1, gaps[after]?.read ?? lower]
    if (high - low > longGap) {
      const between = [Math.max(noise, low - z * noise), Math.min(1, high + z * noise)] as const
      return [{ survival: survival[i]!, sd: 0, between }]
    }
    // Between two readings it may be anywhere, evenly. A search that failed is no reason to leave them.
    const own = Math.max(low - z * noise, Math.min(high + z * noise, survival[i]!))
    return [{ survival: own, sd: Math.hypot(noise, gap / Math.sqrt(12)), between: null }]
  })
  const first = { survival: 1, sd: 0, between: null }
  return [first, ...levels, { survival: last, sd: noise, between: null }]
}

/** The fewest and the most events, whatever the levels are that are not known. */
function rangeOf(free: DigitisedArm, levels: readonly Level[]): Ends {
  const counts = [...free.intervals.map(({ atRisk }) => atRisk), free.intervals.at(-1)!.atRisk]
  const open = levels.map((_, k) => possibleLevels(levels, counts, k))
  let ways: readonly Way[] = [{ level: levels[0]!.survival, off: 0, lower: 0, upper: 0 }]
  free.intervals.forEach((interval, k) => {
    ways = open[k + 1]!.map((level) =>
      joined(
        ways.map((way): Way => {
          const off = way.off + excessOf(interval, way.level, level, levels[k]!, levels[k + 1]!, free.noise)
          const ends = endsOf(free, interval, way.level, Math.min(way.level, level))
          return { level, off, lower: way.lower + ends.lower, upper: way.upper + ends.upper }
        }),
      ),
    )
  })
  return joined(ways)
}

/** Levels up to one of them, and what they allow. */
interface Way extends Ends {
  readonly level: number
  /** By how much no patients can have them. */
  readonly off: number
}

/** What ways of one end allow together; those that no patients can take count only where there is no other. */
function joined(ways: readonly Way[]): Way {
  let best = ways[0]!
  for (const { level, off, lower, upper } of ways) {
    if (off > best.off + 1e-9) continue
    best =
      off < best.off - 1e-9
        ? { level, off, lower, upper }
        : { level, off: best.off, lower: Math.min(lower, best.lower), upper: Math.max(upper, best.upper) }
  }
  return best
}

interface Ends {
  readonly lower: number
  readonly upper: number
}

const fineness = 24

/** Survival rises, or Y / S does, by so much between two numbers at risk of which one has no survival of its own. */
function excessOf(
  { atRisk, leavers }: Interval,
  from: number,
  to: number,
  before: Level,
  after: Level,
  noise: number,
): number {
  if (before.between === null && after.between === null) return 0
  const rise = Math.max(0, to - from - z * noise)
  const taken = leavers === null ? 0 : Math.max(0, ((atRisk - leavers) * from) / atRisk - to - z * noise)
  return rise + taken
}

/**
 * Heights to be tried at a number at risk: its own or, where it has none, some between the readings around it, and those at which Y / S is what it is at the ends of the gap, beyond which it cannot be.
 */
function possibleLevels(levels: readonly Level[], counts: readonly number[], k: number): readonly number[] {
  const { survival, between } = levels[k]!
  if (between === null) return [survival]
  const [lower, upper] = between
  const own = Array.from({ length: fineness + 1 }, (_, j) => lower + ((upper - lower) * j) / fineness)
  const ends = levels.flatMap((level, j) => {
    const near = level.between ?? [level.survival]
    return near.flatMap((it) => [it, (it * counts[k]!) / Math.max(1, counts[j]!)])
  })
  return [...new Set([...own, ...ends.filter((it) => it >= lower && it <= upper)])]
}

/** Of one interval, from the one survival to the other. */
function endsOf(free: DigitisedArm, interval: Interval, from: number, to: number): Ends {
  if (interval.leavers === null) return openRange(free, interval, from, to)
  const left = interval.atRisk - interval.leavers
  // Nobody is left: all may have had the event, or been censored after the last one.
  if (left === 0 || to <= 0) return openRange(free, interval, from, to)
  const taken = Math.max(0, interval.atRisk / from - left / to)
  return { lower: interval.leavers - taken * from, upper: interval.leavers - taken * to }
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
