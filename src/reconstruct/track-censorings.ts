import { power } from '../numeric/power.ts'
import type { Field } from './best-path.ts'
import { bestPath } from './best-path.ts'
import type { CurveNode, Interval } from './curve-nodes.ts'
import { leastSightCost, sight, sightCost } from './sight.ts'
import { curveValue } from './target.ts'

export interface CensoringInput {
  readonly nodes: readonly CurveNode[]
  readonly intervals: readonly Interval[]
  /** Events in each gap. */
  readonly events: readonly number[]
  readonly noise: number
  readonly early: number
}

export interface Censored {
  /** Censorings in each gap before and after its events. */
  readonly before: readonly number[]
  readonly after: readonly number[]
  /** Survival at the end of each gap. */
  readonly survival: Float64Array
}

interface Path {
  readonly cost: number
  readonly key: number
  readonly survival: number
  /** Greenwood's sum for log S. */
  readonly variance: number
  /** Censored and all who left since the last tick. */
  readonly gone: number
  readonly left: number
  /** Censorings in the gap before and after its events. */
  readonly before: number
  readonly after: number
}

/**
 * Censorings in each gap of a digitised curve, given its events: as many between two ticks as the risk table leaves, spread evenly unless the heights
 * of the steps, S d / Y, say that fewer or more were at risk.
 */
export function trackCensorings({ nodes, intervals, events, noise, early }: CensoringInput): Censored {
  const wanted = censoringsOf(nodes, intervals, events)
  const start: Path = { cost: 0, key: 0, survival: 1, variance: 0, gone: 0, left: 0, before: 0, after: 0 }
  const seen = { own: 0, other: 0 }
  const least = leastSightCost(noise)
  // The curve goes on to its end because somebody is followed so far, unless it ends at 0.
  const followed = (nodes.findLast(({ read }) => read !== null)?.read ?? 1) > 2 * noise ? 1 : 0
  const branch = (node: CurveNode, index: number, path: Path, field: Field<Path>): void => {
    const interval = intervals[node.interval]!
    const d = events[index]!
    const kept = interval.leavers === null ? followed : 0
    const rest = Math.max(0, wanted[node.interval]! - path.gone - kept)
    const mean = wanted[node.interval]! * shareOf(node, interval, early) + 0.01
    const high = node.tick ? rest : Math.min(rest, Math.ceil(mean + 4 * Math.sqrt(mean) + 1))
    let law = -mean
    for (let c = 0; c <= high; c += 1) {
      if (c > 0) law += Math.log(mean / c)
      if (node.tick && c < rest) continue
      if (!field.open(path.cost - law + (node.read === null ? 0 : least))) continue
      for (const before of d === 0 || c === 0 ? onlyAfter : c === 1 ? eitherSide : [0, c >> 1, c]) {
        const atRisk = interval.atRisk - path.left - before
        if (atRisk < d) continue
        const survival = d === 0 ? path.survival : path.survival * (1 - d / atRisk)
        const variance = d === 0 || d === atRisk ? path.variance : path.variance + d / (atRisk * (atRisk - d))
        let cost = path.cost - law + misses(node, survival, variance)
        if (node.read !== null)
          cost += sightCost(sight(node.read - survival, noise * noise, noise, survival / Math.max(1, atRisk - d), seen))
        const gone = node.tick ? 0 : path.gone + c
        const left = node.tick ? 0 : path.left + c + d
        const key = gone * 8192 + Math.round(survival / (0.25 * noise))
        if (!field.takes(cost, key)) continue
        field.add({ cost, key, survival, variance, gone, left, before, after: c - before })
      }
    }
  }
  const steps = bestPath(nodes, start, branch)
  return {
    before: steps === null ? nodes.map(() => 0) : steps.map((step) => step.before),
    after: steps === null ? nodes.map(() => 0) : steps.map((step) => step.after),
    survival: Float64Array.from(steps ?? [], (step) => step.survival),
  }
}

const onlyAfter = [0] as const
const eitherSide = [0, 1] as const

/** Share of an interval's censorings that fall into a gap. */
function shareOf({ from, to }: CurveNode, interval: Interval, early: number): number {
  const width = Math.max(interval.to - interval.from, 1e-9)
  const upTo = (time: number): number => power(Math.max(0, Math.min(1, (time - interval.from) / width)), early)
  return upTo(to) - upTo(from)
}

/** What it costs to miss the printed figures at a node. */
function misses({ demands }: CurveNode, survival: number, variance: number): number {
  let cost = 0
  for (const target of demands) {
    const value = curveValue(target, survival, variance)
    const miss = Math.max(value - target.high, target.low - value, 0)
    if (miss > 0) cost += 6 + Math.min(20, 500 * miss)
  }
  return cost
}

/** Censorings in each interval: who leaves without an event. */
function censoringsOf(
  nodes: readonly CurveNode[],
  intervals: readonly Interval[],
  events: readonly number[],
): number[] {
  const counts = intervals.map(({ leavers, atRisk }) => leavers ?? atRisk)
  nodes.forEach((node, index) => {
    counts[node.interval]! -= events[index]!
  })
  return counts.map((count) => Math.max(0, count))
}
