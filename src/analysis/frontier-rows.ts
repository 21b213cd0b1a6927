import { randomStream } from '../numeric/random-stream.ts'
import { percent, trimmed } from '../result/format.ts'
import type { Row } from '../result/row.ts'
import { type CensoringFrontier, censoringFrontier } from '../scenario/censoring-frontier.ts'
import type { Estimate } from '../survival/estimate.ts'
import { type Case, estimateColumns, type ScenarioResult } from './case.ts'
import { censoringDifference, median, overSimulations } from './censoring-difference.ts'
import type { InformativeCensoringPlan } from './plan.ts'
import { noSpread, spreadOf } from './spread.ts'
import { directionOf, streamName, type Suspected } from './suspected-arms.ts'

/** The smallest share of early censorings that must have been drop-out, over a sweep of shares. */
export function frontierRows(
  its: Case,
  scenario: InformativeCensoringPlan,
  suspected: Suspected,
  drawn: readonly Suspected[],
): ScenarioResult {
  const dropOut = scenario['drop-out']
  if (dropOut.from !== 'a sweep of shares') throw new RangeError('frontierRows: a sweep of shares is required')
  const { milestone: time, delta, level, target } = scenario
  const frontier = ({ patients, laws }: Suspected, k: number): CensoringFrontier =>
    censoringFrontier({
      patients,
      time,
      direction: directionOf(scenario),
      to: delta.to,
      points: 13,
      level,
      target,
      shares: dropOut.shares,
      assumption: { before: dropOut.before, administrative: laws[1] },
      random: () => randomStream(its.plan.seed, streamName(its, scenario))(k),
    })
  const found = Array.from({ length: 3 }, (_, k) => frontier(suspected, k))
  const overDraws = drawn.map(frontier)
  const blank = { ...censoringDifference(its, scenario), draws: drawn.length }
  const parameter = 'share of early censorings that were drop-out'
  const shares = found[0]?.points.map((it) => it.share) ?? []
  const worstAt = (of: readonly CensoringFrontier[], i: number): readonly Estimate[] =>
    of.flatMap(({ points }) => points[i]?.result.atLargest ?? [])
  const sweep = shares.map((share, i): Row => ({
    ...blank,
    ...overSimulations(worstAt(found, i)),
    ...spreadOf(worstAt(overDraws, i).map((it) => estimateColumns(it).estimate)),
    method: `expected-value Kaplan-Meier, delta ${delta.to}`,
    parameter,
    value: share,
  }))
  const known = found.flatMap((it) => it.smallestShare ?? [])
  const share = known.length === found.length ? median(known) : null
  const drawnShares = overDraws.map((it) => it.smallestShare)
  const asked = `the lower ${percent(level, 0)} limit of the ${trimmed(time)}-month difference reaches ${target} for some delta up to ${delta.to}`
  const tip: Row = {
    ...blank,
    origin: 'tipping',
    variant: asked,
    measure: 'tipping-value',
    time: null,
    parameter,
    estimate: share,
    ...(share === null ? noSpread : spreadOf(drawnShares)),
    status: share === null ? 'none-in-range' : 'ok',
    assumption: `${blank.assumption} Shares in steps of ${percent(1 / (dropOut.shares - 1), 0)}.`,
  }
  const lows = sweep.flatMap((it) => it.lower ?? [])
  const bound: Row = {
    ...blank,
    origin: 'bound',
    variant: asked,
    method: `lower limit at delta ${delta.to}`,
    measure: 'survival-difference-lower',
    parameter,
    lower: lows.length === 0 ? null : Math.min(...lows),
    upper: lows.length === 0 ? null : Math.max(...lows),
  }
  return { rows: [...sweep, tip, bound], curves: [], finding: frontierFinding(scenario, dropOut, share, drawnShares) }
}

function frontierFinding(
  { milestone: time, target, delta, 'other arm': other, arm }: InformativeCensoringPlan,
  { before, shares }: { readonly before: number; readonly shares: number },
  share: number | null,
  drawn: readonly (number | null)[],
): string {
  const whose = other === 'opposite' ? 'of each arm' : `of the ${arm} arm`
  const reached = drawn.filter((it) => it !== null)
  const inDraws =
    drawn.length === 0
      ? ''
      : ` It is reached in ${reached.length} of ${drawn.length} draws of the reconstruction${reached.length < 2 ? '' : `, at ${percent(Math.min(...reached), 0)} to ${percent(Math.max(...reached), 0)}`}.`
  if (share === null)
    return `No share of the censorings ${whose} before ${trimmed(before)} months and no delta up to ${delta.to} bring the lower limit of the ${trimmed(time)}-month difference to ${target}.${inDraws}`
  return `If drop-outs are spread evenly over the censorings ${whose} before ${trimmed(before)} months, about ${percent(share, 0)} of these must have been drop-out, with the worst prognosis searched (delta ${delta.to}), for the lower limit of the ${trimmed(time)}-month difference to reach ${target} (shares in steps of ${percent(1 / (shares - 1), 0)}; more or fewer if they are the early or the late ones).${inDraws}`
}
