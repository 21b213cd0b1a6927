import type { CurveNode, Interval } from './curve-nodes.ts'
import type { Censored } from './track-censorings.ts'

export interface ExactSteps {
  /** Events in each gap. */
  readonly events: number[]
  readonly censored: Censored
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
 */
export function exactSteps(nodes: readonly CurveNode[], intervals: readonly Interval[]): ExactSteps | null {
  const { steps, areExact } = stepsOf(nodes, intervals)
  const drops = steps.filter(({ pairs }) => pairs !== null).length
  if (drops === 0) return null
  let ties = usualTies
  let censorings = intervals.map(({ atRisk, leavers }) => 0.5 * (leavers ?? atRisk))
  let way: readonly Stand[] = []
  let all = 0
  for (let round = 0; round < rounds; round += 1) {
    const found = likeliest(steps, intervals, ties, censorings)
    if (found === null) return null
    way = found
    all = sum(way.map(({ events }) => events))
    // As if there had been one tie among two events more: none seen proves little.
    ties = (all - drops + 1) / (all + 2)
    censorings = intervals.map((_, k) => 1 + sum(found.flatMap((it) => (it.interval === k ? it.gone : []))))
  }
  return areExact || all <= fewEach * drops ? placed(nodes, way) : null
}

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

/** The likeliest way through the steps: the best for each number of patients left. */
function likeliest(
  steps: readonly Step[],
  intervals: readonly Interval[],
  ties: number,
  censorings: readonly number[],
): readonly Stand[] | null {
  const start = {
    node: -1,
    time: 0,
    interval: 0,
    gone: 0,
    events: 0,
    left: intervals[0]!.atRisk,
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
        const best = next.get(left)
        if (best === undefined || cost < best.cost)
          next.set(left, { node, time, interval, gone, events, left, survival, cost, before })
      }
    }
    stands = [...next.values()]
    if (stands.length === 0) return null
  }
  let best = stands.reduce((least, it) => (it.cost < least.cost ? it : least))
  const way: Stand[] = []
  for (; best.before !== null; best = best.before) way.push(best)
  return way.reverse()
}

/** Censorings stand in the gaps since the last step, by their widths. */
function placed(nodes: readonly CurveNode[], way: readonly Stand[]): ExactSteps {
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
