import type { CurveNode, Interval } from './curve-nodes.ts'
import { betweenFarReadings, readingAt } from './curve-nodes.ts'
import { ascending } from './order-points.ts'

/** Events that the falling curve asks for, were the numbers at risk on straight lines between their ticks: where the search begins. */
export function firstEvents(nodes: readonly CurveNode[], intervals: readonly Interval[]): number[] {
  let level = 1
  let wanted = 0
  let given = 0
  let atStart = 1
  let current = 0
  const likely = likelyLevels(nodes, intervals)
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
    const next = Math.min(level, Math.max(0, likely[i] ?? level))
    if (level > 0) wanted += left * (1 - next / level)
    level = next
    const d = Math.max(0, Math.round(wanted) - given)
    given += d
    return d
  })
}

/** Survival at the nodes: what was read there or, at a number at risk in a long gap between two readings, what lies between both and lets Y / S fall. */
function likelyLevels(nodes: readonly CurveNode[], intervals: readonly Interval[]): (number | null)[] {
  const knots = nodes.flatMap(({ tick, to, interval }, i) => {
    if (!tick) return []
    const before = nodes.findLast(({ read }, k) => k < i && read !== null)
    const after = nodes.find(({ read }, k) => k >= i && read !== null)
    const [upper, lower] = [before?.read ?? 1, after?.read ?? before?.read ?? 1]
    const [from, until] = [before?.to ?? 0, after?.to ?? to]
    const share = until > from ? (to - from) / (until - from) : 1
    const survival = Math.max(upper + share * (lower - upper), 1e-6)
    return [{ i, upper, lower, survival, count: intervals[interval + 1]!.atRisk }]
  })
  const levels = nodes.map((_, i) => readingAt(nodes, i))
  const far = betweenFarReadings(nodes)
  if (!far.includes(true)) return levels
  const n = intervals[0]!.atRisk
  const falling = ascending(Float64Array.from(knots, ({ count, survival }) => -Math.min(n, count / survival)))
  knots.forEach(({ i, upper, lower, count }, k) => {
    if (far[i]! && levels[i] === null)
      levels[i] = Math.max(lower, Math.min(upper, count / Math.max(1e-6, -falling[k]!)))
  })
  return levels
}
