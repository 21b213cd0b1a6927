import { power } from '../numeric/power.ts'
import type { Field } from './best-path.ts'
import { bestPath } from './best-path.ts'
import type { CurveNode, Interval } from './curve-nodes.ts'
import { betweenFarReadings, readingAt } from './curve-nodes.ts'
import { leastSightCost, sight, sightCost, strayWidth } from './sight.ts'
import { curveValue } from './target.ts'

export interface TrackInput {
  readonly nodes: readonly CurveNode[]
  readonly intervals: readonly Interval[]
  /** Events to be expected after each gap in its interval. */
  readonly remaining: readonly number[]
  /** Events to be expected in each gap. */
  readonly expected: readonly number[]
  /** sd of reading. */
  readonly noise: number
  /** Events in all, where they are known. */
  readonly total: number | null
  readonly exact: boolean
}

interface Path {
  readonly cost: number
  readonly key: number
  readonly survival: number
  /** Variance of the survival, from not knowing the numbers at risk between ticks. */
  readonly variance: number
  /** Greenwood's sum for log S. */
  readonly greenwood: number
  readonly events: number
  readonly sinceTick: number
  readonly added: number
}

/** A share of the gaps holds what the smooth rate does not expect: steps of several events, visits, both ends of one step. Far from any reading nothing says so. */
const burst = 0.15

/**
 * Events in each gap of a digitised curve. A Kaplan-Meier curve takes only steps of whole events, S (1 - d / Y), and a risk table
 * says how many may go between two ticks, so that the best integers can be searched for. What is unknown of Y between ticks is carried along
 * as a variance of S that each reading narrows (Kalman).
 */
export function trackEvents(input: TrackInput): Tracked {
  const { total } = input
  let best: Tracked = { events: along(input, 1, weak), early: 1 }
  if (total === null || !input.exact) return best
  const off = ({ events }: Tracked): number => Math.abs(sum(events) - total)
  // More events than are printed: fewer were at risk than was thought, so that censoring came earlier.
  let [low, high] = [1 / latest, latest]
  for (let round = 0, last = best; round < 10 && off(best) > 0; round += 1) {
    if (sum(last.events) > total) high = last.early
    else low = last.early
    const early = round === 0 ? (sum(last.events) > total ? 0.8 : 1.25) : Math.sqrt(low * high)
    last = { events: along(input, early, null), early }
    if (off(last) < off(best)) best = last
  }
  // What the times of censoring cannot give, the readings may.
  for (const early of [best.early, low, high]) {
    if (off(best) === 0) break
    const forced = { events: along(input, early, strong), early }
    if (off(forced) < off(best)) best = forced
  }
  return best
}

/** sd, in events, of the law by which ways are preferred that end at the total. */
const weak = 0.4
const strong = 0.2

export interface Tracked {
  /** Events in each gap. */
  readonly events: number[]
  /** Exponent of the share of an interval: below 1 where censoring came early in it. */
  readonly early: number
}

const latest = 40

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0)
}

/** `pull`: sd of the law by which ways that end at the total are preferred, where they are. */
function along(input: TrackInput, early: number, pull: number | null): number[] {
  const { nodes, intervals, noise, total } = input
  const start: Path = { cost: 0, key: 0, survival: 1, variance: 0, greenwood: 0, events: 0, sinceTick: 0, added: 0 }
  const seen = { own: 0, other: 0 }
  const least = leastSightCost(noise)
  const far = betweenFarReadings(nodes)
  const laws = input.expected.map((it, i) => gapLaw(it, far[i]! ? 0 : burst))
  const ahead = nodes.map((_, i) => readingAt(nodes, i))
  const branch = (node: CurveNode, index: number, path: Path, field: Field<Path>): void => {
    const interval = intervals[node.interval]!
    const all = interval.leavers ?? interval.atRisk
    const most = all - path.sinceTick
    const share = shareBy(interval, (node.from + node.to) / 2, early)
    // Who leaves without an event depends on the events themselves: of this way so far, and those to come.
    const owed = interval.leavers === null && total !== null ? total - path.events : null
    const goneWith = (d: number): number => share * Math.max(0, most - Math.max(d, owed ?? d + input.remaining[index]!))
    const near = standing(interval, path, goneWith(0), share)
    const expected = input.expected[index]!
    const { low, high } = range(node, ahead[index]!, path, near.atRisk, near.unsure, expected, noise)
    const law = laws[index]!
    const largest = Math.min(most, high)
    for (let d = Math.min(most, low); d <= largest; d += 1) {
      const prior = path.cost - (law[d] ?? law.at(-1)! + (d - law.length + 1) * Math.log(tail))
      if (!field.open(node.read === null ? prior : prior + least)) continue
      const { atRisk, unsure } = standing(interval, path, goneWith(d), share)
      const kept = d === 0 ? 1 : Math.max(0, 1 - d / atRisk)
      // Where everybody left has the event, S is 0 for certain.
      const sure = d === interval.atRisk - path.sinceTick
      const slope = d === 0 || sure ? 0 : (path.survival * d) / (atRisk * atRisk)
      const greenwood = path.greenwood + (d === 0 || d >= atRisk ? 0 : d / (atRisk * (atRisk - d)))
      let survival = path.survival * kept
      let variance = path.variance * kept * kept + slope * slope * unsure
      let cost = prior + doubt(node, survival, variance, greenwood)
      if (node.read !== null) {
        const residual = node.read - survival
        const spread = variance + noise * noise
        sight(residual, spread, noise, survival / Math.max(1, atRisk - d), seen)
        const gain = variance === 0 ? 0 : ((seen.own / (seen.own + seen.other + 1e-300)) * variance) / spread
        cost += sightCost(seen)
        survival = Math.max(0, survival + gain * residual)
        variance *= 1 - gain
      }
      const events = path.events + d
      const key = events * 8192 + Math.round(survival / ((far[index]! ? 8 : 0.5) * noise))
      if (!field.takes(cost, key)) continue
      field.add({
        cost,
        key,
        survival,
        variance,
        greenwood,
        events,
        sinceTick: node.tick ? 0 : path.sinceTick + d,
        added: d,
      })
    }
  }
  const off = (events: number): number => (total === null || pull === null ? 0 : (events - total) / pull)
  const close = ({ events }: Path): number => Math.min(12, 0.5 * off(events) * off(events))
  const steps = bestPath(nodes, start, branch, close, ({ read }) => read !== null)
  return steps === null ? nodes.map(() => 0) : steps.map((step) => step.added)
}

/** What it costs to miss the printed figures at a node, as far as the numbers at risk let S be known. */
function doubt({ demands }: CurveNode, survival: number, variance: number, greenwood: number): number {
  let cost = 0
  for (const target of demands) {
    const value = curveValue(target, survival, greenwood)
    const miss = Math.max(value - target.high, target.low - value, 0)
    if (miss > 0) cost += Math.min(10, 4 + (0.5 * miss * miss) / (variance + 2.5e-7))
  }
  return cost
}

/** Share of an interval's censorings that come before a time. */
function shareBy({ from, to }: Interval, time: number, early: number): number {
  return to > from ? power(Math.max(0, Math.min(1, (time - from) / (to - from))), early) : 1
}

/** Numbers at risk with so many censored since the tick, and the variance of not knowing when. */
function standing(interval: Interval, path: Path, gone: number, share: number) {
  const left = interval.atRisk - path.sinceTick
  const unsure = (gone + 0.3 * share) * (1 - share) + (interval.leavers === null ? 0.1 * gone : 0)
  return { atRisk: Math.max(left - gone, Math.min(left, 1)), unsure }
}

/** Numbers of events in a gap that could be: what its reading says; before a reading at the same time, anything up to that. */
function range(
  node: CurveNode,
  ahead: number | null,
  path: Path,
  atRisk: number,
  unsure: number,
  expected: number,
  noise: number,
) {
  // Nobody is left: the table says 0, or all who were at risk had their event.
  if (atRisk <= 0) return { low: 0, high: 0 }
  const usual = node.read === null ? Math.ceil(expected + 3 * spreadOf(expected) + 2) : 0
  if (ahead === null) return { low: 0, high: usual }
  const d = atRisk * (1 - ahead / Math.max(path.survival, 1e-9))
  const sd = Math.sqrt(path.variance + noise * noise) * (atRisk / Math.max(path.survival, 1e-9))
  const reach = Math.max(5 * sd, 2 * strayWidth(sd, 1)) + (2 * Math.abs(d) * Math.sqrt(unsure)) / atRisk
  return {
    low: node.read === null ? 0 : Math.max(0, Math.floor(d - reach)),
    high: Math.max(usual, Math.ceil(d + reach)),
  }
}

const fewestInLaw = 48
/** Chance of one event more in a gap that holds what the rate does not expect. */
const tail = 0.6
/**
 * The rate around a gap is a guess at its own, by a gamma law of this shape (half as much to either side): its events are negative binomial. A Poisson law would hold hundreds to a straight line that
 * curves do not follow, and give up the readings for it.
 */
const sureness = 4

/** Log of the law of the number of events in a gap, up to where only the tail is left. */
function gapLaw(expected: number, burst: number): Float64Array {
  const largest = Math.max(fewestInLaw, Math.ceil(expected + 8 * spreadOf(expected)))
  const law = new Float64Array(largest + 1)
  // By logarithms: where hundreds are expected, none is less likely than any number a computer has.
  let usual = -sureness * Math.log1p(expected / sureness)
  let geometric = 1 - tail
  for (let d = 0; d <= largest; d += 1) {
    law[d] = Math.log((1 - burst) * Math.exp(usual) + burst * geometric)
    usual += Math.log(((d + sureness) * expected) / ((d + 1) * (expected + sureness)))
    geometric *= tail
  }
  return law
}

/** sd of the number of events in a gap. */
function spreadOf(expected: number): number {
  return Math.sqrt(expected * (1 + expected / sureness))
}
