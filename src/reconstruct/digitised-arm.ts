import type { DigitisedCurve } from '../evidence/digitised-curve.ts'
import { fallsOnTheDay } from './falls-on-the-day.ts'
import type { CurveNode, Interval } from './curve-nodes.ts'
import { curveNodes } from './curve-nodes.ts'
import { exactSteps } from './exact-steps.ts'
import { expectedEvents, onlyLowerCorners } from './expected-events.ts'
import { firstEvents } from './first-events.ts'
import { digitisedDistance } from './digitised-distance.ts'
import type { LatticeArm } from './lattice.ts'
import { countEvents } from './lattice.ts'
import type { OrderedPoints } from './order-points.ts'
import { orderPoints } from './order-points.ts'
import { placePatients } from './place-patients.ts'
import type { Target } from './target.ts'
import type { Censored } from './track-censorings.ts'
import { trackCensorings } from './track-censorings.ts'
import { trackEvents } from './track-events.ts'

export interface DigitisedArmInput {
  readonly n: number
  /** Events of the arm, where they are known. */
  readonly events: number | null
  /** Numbers at risk after time 0, ascending in time, never rising. */
  readonly ticks: readonly { readonly time: number; readonly count: number }[]
  readonly curve: DigitisedCurve
  /** Printed figures of the arm as demands on its curve. */
  readonly targets: readonly Target[]
}

export interface DigitisedArm {
  readonly arm: LatticeArm
  readonly points: OrderedPoints
  /** sd of the readings around the rebuilt curve. */
  readonly noise: number
  /** The gaps of the curve, within which nothing tells where an event stands. */
  readonly gaps: readonly CurveNode[]
  /** From one number at risk to the next. */
  readonly intervals: readonly Interval[]
  /** Events in each gap, and survival at its end. */
  readonly events: readonly number[]
  readonly survival: Float64Array
  /** Where its steps are exact, so that few ways go through them: the fewest and the most events of any. */
  readonly exact: { readonly lower: number; readonly upper: number } | null
  /** The arm with steps on the other side of numbers at risk, where that goes with the readings as well. */
  readonly alternatives: readonly DigitisedArm[]
}

/** sd of reading to begin with: a careful hand at a screen. */
const usualNoise = 0.0015
/** No hand reads better. */
const leastNoise = 0.0005
const rounds = 3

/** A fall of so many sd of reading is a step. */
const sureFall = 3

/**
 * The patients behind a digitised curve: those of its steps where they are exact, otherwise by the readings. A fall that was read within a hair of the day of a number at risk may stand on either side of it: where the
 * readings are met distinctly better so, it does.
 */
export function digitisedArm(input: DigitisedArmInput): DigitisedArm {
  const points = untilClosed(orderPoints(input.curve), input.ticks)
  const asRead = alongPoints(input, points)
  const onTheDay = asRead.exact !== null ? null : fallsOnTheDay(points, input.ticks, sureFall * asRead.noise)
  if (onTheDay === null) return asRead
  const ways = [asRead, { ...alongPoints(input, onTheDay), points }].map((it) => ({
    it,
    loss: lossOf(it, input.events),
  }))
  const least = Math.min(...ways.map(({ loss }) => loss))
  const near = ways.filter(({ loss }) => loss <= least + distinct).map(({ it }) => it)
  return { ...near[0]!, alternatives: near.slice(1) }
}

/** Mean distances that differ by less tell nothing. */
const distinct = leastNoise

/** How far an arm lies from its readings, and from the number of events that it was given. */
function lossOf({ points, arm }: DigitisedArm, events: number | null): number {
  const off = events === null ? 0 : Math.abs(countEvents(arm) - events) / arm.tick.length
  return digitisedDistance(points, arm).mean + off
}

function alongPoints(input: DigitisedArmInput, points: OrderedPoints): DigitisedArm {
  const intervals = intervalsOf(input, points)
  const nodes = curveNodes(points, intervals, input.targets)
  const exact = exactSteps(nodes, intervals, input.events)
  const fits = exact !== null && (input.events ?? sum(exact.events)) === sum(exact.events)
  const { noise, ...found } = fits ? { ...exact, ...asRead } : tracked(input, nodes, intervals, points.blur)
  const arm = placePatients({ nodes, intervals, ...found })
  const { survival } = found.censored
  return {
    arm,
    points,
    noise,
    gaps: nodes,
    intervals,
    events: found.events,
    survival,
    exact: fits ? exact.range : null,
    alternatives: [],
  }
}

/** Exact steps stand where they are read. */
const asRead = { noise: leastNoise, blur: 0, atEnd: true }

/**
 * Events between the points, then censorings between the numbers at risk, each the likeliest whole numbers given the other; what is read of the
 * noise and of the rate of events in one round serves the next.
 */
function tracked(
  { events: total }: DigitisedArmInput,
  nodes: readonly CurveNode[],
  intervals: readonly Interval[],
  blur: number,
) {
  let events = firstEvents(nodes, intervals)
  let noise = usualNoise
  let atEnd = false
  let censored: Censored = { before: [], after: [], survival: new Float64Array(0) }
  for (let round = 1; round <= rounds; round += 1) {
    atEnd = onlyLowerCorners(nodes, events, blur)
    const found = trackEvents({
      nodes,
      intervals,
      remaining: remainingEvents(nodes, events),
      expected: expectedEvents(nodes, events, blur).map((it, i) =>
        atEnd && nodes[i]!.read === null ? Math.min(it, 1e-3) : it,
      ),
      noise,
      total,
      exact: round === rounds,
    })
    events = found.events
    // The first round only finds where to look.
    if (round === 1) continue
    censored = trackCensorings({ nodes, intervals, events, noise, early: found.early })
    noise = noiseOf(nodes, censored.survival, noise)
  }
  return { events, censored, noise, blur, atEnd }
}

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0)

/** A table that says 0 closes the curve: what was read hardly later was read there. */
function untilClosed(points: OrderedPoints, ticks: DigitisedArmInput['ticks']): OrderedPoints {
  const closed = ticks.find(({ count }) => count === 0)?.time ?? Infinity
  const time = points.time.map((it) => (it > closed && it <= closed + points.blur ? closed : it))
  return { ...points, time }
}

function intervalsOf({ n, ticks }: DigitisedArmInput, points: OrderedPoints): Interval[] {
  const knots = [{ time: 0, count: n }, ...ticks]
  const end = Math.max(points.time.at(-1)!, knots.at(-1)!.time)
  return knots.map(({ time, count }, j) => {
    const next = knots[j + 1]
    return { from: time, to: next?.time ?? end, atRisk: count, leavers: next === undefined ? null : count - next.count }
  })
}

/** Events after each gap in its interval, from the round before. */
function remainingEvents(nodes: readonly CurveNode[], events: readonly number[]): number[] {
  const after: number[] = []
  let sum = 0
  for (let i = nodes.length - 1; i >= 0; i -= 1) {
    if (nodes[i]!.interval !== nodes[i + 1]?.interval) sum = 0
    after[i] = sum
    sum += events[i]!
  }
  return after
}

/** Root mean square of reading minus curve, strays left out. */
function noiseOf(nodes: readonly CurveNode[], survival: Float64Array, before: number): number {
  let squares = 0
  let count = 0
  nodes.forEach(({ read }, i) => {
    const residual = (read ?? NaN) - survival[i]!
    if (!(Math.abs(residual) <= 4 * before)) return
    squares += residual * residual
    count += 1
  })
  return Math.min(0.006, Math.max(leastNoise, Math.sqrt(squares / Math.max(1, count))))
}
