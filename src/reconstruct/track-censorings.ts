import { power } from '../numeric/power.ts'
import { bestPath } from './best-path.ts'
import type { CurveNode, Interval } from './curve-nodes.ts'
import { sight } from './sight.ts'

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
  const start: Path = { cost: 0, key: 0, survival: 1, gone: 0, left: 0, before: 0, after: 0 }
  const branch = (node: CurveNode & { readonly index: number }, path: Path, offer: (step: Path) => void): void => {
    const interval = intervals[node.interval]!
    const all = wanted[node.interval]!
    const d = events[node.index]!
    const width = Math.max(interval.to - interval.from, 1e-9)
    const share = (time: number) => power(Math.max(0, Math.min(1, (time - interval.from) / width)), early)
    const mean = all * (share(node.to) - share(node.from)) + 0.01
    const rest = all - path.gone
    const isTick = node.read === null
    const low = isTick ? rest : 0
    const high = isTick ? rest : Math.min(rest, Math.ceil(mean + 4 * Math.sqrt(mean) + 1))
    let law = Math.exp(-mean)
    for (let c = 0; c <= high; c += 1) {
      if (c > 0) law *= mean / c
      if (c < low) continue
      for (const before of d === 0 || c === 0 ? [0] : c === 1 ? [0, 1] : [0, c >> 1, c]) {
        const atRisk = interval.atRisk - path.left - before
        if (atRisk < d) continue
        const survival = d === 0 ? path.survival : path.survival * (1 - d / atRisk)
        let cost = path.cost - Math.log(law + 1e-30)
        if (node.read !== null)
          cost += sight(node.read - survival, noise * noise, noise, survival / Math.max(1, atRisk - d)).cost
        const gone = isTick ? 0 : path.gone + c
        const left = isTick ? 0 : path.left + c + d
        const key = gone * 8192 + Math.round(survival / (0.25 * noise))
        offer({ cost, key, survival, gone, left, before, after: c - before })
      }
    }
  }
  const steps = bestPath(
    nodes.map((node, index) => ({ ...node, index })),
    start,
    branch,
  )
  return {
    before: steps === null ? nodes.map(() => 0) : steps.map((step) => step.before),
    after: steps === null ? nodes.map(() => 0) : steps.map((step) => step.after),
    survival: Float64Array.from(steps ?? [], (step) => step.survival),
  }
}

/** Censorings in each interval: who leaves without an event. */
export function censoringsOf(
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
