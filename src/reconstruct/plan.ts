import { root } from '../numeric/root.ts'
import { along } from './along.ts'
import { cellMean } from './cell-mean.ts'
import type { LatticeArm } from './lattice.ts'
import { latticeArm, ticksPerMonth, tickAtOrBefore, tickBefore } from './lattice.ts'
import type { Hazards } from './hazards.ts'

/** What is fixed about an arm before its patients are placed. */
export interface PlanInput {
  readonly n: number
  /** Events to place. */
  readonly events: number
  readonly hazards: Hazards
  /** Numbers at risk, ascending in time, inside the horizon. */
  readonly ticks: readonly { readonly time: number; readonly count: number }[]
  /** First and last time of censoring in months, where they are known. */
  readonly firstCensoring: number | null
  readonly lastCensoring: number | null
  /** Where a whole patient is placed inside its share of the expected count, on (0, 1); 0.5 is the middle. */
  readonly offset: number
}

/** Expected events and censorings per patient up to each grid time. */
interface Masses {
  readonly event: Float64Array
  readonly censoring: Float64Array
}

/**
 * Places the patients of an arm: between two numbers at risk as many leave as the table says, events among them in the share that
 * the model expects, both at the quantiles of what is expected. Without a table censoring is raised to the power that brings the
 * number of events out.
 */
export function planArm(input: PlanInput): LatticeArm {
  const masses = input.ticks.length > 0 ? massesOf(input, 1) : matchedMasses(input)
  const segments = segmentsOf(input, masses)
  const events: number[] = []
  const censorings: number[] = []
  for (const segment of segments) {
    place(events, masses.event, segment, segment.events, input)
    place(censorings, masses.censoring, segment, segment.leavers - segment.events, input)
  }
  holdCensoring(censorings, segments, input)
  return latticeArm(events, censorings)
}

/** Masses with the censoring hazard multiplied by `factor`; whoever is left at the horizon is censored there. */
function massesOf({ hazards, firstCensoring, lastCensoring }: PlanInput, factor: number): Masses {
  const first = firstCensoring ?? 0
  const end = lastCensoring ?? Infinity
  const size = hazards.time.length
  const event = new Float64Array(size)
  const censoring = new Float64Array(size)
  let before = 0
  for (let i = 1; i < size; i += 1) {
    const rise = hazards.event[i]! - hazards.event[i - 1]!
    const open = hazards.time[i]! > first && hazards.time[i - 1]! < end
    const gone = open ? factor * (hazards.censoring[i]! - hazards.censoring[i - 1]!) : 0
    const { mean } = cellMean(before, before + rise + gone)
    before += rise + gone
    event[i] = event[i - 1]! + rise * mean
    censoring[i] = censoring[i - 1]! + gone * mean
  }
  const last = size - 1
  censoring[last] = Math.max(censoring[last - 1]!, 1 - event[last]!)
  return { event, censoring }
}

function matchedMasses(input: PlanInput): Masses {
  const excess = (logFactor: number): number =>
    input.n * massesOf(input, Math.exp(logFactor)).event.at(-1)! - input.events
  const [low, high] = [-4, 4]
  if (excess(low) <= 0) return massesOf(input, Math.exp(low))
  if (excess(high) >= 0) return massesOf(input, Math.exp(high))
  return massesOf(input, Math.exp(root(excess, low, high, { tolerance: 1e-3 })))
}

interface Segment {
  /** Months. */
  readonly from: number
  readonly to: number
  /** Ticks, both inclusive. */
  readonly first: number
  readonly last: number
  readonly leavers: number
  readonly events: number
}

function segmentsOf(input: PlanInput, masses: Masses): Segment[] {
  const end = input.hazards.time.at(-1)!
  const cuts = [{ time: 0, count: input.n }, ...input.ticks]
  const spans = cuts.map((cut, k) => {
    const next = cuts[k + 1] ?? { time: end, count: 0 }
    const from = cut.time
    const to = next.time
    return {
      from,
      to,
      first: k === 0 ? 1 : tickBefore(from) + 1,
      last: k + 1 < cuts.length ? tickBefore(to) : Math.max(tickAtOrBefore(to), tickBefore(from) + 1),
      leavers: Math.max(0, cut.count - next.count),
      event: along(input.hazards.time, masses.event, to) - along(input.hazards.time, masses.event, from),
      censoring: along(input.hazards.time, masses.censoring, to) - along(input.hazards.time, masses.censoring, from),
    }
  })
  const share = (span: (typeof spans)[number], odds: number): number => {
    // After the last censoring whoever the table still counts has the event.
    if (input.lastCensoring !== null && span.from > input.lastCensoring + 1 / ticksPerMonth) return 1
    const weight = span.event * odds
    return weight + span.censoring <= 0 ? 0 : weight / (weight + span.censoring)
  }
  const expected = (logOdds: number): number =>
    spans.reduce((sum, span) => sum + span.leavers * share(span, Math.exp(logOdds)), 0) - input.events
  const [low, high] = [-12, 12]
  let logOdds = 0
  if (input.ticks.length > 0) {
    if (expected(low) >= 0) logOdds = low
    else if (expected(high) <= 0) logOdds = high
    else logOdds = root(expected, low, high, { tolerance: 1e-6 })
  }
  let wanted = 0
  let given = 0
  return spans.map((span, k) => {
    wanted += input.ticks.length > 0 ? span.leavers * share(span, Math.exp(logOdds)) : input.events
    const upTo = k + 1 === spans.length ? input.events : Math.min(input.events, Math.floor(wanted + 0.5))
    const events = Math.max(0, Math.min(span.leavers, upTo - given))
    given += events
    return { ...span, events }
  })
}

/** Puts `count` patients at the quantiles of a mass within a segment. */
function place(into: number[], mass: Float64Array, segment: Segment, count: number, input: PlanInput): void {
  if (count <= 0) return
  const { time } = input.hazards
  const from = along(time, mass, segment.from)
  const total = along(time, mass, segment.to) - from
  let index = 1
  for (let i = 0; i < count; i += 1) {
    const share = (i + input.offset) / count
    let at = segment.from + share * (segment.to - segment.from)
    if (total > 1e-12) {
      const wanted = from + share * total
      while (index < time.length - 1 && mass[index]! < wanted) index += 1
      const step = mass[index]! - mass[index - 1]!
      at = time[index - 1]! + (step > 0 ? (wanted - mass[index - 1]!) / step : 1) * (time[index]! - time[index - 1]!)
    }
    into.push(Math.max(segment.first, Math.min(segment.last, Math.round(at * ticksPerMonth))))
  }
}

/** No censoring before the first or after the last one known, as far as the numbers at risk allow. */
function holdCensoring(censorings: number[], segments: readonly Segment[], input: PlanInput): void {
  const first = input.firstCensoring === null ? 0 : tickAtOrBefore(input.firstCensoring)
  const last = input.lastCensoring === null ? Infinity : tickAtOrBefore(input.lastCensoring)
  censorings.forEach((tick, i) => {
    const segment = segments.find((it) => tick >= it.first && tick <= it.last)
    const held = Math.max(first, Math.min(last, tick))
    if (segment !== undefined && held >= segment.first && held <= segment.last) censorings[i] = held
  })
  censorings.sort((a, b) => a - b)
}
