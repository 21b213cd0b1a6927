import { tickBefore, ticksPerMonth } from './lattice.ts'
import type { OrderedPoints } from './order-points.ts'
import type { Target } from './target.ts'

/** An interval of the risk table: from a tick to the next, or to the end of the curve. */
export interface Interval {
  /** Months. */
  readonly from: number
  readonly to: number
  /** At risk at its start. */
  readonly atRisk: number
  /** Patients who leave before its end; null after the last tick, where whoever is left goes at the end. */
  readonly leavers: number | null
}

/** A place where something is known of the curve, and the gap that ends there. */
export interface CurveNode {
  /** Months. */
  readonly from: number
  readonly to: number
  /** Survival that was read there, or null. */
  readonly read: number | null
  /** Printed figures that look at the curve there. */
  readonly demands: readonly Target[]
  /** Whether a number at risk stands there: the interval of the gap ends. */
  readonly tick: boolean
  /** Last tick of the lattice before the node, where that must not be blurred; null at a point that was read. */
  readonly fence: number | null
  /** The interval that the gap lies in. */
  readonly interval: number
}

type Stop = Omit<CurveNode, 'from' | 'interval'>

/** Points, numbers at risk and printed figures in the order of time. */
export function curveNodes(
  points: OrderedPoints,
  intervals: readonly Interval[],
  targets: readonly Target[],
): CurveNode[] {
  const bare = { read: null, demands: [], tick: false, fence: null }
  const stops: Stop[] = intervals
    .slice(1)
    .map(({ from }) => ({ ...bare, to: from, tick: true, fence: tickBefore(from) }))
  for (const boundary of new Set(targets.map((target) => target.boundary))) {
    const demands = targets.filter((target) => target.boundary === boundary)
    stops.push({ ...bare, to: boundary / ticksPerMonth, demands, fence: boundary })
  }
  // The sort is stable: at one time the table comes first, then figures, then points in their order.
  points.time.forEach((to, k) => {
    if (k > 0) stops.push({ ...bare, to, read: points.survival[k]! })
  })
  stops.sort((a, b) => a.to - b.to)
  let interval = 0
  return stops.map((stop, i): CurveNode => {
    const node = { ...stop, from: stops[i - 1]?.to ?? 0, interval }
    if (stop.tick) interval += 1
    return node
  })
}

/**
 * The reading that a node waits for: its own or, where a number at risk or a printed figure stands at the time of a point, the point's. A table counts who is at risk just before a time, a curve
 * is read just after it: the drop between is nearly always of the gap before both. Null where no point stands there.
 */
export function readingAt(nodes: readonly CurveNode[], index: number): number | null {
  const { to } = nodes[index]!
  for (let k = index; nodes[k]?.to === to; k += 1) {
    const { read } = nodes[k]!
    if (read !== null) return read
  }
  return null
}

/** A fall from one reading to the next by more than this says nothing of a number at risk between them. */
const longFall = 0.05

/** Of each node whether it stands, without a reading of its own, between two readings that lie far apart. */
export function betweenFarReadings(nodes: readonly CurveNode[]): boolean[] {
  const far = nodes.map(() => false)
  let [from, level] = [0, 1]
  nodes.forEach(({ read }, i) => {
    if (read === null) return
    if (level - read > longFall) far.fill(true, from, i)
    from = i + 1
    level = read
  })
  return far
}
