import type { CurveNode, Interval } from './curve-nodes.ts'
import { readingAt } from './curve-nodes.ts'

/** Events that the falling curve asks for, were the numbers at risk on straight lines between their ticks: where the search begins. */
export function firstEvents(nodes: readonly CurveNode[], intervals: readonly Interval[]): number[] {
  let level = 1
  let wanted = 0
  let given = 0
  let atStart = 1
  let current = 0
  return nodes.map((node, i) => {
    if (node.interval !== current) {
      current = node.interval
      atStart = level
    }
    const { from, to, atRisk, leavers } = intervals[node.interval]!
    const middle = (node.from + node.to) / 2
    const left =
      leavers === null
        ? (atRisk * level) / Math.max(atStart, 1e-9)
        : atRisk - (to > from ? (leavers * (middle - from)) / (to - from) : 0)
    const next = Math.min(level, Math.max(0, readingAt(nodes, i) ?? level))
    if (level > 0) wanted += left * (1 - next / level)
    level = next
    const d = Math.max(0, Math.round(wanted) - given)
    given += d
    return d
  })
}
