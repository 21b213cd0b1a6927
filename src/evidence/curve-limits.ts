import { areasOfMeans } from './areas-of-means.ts'
import type { Bounds } from './bounds.ts'

/** What is printed of one curve, as numbers: times in months, survival on [0, 1]. */
export interface CurveFigures {
  readonly patients: number | null
  readonly events: Bounds | null
  readonly atRisk: readonly { readonly time: number; readonly count: number }[]
  readonly survival: readonly ({ readonly time: number } & Bounds)[]
  /** Restricted means up to tau. */
  readonly means: readonly ({ readonly tau: number } & Bounds)[]
  /** When the curve falls to 50%; from Infinity where it does not. */
  readonly median: Bounds | null
}

/** What the figures leave open. */
export interface CurveLimits {
  readonly events: Bounds
  survivalAt(time: number): Bounds
  meanTo(tau: number): Bounds
}

export interface CurveQuestion {
  /** Whether a number at risk leaves out those whose time is that of the count; otherwise it counts them, as R does. */
  readonly afterEvents: boolean
  /** A time at which limits are asked for, besides those of the figures. */
  readonly at?: number
}

const rounds = 100
/** Far below the last printed digit, far above the noise of arithmetic. */
const slack = 1e-9

/**
 * Limits that figures of different kinds set each other, or `null` where no Kaplan-Meier curve gives all of them. The curve has a level just before and one at each time that a
 * figure names, and 1 at the start. Levels never rise. From a number at risk Y to the next, Z, with e of the Y - Z who leave having the event,
 *
 *     Z / (Z + e) <= S(later) / S(earlier) <= 1 - e / Y,
 *
 * the events last, among the fewest, or first, among the most; at the end nobody is left. The e sum to the events. Between two times the area under the curve lies between the length times its last and its first
 * level; areas sum to the restricted means and to their differences. S is 1 or at most 1 - 1 / n, and 0 or at least 1 / n. Each of these narrows what the others leave, until nothing moves: what is
 * excluded is impossible, what is left need not be possible.
 */
export function curveLimits(figures: CurveFigures, question: CurveQuestion): CurveLimits | null {
  const search = new Search(figures, question)
  for (let round = 0; round < rounds; round += 1) {
    const before = search.width()
    search.narrow()
    if (search.isEmpty()) return null
    if (before - search.width() < slack) break
  }
  return search.limits()
}

/** A range that only ever narrows. */
class Range {
  lower: number
  upper: number

  constructor(lower: number, upper: number) {
    this.lower = lower
    this.upper = upper
  }

  keep(lower: number, upper: number): void {
    if (lower > this.lower) this.lower = lower
    if (upper < this.upper) this.upper = upper
  }
}

/** From one number at risk to the next. */
interface Stretch {
  readonly from: Range
  readonly to: Range
  readonly atRisk: number
  readonly left: number
  readonly events: Range
}

/** From one time to the next: the curve's level at the first and just before the second. */
interface Cell {
  readonly until: number
  readonly length: number
  readonly first: Range
  readonly last: Range
  readonly area: Range
}

/** Ranges of which the sum is known to lie within `lower` and `upper`. */
interface Sum extends Bounds {
  readonly parts: readonly Range[]
}

class Search {
  private readonly times: readonly number[]
  /** In the order of time: the start, then before and at each time, then the end. */
  private readonly levels: readonly Range[]
  private readonly stretches: readonly Stretch[]
  private readonly cells: readonly Cell[]
  private readonly sums: readonly Sum[]
  private readonly patients: number | null

  constructor(figures: CurveFigures, { afterEvents, at = 0 }: CurveQuestion) {
    const { patients, events, atRisk, survival, means, median } = figures
    this.patients = patients
    const named = [...atRisk, ...survival].map(({ time }) => time)
    const crossing = median === null ? [] : [median.lower, median.upper].filter(Number.isFinite)
    this.times = [...new Set([0, at, ...named, ...means.map(({ tau }) => tau), ...crossing])].sort((a, b) => a - b)
    this.levels = Array.from({ length: 2 * this.times.length + 2 }, (_, index) => new Range(index === 0 ? 1 : 0, 1))
    for (const { time, lower, upper } of survival) this.level(time, true).keep(lower, upper)
    if (median !== null) {
      this.level(median.lower, false).keep(0.5, 1)
      if (median.upper < Infinity) this.level(median.upper, true).keep(0, 0.5)
    }
    const anchors = [
      ...(patients === null ? [] : [{ level: this.levels[0], count: patients }]),
      ...[...atRisk]
        .sort((a, b) => a.time - b.time)
        .map(({ time, count }) => ({ level: this.level(time, afterEvents), count })),
      { level: this.levels.at(-1), count: 0 },
    ]
    this.stretches = anchors.slice(1).flatMap(({ level: to, count: left }, index) => {
      const { level: from, count } = anchors[index] ?? {}
      if (from === undefined || to === undefined || count === undefined) return []
      return [{ from, to, atRisk: count, left, events: new Range(0, count - left) }]
    })
    this.cells = this.times.slice(1).map((until, index) => {
      const start = this.times[index] ?? 0
      const length = until - start
      return {
        until,
        length,
        first: this.level(start, true),
        last: this.level(until, false),
        area: new Range(0, length),
      }
    })
    this.sums = [
      ...(events === null || patients === null
        ? []
        : [{ ...events, parts: this.stretches.map((stretch) => stretch.events) }]),
      ...this.areasOf(means),
    ]
  }

  /** The level at a time, or just before it; after every time, the end. */
  private level(time: number, isAt: boolean): Range {
    const level = time === Infinity ? this.levels.at(-1) : this.levels[2 * this.times.indexOf(time) + (isAt ? 2 : 1)]
    if (level === undefined) throw new RangeError(`curveLimits: a time of the curve is required, got ${time}`)
    return level
  }

  /** Each restricted mean, and the difference of each two. */
  private areasOf(means: CurveFigures['means']): readonly Sum[] {
    return areasOfMeans(means).map(({ from, to, lower, upper }) => ({
      lower,
      upper,
      parts: this.cells.filter(({ until }) => until > from && until <= to).map(({ area }) => area),
    }))
  }

  narrow(): void {
    const { levels } = this
    for (const [index, level] of levels.entries()) {
      if (this.patients !== null) leaveGaps(level, this.patients)
      level.keep(0, levels[index - 1]?.upper ?? 1)
    }
    for (let index = levels.length - 2; index >= 0; index -= 1) levels[index]?.keep(levels[index + 1]?.lower ?? 0, 1)
    for (const stretch of this.stretches) narrowStretch(stretch)
    for (const { length, first, last, area } of this.cells) {
      area.keep(length * last.lower, length * first.upper)
      first.keep(area.lower / length, 1)
      last.keep(0, area.upper / length)
    }
    for (const sum of this.sums) narrowSum(sum)
  }

  isEmpty(): boolean {
    return (
      this.ranges().some(({ lower, upper }) => lower > upper + slack) ||
      this.sums.some(({ lower, upper, parts }) => {
        const total = totalOf(parts)
        return total.lower > upper + slack || total.upper < lower - slack
      })
    )
  }

  width(): number {
    return this.ranges().reduce((sum, { lower, upper }) => sum + upper - lower, 0)
  }

  private ranges(): readonly Range[] {
    return [...this.levels, ...this.stretches.map(({ events }) => events), ...this.cells.map(({ area }) => area)]
  }

  limits(): CurveLimits {
    return {
      events: totalOf(this.stretches.map(({ events }) => events)),
      survivalAt: (time) => this.level(time, true),
      meanTo: (tau) => totalOf(this.cells.filter(({ until }) => until <= tau).map(({ area }) => area)),
    }
  }
}

/** The first event is that of one of at most n patients; while S is above 0 one of them is left. */
function leaveGaps(level: Range, patients: number): void {
  const one = 1 / patients
  if (level.upper < 1 - slack) level.keep(0, 1 - one)
  if (level.lower > slack) level.keep(one, 1)
  if (level.lower > 1 - one + slack) level.keep(1, 1)
  if (level.upper < one - slack) level.keep(0, 0)
}

function narrowStretch({ from, to, atRisk, left, events }: Stretch): void {
  const highest = from.lower > 0 ? Math.min(1, to.upper / from.lower) : 1
  const lowest = from.upper > 0 ? to.lower / from.upper : 0
  const least = highest < 1 - slack ? Math.max(1, highest > 0 ? left * (1 / highest - 1) : left > 0 ? Infinity : 1) : 0
  events.keep(Math.ceil(least - slack * atRisk), Math.floor(atRisk * (1 - lowest) + slack * atRisk))
  const low = events.upper > 0 ? left / (left + events.upper) : 1
  const high = atRisk > 0 ? 1 - events.lower / atRisk : 1
  to.keep(from.lower * low, from.upper * high)
  from.keep(high > 0 ? to.lower / high : 0, low > 0 ? to.upper / low : 1)
}

function narrowSum({ lower, upper, parts }: Sum): void {
  const total = totalOf(parts)
  for (const part of parts) part.keep(lower - (total.upper - part.upper), upper - (total.lower - part.lower))
}

function totalOf(parts: readonly Range[]): Bounds {
  return {
    lower: parts.reduce((sum, { lower }) => sum + lower, 0),
    upper: parts.reduce((sum, { upper }) => sum + upper, 0),
  }
}
