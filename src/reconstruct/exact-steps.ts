import type { CurveNode, Interval } from './curve-nodes.ts'
import type { Censored } from './track-censorings.ts'

export interface ExactSteps {
  /** Events in each gap. */
  readonly events: number[]
  readonly censored: Censored
  /** The fewest and the most events of any way through the steps. */
  readonly range: { readonly lower: number; readonly upper: number }
}

const rounds = 3
/** Share of steps with one more event than the one before: where the search begins. */
const usualTies = 0.2
/** Other whole numbers that give a step by chance: with more of them a step proves nothing alone. */
const mostByChance = 1
/** Then it must tell a tenth of an event, and all of them together hardly have more than one each: points between steps have. */
const tenth = 0.1
const fewEach = 1.5
/** Survival that is written with no more decimals than this is rounded, not read. */
const mostDecimals = 10

/**
 * Events and censorings behind a table of exact Kaplan-Meier steps (a program's own, or a vector drawing's), or `null` where the curve is none. A step is 1 - d / Y, Y at risk and d of them with the event,
 * so that few pairs of whole numbers give it to its last decimal; Y falls by d and by who is censored, and is known at each number at risk. Of the ways that keep to all of it the likeliest is taken: few events
 * at one time, as few as other steps have, and censorings spread evenly between two numbers at risk.
 *
 * @param total the number of events, where it is known: of the ways that have it, if there are any
 */
export function exactSteps(
  nodes: readonly CurveNode[],
  intervals: readonly Interval[],
  total: number | null,
): ExactSteps | null {
  const { steps, areExact } = stepsOf(nodes, intervals)
  const drops = steps.filter(({ pairs }) => pairs !== null).length
  if (drops === 0) return null
  let ties = usualTies
  let censorings = intervals.map(({ atRisk, leavers }) => 0.5 * (leavers ?? atRisk))
  let ends: readonly Stand[] = []
  let all = 0
  for (let round = 0; round < rounds; round += 1) {
    ends = endsOf(steps, intervals, ties, censorings)
    if (ends.length === 0) return null
    const way = wayTo(likeliest(ends))
    all = sum(way.map(({ events }) => events))
    // As if there had been one tie among two events more: none seen proves little.
    ties = (all - drops + 1) / (all + 2)
    censorings = intervals.map((_, k) => 1 + sum(way.flatMap((it) => (it.interval === k ? it.gone : []))))
  }
  if (!areExact && all > fewEach * drops) return null
  const met = ends.filter((it) => it.all === total)
  const way = wayTo(likeliest(met.length > 0 ? met : ends))
  return { ...placed(nodes, way), range: rangeOf(steps, intervals) }
}

const likeliest = (ends: readonly Stand[]): Stand => ends.reduce((least, it) => (it.cost < least.cost ? it : least))

/** A place where the number at risk is known or a step asks for it. */
interface Step {
  readonly node: number
  readonly time: number
  readonly interval: number
  /** Events and the number at risk before them; null at a number at risk. */
  readonly pairs: readonly (readonly [events: number, atRisk: number])[] | null
}

/** How a step was taken: after `gone` censorings, `events` leave `left`. */
interface Stand {
  readonly node: number
  readonly time: number
  readonly interval: number
  readonly gone: number
  readonly events: number
  readonly left: number
  /** Events so far. */
  readonly all: number
  readonly survival: number
  readonly cost: number
  readonly before: Stand | null
}

interface Steps {
  readonly steps: readonly Step[]
  /** Whether whole numbers that give a step hardly do so by chance. */
  readonly areExact: boolean
}

const none: Steps = { steps: [], areExact: false }

function stepsOf(nodes: readonly CurveNode[], intervals: readonly Interval[]): Steps {
  const half = halfUnit(nodes)
  const steps: Step[] = []
  let level = 1
  let drops = 0
  let byChance = 0
  let unsurest = 0
  for (const [index, { to, read, tick, interval }] of nodes.entries()) {
    const about = { node: index, time: to, interval }
    if (tick) steps.push({ ...about, pairs: null })
    if (read === null || read === level) continue
    if (read > level) return none
    const unsure = (half * (1 + read / level)) / level + 1e-12
    const { atRisk } = intervals[interval]!
    const left = intervals[interval + 1]?.atRisk ?? 0
    const pairs = pairsOf(1 - read / level, unsure, left, atRisk)
    if (pairs.length === 0) return none
    steps.push({ ...about, pairs })
    byChance += unsure * (atRisk * atRisk - left * left)
    unsurest = Math.max(unsurest, unsure * atRisk)
    drops += 1
    level = read
  }
  const areExact = byChance <= mostByChance * drops
  return areExact || unsurest <= tenth ? { steps, areExact } : none
}

/** Half a unit of the last decimal that any reading has; next to nothing where there is no end of them. */
function halfUnit(nodes: readonly CurveNode[]): number {
  const reads = nodes.flatMap(({ read }) => read ?? [])
  for (let scale = 1, decimals = 0; decimals <= mostDecimals; decimals += 1, scale *= 10)
    if (reads.every((read) => Math.abs(read * scale - Math.round(read * scale)) < 1e-4)) return 0.5 / scale
  return 1e-12
}

/** Whole numbers of which the first is `share` of the second; `left` of them go on. */
function pairsOf(share: number, unsure: number, left: number, atRisk: number): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = []
  for (let all = Math.max(1, left); all <= atRisk; all += 1) {
    const events = Math.round(share * all)
    if (events > 0 && all - events >= left && Math.abs(events / all - share) <= unsure) pairs.push([events, all])
  }
  return pairs
}

/** Ends of the likeliest ways through the steps, one for each number of patients left and of events so far. */
function endsOf(
  steps: readonly Step[],
  intervals: readonly Interval[],
  ties: number,
  censorings: readonly number[],
): readonly Stand[] {
  const start: Stand = {
    node: -1,
    time: 0,
    interval: 0,
    gone: 0,
    events: 0,
    left: intervals[0]!.atRisk,
    all: 0,
    survival: 1,
    cost: 0,
    before: null,
  }
  let stands: readonly Stand[] = [start]
  for (const { node, time, interval, pairs } of steps) {
    const { from, to } = intervals[interval]!
    const next = new Map<number, Stand>()
    const rate = to > from ? censorings[interval]! / (to - from) : 0
    for (const [events, atRisk] of pairs ?? [[0, intervals[interval + 1]!.atRisk]]) {
      for (const before of stands) {
        const gone = before.left - atRisk
        const survival = events === 0 ? before.survival : before.survival * (1 - events / atRisk)
        if (gone < 0) continue
        const mean = rate * (time - Math.max(from, before.time)) + 0.05
        // Geometric laws: a straight line of censorings is a guess.
        const cost =
          before.cost + Math.log1p(mean) - gone * Math.log(mean / (1 + mean)) - Math.max(0, events - 1) * Math.log(ties)
        const left = atRisk - events
        const all = before.all + events
        const key = left * manyEvents + all
        const best = next.get(key)
        if (best === undefined || cost < best.cost)
          next.set(key, { node, time, interval, gone, events, left, all, survival, cost, before })
      }
    }
    stands = [...next.values()]
    if (stands.length > widest) stands = [...stands].sort((a, b) => a.cost - b.cost).slice(0, widest)
    if (stands.length === 0) break
  }
  return stands
}

/** Few steps have so many ways; where they have, the unlikeliest are left out. */
const widest = 2000
/** More than any arm has. */
const manyEvents = 1048576

/** The fewest and the most events of all ways through the steps, however unlikely. */
function rangeOf(steps: readonly Step[], intervals: readonly Interval[]): { lower: number; upper: number } {
  let stands = new Map([[intervals[0]!.atRisk, { lower: 0, upper: 0 }]])
  for (const { interval, pairs } of steps) {
    const next = new Map<number, { lower: number; upper: number }>()
    for (const [events, atRisk] of pairs ?? [[0, intervals[interval + 1]!.atRisk]]) {
      for (const [before, { lower, upper }] of stands) {
        if (before < atRisk) continue
        const best = next.get(atRisk - events) ?? { lower: Infinity, upper: 0 }
        next.set(atRisk - events, {
          lower: Math.min(best.lower, lower + events),
          upper: Math.max(best.upper, upper + events),
        })
      }
    }
    stands = next
  }
  const ends = [...stands.values()]
  return { lower: Math.min(...ends.map((it) => it.lower)), upper: Math.max(...ends.map((it) => it.upper)) }
}

function wayTo(end: Stand): readonly Stand[] {
  const way: Stand[] = []
  for (let stand = end; stand.before !== null; stand = stand.before) way.push(stand)
  return way.reverse()
}

/** Censorings stand in the gaps since the last step, by their widths. */
function placed(nodes: readonly CurveNode[], way: readonly Stand[]): Omit<ExactSteps, 'range'> {
  const events = nodes.map(() => 0)
  const before = nodes.map(() => 0)
  const survival = new Float64Array(nodes.length)
  let level = 1
  let next = 0
  for (const stand of way) {
    const start = nodes[next]?.from ?? 0
    const width = stand.time - start
    let given = 0
    for (; next <= stand.node; next += 1) {
      const share = width > 0 ? (nodes[next]!.to - start) / width : 1
      const own = next === stand.node ? stand.gone - given : Math.round(share * stand.gone) - given
      before[next]! += own
      given += own
      if (next === stand.node) level = stand.survival
      survival[next] = level
    }
    events[stand.node]! += stand.events
  }
  survival.fill(level, next)
  return { events, censored: { before, after: nodes.map(() => 0), survival } }
}

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0)
