import type { CurveNode } from './curve-nodes.ts'

const nearGaps = 6

/** Events to be expected in each gap: its width times the rate of the gaps around it, so that noise on a plateau stays noise. */
export function expectedEvents(nodes: readonly CurveNode[], events: readonly number[], blur: number): number[] {
  return nodes.map((node, i) => {
    const from = Math.max(0, i - nearGaps)
    const to = Math.min(nodes.length - 1, i + nearGaps)
    let sum = 0.3
    for (let k = from; k <= to; k += 1) sum += events[k]!
    return (sum * (node.to - node.from)) / Math.max(nodes[to]!.to - nodes[from]!.from, blur)
  })
}

/**
 * Whether somebody clicked once a step, where it has arrived, as tables of Kaplan-Meier steps do too. Then hardly any gap between points is
 * without an event, many fewer than chance would leave; in a short table, none is, most have one event, and no step was read at both ends.
 */
export function onlyLowerCorners(nodes: readonly CurveNode[], events: readonly number[], blur: number): boolean {
  const expected = expectedEvents(nodes, events, blur)
  let empty = 0
  let wide = 0
  let among = 0
  let bothEnds = 0
  let chance = 0
  let gap = { from: 0, events: 0, expected: 0 }
  nodes.forEach(({ to, read }, i) => {
    gap = { from: gap.from, events: gap.events + events[i]!, expected: gap.expected + expected[i]! }
    if (read === null) return
    if (to - gap.from <= blur) {
      if (gap.events > 0) bothEnds += 1
    } else {
      wide += 1
      among += gap.events
      chance += Math.exp(-gap.expected)
      if (gap.events === 0) empty += 1
    }
    gap = { from: to, events: 0, expected: 0 }
  })
  return empty < 0.45 * chance - 1 || (bothEnds === 0 && empty <= 1 && among <= 1.5 * wide)
}
