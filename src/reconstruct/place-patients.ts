import type { CurveNode, Interval } from './curve-nodes.ts'
import type { LatticeArm } from './lattice.ts'
import { latticeArm, ticksPerMonth } from './lattice.ts'
import type { Censored } from './track-censorings.ts'

export interface PlaceInput {
  readonly nodes: readonly CurveNode[]
  readonly intervals: readonly Interval[]
  /** Events in each gap. */
  readonly events: readonly number[]
  readonly censored: Censored
  /** Gaps narrower than this are one time. */
  readonly blur: number
  /** Whether all events of a gap stand at its end. */
  readonly atEnd: boolean
}

/**
 * Patients on the lattice: the events of each gap, and the censorings before and after them; nobody crosses a number at risk or a
 * printed figure. Whoever is left is censored at the end of the curve.
 */
export function placePatients(input: PlaceInput): LatticeArm {
  const { nodes, intervals, censored } = input
  const died: number[] = []
  const gone: number[] = []
  const next = nextFences(nodes)
  let fence = 0
  nodes.forEach(({ from, to, fence: own }, i) => {
    const [first, last] = [fence + 1, Math.max(fence + 1, next[i]!)]
    const tick = (time: number): number => Math.max(first, Math.min(last, Math.round(time * ticksPerMonth)))
    const times = eventTimes(input, i)
    for (const time of times) died.push(tick(time))
    // At one time an event comes before a censoring.
    const until = times.length === 0 ? last : tick(times[0]!) - 1
    spread(censored.before[i] ?? 0, from, times[0] ?? to, (time) => {
      gone.push(Math.max(first, Math.min(tick(time), until)))
    })
    spread(censored.after[i] ?? 0, times.at(-1) ?? from, to, (time) => {
      gone.push(tick(time))
    })
    if (own !== null) fence = Math.max(fence, own)
  })
  const end = Math.max(fence + 1, Math.round(intervals.at(-1)!.to * ticksPerMonth))
  for (let left = intervals[0]!.atRisk - died.length - gone.length; left > 0; left -= 1) gone.push(end)
  died.sort((a, b) => a - b)
  return latticeArm(
    died,
    gone.sort((a, b) => a - b),
  )
}

/**
 * Times of the events of a gap. As narrow as the blur of time, the gap is one step, read at both ends. Else a point after a drop is where the
 * drop has arrived (what hands click, and what every reconstruction assumes), unless it is the upper end of the next step; whatever else fell in the
 * gap is spread over it.
 */
function eventTimes({ nodes, events, blur, atEnd }: PlaceInput, i: number): number[] {
  const { from, to } = nodes[i]!
  const d = events[i]!
  const narrow = (k: number): boolean => nodes[k] !== undefined && nodes[k].to - nodes[k].from <= blur
  if (narrow(i)) return Array.from({ length: d }, () => (from + to) / 2)
  if (atEnd) return Array.from({ length: d }, () => to)
  const upper = narrow(i + 1) && events[i + 1]! > 0
  const parts = upper ? d : d - 0.5
  return Array.from({ length: d }, (_, j) => from + ((j + 0.5) / parts) * (to - from))
}

function spread(count: number, from: number, to: number, put: (time: number) => void): void {
  for (let j = 0; j < count; j += 1) put(from + ((j + 0.5) / count) * (to - from))
}

/** The next fence at or after each node. */
function nextFences(nodes: readonly CurveNode[]): number[] {
  const next: number[] = []
  let fence = Infinity
  for (let i = nodes.length - 1; i >= 0; i -= 1) {
    fence = nodes[i]!.fence ?? fence
    next[i] = fence
  }
  return next
}
