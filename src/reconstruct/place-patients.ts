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
  /** Whether the events of a gap stand at its end. */
  readonly atEnd: boolean
}

/**
 * Patients on the lattice: the events of a gap evenly in it, in its middle where it is as narrow as the blur of time, at its end where
 * the points are the lower corners; nobody crosses a number at risk or a printed figure. Whoever is left is censored at the end of the curve.
 */
export function placePatients({ nodes, intervals, events, censored, blur, atEnd }: PlaceInput): LatticeArm {
  const died: number[] = []
  const gone: number[] = []
  const next = nextFences(nodes)
  let fence = 0
  nodes.forEach(({ from, to, fence: own }, i) => {
    const [first, last] = [fence + 1, Math.max(fence + 1, next[i]!)]
    const tick = (time: number): number => Math.max(first, Math.min(last, Math.round(time * ticksPerMonth)))
    const [start, end] = atEnd ? [to, to] : to - from <= blur ? [(from + to) / 2, (from + to) / 2] : [from, to]
    const d = events[i]!
    const firstEvent = d === 0 ? last : tick(start + (0.5 / d) * (end - start))
    spread(d, start, end, (time) => died.push(tick(time)))
    spread(censored.before[i]!, from, d === 0 ? to : start, (time) => {
      // At one time an event comes before a censoring.
      gone.push(Math.max(first, d === 0 ? tick(time) : Math.min(tick(time), firstEvent - 1)))
    })
    spread(censored.after[i]!, d === 0 ? from : end, to, (time) => gone.push(tick(time)))
    if (own !== null) fence = Math.max(fence, own)
  })
  const end = Math.max(fence + 1, Math.round(intervals.at(-1)!.to * ticksPerMonth))
  for (let left = intervals[0]!.atRisk - died.length - gone.length; left > 0; left -= 1) gone.push(end)
  return latticeArm(
    died,
    gone.sort((a, b) => a - b),
  )
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
