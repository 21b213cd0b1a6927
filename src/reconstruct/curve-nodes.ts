import type { OrderedPoints } from './order-points.ts'

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

/** A place where something is known: a point that was read, or a tick of the risk table. */
export interface CurveNode {
  /** Months: the gap that ends here. */
  readonly from: number
  readonly to: number
  /** Survival that was read; null at a tick. */
  readonly read: number | null
  /** Index of the point, or of the next point at a tick. */
  readonly point: number
  /** The interval that the gap lies in. */
  readonly interval: number
}

/** The points of a curve and the ticks between them, in the order of time. */
export function curveNodes(points: OrderedPoints, intervals: readonly Interval[]): CurveNode[] {
  const nodes: CurveNode[] = []
  let interval = 0
  let from = 0
  const add = (to: number, read: number | null, point: number): void => {
    nodes.push({ from, to, read, point, interval })
    from = to
  }
  for (let k = 1; k < points.time.length; k += 1) {
    for (let next = intervals[interval + 1]; next && next.from <= points.time[k]!; next = intervals[interval + 1]) {
      add(next.from, null, k)
      interval += 1
    }
    add(points.time[k]!, points.survival[k]!, k)
  }
  // A table may go on after the last point.
  for (let next = intervals[interval + 1]; next; next = intervals[interval + 1]) {
    add(Math.max(from, next.from), null, points.time.length - 1)
    interval += 1
  }
  return nodes
}
