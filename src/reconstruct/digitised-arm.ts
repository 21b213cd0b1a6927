import type { DigitisedCurve } from '../evidence/digitised-curve.ts'
import type { CurveNode, Interval } from './curve-nodes.ts'
import { curveNodes } from './curve-nodes.ts'
import type { LatticeArm } from './lattice.ts'
import { latticeArm, tickBefore, ticksPerMonth } from './lattice.ts'
import type { OrderedPoints } from './order-points.ts'
import { orderPoints } from './order-points.ts'
import type { Censored } from './track-censorings.ts'
import { censoringsOf, trackCensorings } from './track-censorings.ts'
import { trackEvents } from './track-events.ts'

export interface DigitisedArmInput {
  readonly n: number
  /** Events of the arm, where printed. */
  readonly events: number | null
  /** Numbers at risk, ascending in time, never rising, after time 0. */
  readonly ticks: readonly { readonly time: number; readonly count: number }[]
  readonly curve: DigitisedCurve
}

export interface DigitisedArm {
  readonly arm: LatticeArm
  readonly points: OrderedPoints
  readonly noise: number
}

const rounds = 3

export function digitisedArm(input: DigitisedArmInput): DigitisedArm {
  const points = orderPoints(input.curve)
  const intervals = intervalsOf(input, points)
  const nodes = curveNodes(points, intervals)
  let events = firstEvents(points, nodes, intervals)
  let noise = 0.0015
  let atEnd = false
  let censored: Censored = { before: [], after: [], survival: new Float64Array(0) }
  for (let round = 0; round < rounds; round += 1) {
    atEnd = onlyLowerCorners(nodes, events, points.blur)
    const expected = smoothed(nodes, events, points.blur, atEnd)
    const wanted = censoringsOf(nodes, intervals, events)
    if (input.events !== null) wanted[wanted.length - 1] = lastCensorings(nodes, intervals, events, input.events)
    const found = trackEvents({
      nodes,
      intervals,
      censorings: wanted,
      expected,
      noise,
      total: input.events,
      exact: round === rounds - 1,
    })
    events = found.events
    censored = trackCensorings({ nodes, intervals, events, noise, early: found.early })
    noise = noiseOf(nodes, censored.survival, noise)
  }
  return { arm: place(points, nodes, intervals, events, censored, atEnd), points, noise }
}

function intervalsOf({ n, ticks }: DigitisedArmInput, points: OrderedPoints): Interval[] {
  const knots = [{ time: 0, count: n }, ...ticks]
  const end = Math.max(points.time.at(-1)!, knots.at(-1)!.time)
  return knots.map(({ time, count }, j) => {
    const next = knots[j + 1]
    return { from: time, to: next?.time ?? end, atRisk: count, leavers: next === undefined ? null : count - next.count }
  })
}

function lastCensorings(
  nodes: readonly CurveNode[],
  intervals: readonly Interval[],
  events: readonly number[],
  total: number,
): number {
  const before = events.reduce((sum, d, i) => sum + (nodes[i]!.interval < intervals.length - 1 ? d : 0), 0)
  return Math.max(0, intervals.at(-1)!.atRisk - (total - before))
}

/** Root mean square of reading minus curve, strays left out. */
function noiseOf(nodes: readonly CurveNode[], survival: Float64Array, before: number): number {
  let squares = 0
  let count = 0
  nodes.forEach(({ read }, i) => {
    if (read === null || Math.abs(read - survival[i]!) > 4 * before) return
    squares += (read - survival[i]!) * (read - survival[i]!)
    count += 1
  })
  return Math.min(0.006, Math.max(0.0005, Math.sqrt(squares / Math.max(1, count))))
}

/** Events that the falling curve asks for, given the numbers at risk in straight lines between their ticks. */
function firstEvents(points: OrderedPoints, nodes: readonly CurveNode[], intervals: readonly Interval[]): number[] {
  let level = 1
  let sum = 0
  let given = 0
  let atStart = 1
  let current = 0
  return nodes.map((node) => {
    if (node.interval !== current) {
      current = node.interval
      atStart = level
    }
    const { from, to, atRisk, leavers } = intervals[node.interval]!
    const share = leavers === null || to <= from ? 0 : (leavers * ((node.from + node.to) / 2 - from)) / (to - from)
    const left = leavers === null ? (atRisk * level) / Math.max(atStart, 1e-9) : atRisk - share
    const next = Math.min(level, Math.max(0, node.read ?? level))
    if (level > 0) sum += left * (1 - next / level)
    level = next
    const d = Math.max(0, Math.round(sum) - given)
    given += d
    return d
  })
}

const nearGaps = 6

/** Events to be expected in each gap: its width times the rate of the gaps around it. */
function smoothed(nodes: readonly CurveNode[], events: readonly number[], blur: number, atEnd: boolean): number[] {
  return nodes.map((node, i) => {
    if (atEnd && node.read === null) return 1e-3
    const from = Math.max(0, i - nearGaps)
    const to = Math.min(nodes.length - 1, i + nearGaps)
    let sum = 0.3
    for (let k = from; k <= to; k += 1) sum += events[k]!
    return (sum * (node.to - node.from)) / Math.max(nodes[to]!.to - nodes[from]!.from, blur)
  })
}

function place(
  points: OrderedPoints,
  nodes: readonly CurveNode[],
  intervals: readonly Interval[],
  events: readonly number[],
  censored: Censored,
  atEnd: boolean,
): LatticeArm {
  const died: number[] = []
  const gone: number[] = []
  nodes.forEach(({ from, to, interval }, i) => {
    const d = events[i]!
    const within = fence(intervals, interval)
    const spread = (into: number[], count: number, start: number, end: number) => {
      for (let j = 0; j < count; j += 1) into.push(within(start + ((j + 0.5) / count) * (end - start)))
    }
    const [start, end] = atEnd ? [to, to] : to - from <= points.blur ? [(from + to) / 2, (from + to) / 2] : [from, to]
    spread(died, d, start, end)
    const first = d === 0 ? to : start + (0.5 / d) * (end - start)
    const last = d === 0 ? from : end - (0.5 / d) * (end - start)
    // A censoring at the time of an event counts as after it.
    for (let j = 0; j < censored.before[i]!; j += 1)
      gone.push(
        Math.min(
          within(from + ((j + 0.5) / censored.before[i]!) * (first - from)),
          d === 0 ? Infinity : within(first) - 1,
        ),
      )
    spread(gone, censored.after[i]!, last, to)
  })
  const last = intervals.length - 1
  const rest = intervals[0]!.atRisk - died.length - gone.length
  for (let j = 0; j < rest; j += 1) gone.push(fence(intervals, last)(intervals[last]!.to))
  return latticeArm(died, gone)
}

/** The lattice tick of a time, on the right side of the ticks of the risk table. */
function fence(intervals: readonly Interval[], interval: number): (time: number) => number {
  const first = Math.max(1, tickBefore(intervals[interval]!.from) + 1)
  const next = intervals[interval + 1]
  const last = next === undefined ? Infinity : Math.max(first, tickBefore(next.from))
  return (time) => Math.max(first, Math.min(last, Math.round(time * ticksPerMonth)))
}

/**
 * Who clicks one point a step clicks where the step has arrived, so that hardly any gap is without an event, many fewer than chance would leave.
 */
function onlyLowerCorners(nodes: readonly CurveNode[], events: readonly number[], blur: number): boolean {
  const expected = smoothed(nodes, events, blur, false)
  let empty = 0
  let chance = 0
  let before = { from: 0, events: 0, expected: 0 }
  nodes.forEach(({ to, read }, i) => {
    before = { from: before.from, events: before.events + events[i]!, expected: before.expected + expected[i]! }
    if (read === null) return
    if (to - before.from > blur) {
      chance += Math.exp(-before.expected)
      if (before.events === 0) empty += 1
    }
    before = { from: to, events: 0, expected: 0 }
  })
  return empty < 0.45 * chance - 1
}
