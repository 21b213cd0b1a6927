import { randomStream } from '../numeric/random-stream.ts'
import { formatInterval, formatParameter, formatValue } from '../result/measure-format.ts'
import { percent, trimmed } from '../result/format.ts'
import type { Row } from '../result/row.ts'
import { pairOfPatients } from '../reconstruct/rebuilt-figure.ts'
import { assumeDropOut } from '../scenario/assume-drop-out.ts'
import { type CensoringFrontier, censoringFrontier } from '../scenario/censoring-frontier.ts'
import { censoringTipping, type CensoringTipping, modelsFor } from '../scenario/censoring-tipping.ts'
import { differenceUnderCensoring } from '../scenario/milestone-under-censoring.ts'
import { drawPotentialFollowUp } from '../scenario/potential-follow-up.ts'
import { quantiles } from '../statistics/descriptives.ts'
import type { Curve } from '../survival/curve.ts'
import type { Estimate } from '../survival/estimate.ts'
import type { Patients } from '../survival/patients.ts'
import { blankRow, type Case, estimateColumns, isExtrapolated, type ScenarioResult } from './case.ts'
import type { InformativeCensoringPlan } from './plan.ts'
import { noSpread, spreadOf } from './spread.ts'

/** Times of potential follow-up are simulated: so many sets of them for the rebuilt patients, each with its own answer. */
const simulations = 25
/** So many draws of the reconstruction, each with a set of its own: their spread. A frontier is a sweep of sweeps. */
const mostDraws = 60
const mostFrontierDraws = 12

/** The two arms of a scenario, the suspected one last, with the laws that say when the cut-off would have come. */
interface Suspected {
  readonly patients: Patients
  readonly laws: readonly [Curve, Curve]
}

/** How informative drop-out must have been for the lower limit of a milestone difference to reach the target. */
export function censoringRows(
  its: Case,
  scenario: InformativeCensoringPlan,
  draws: readonly Patients[],
): ScenarioResult {
  const suspected = suspectedArms(its, scenario, its.reconstruction.patients)
  if (suspected === null) return refused(its, scenario)
  const most = scenario['drop-out'].from === 'a sweep of shares' ? mostFrontierDraws : mostDraws
  const drawn = draws.slice(0, most).flatMap((it) => suspectedArms(its, scenario, it) ?? [])
  return scenario['drop-out'].from === 'a sweep of shares'
    ? frontierRows(its, scenario, suspected, drawn)
    : deltaRows(its, scenario, suspected, drawn)
}

function suspectedArms(
  { reconstruction }: Case,
  { arm, control }: InformativeCensoringPlan,
  patients: Patients,
): Suspected | null {
  const { arms } = reconstruction
  const index = (name: string): number => patients.arms.indexOf(name)
  const law = (name: string): Curve | null => arms.find((it) => it.arm === name)?.administrative ?? null
  const [other, own] = [law(control), law(arm)]
  if (other === null || own === null) return null
  return { patients: pairOfPatients(patients, index(control), index(arm)), laws: [other, own] }
}

function refused(its: Case, scenario: InformativeCensoringPlan): ScenarioResult {
  const reason =
    'Refused: the paper does not print potential follow-up (its range and median), so that drop-out and the cut-off cannot be told apart.'
  const row: Row = {
    ...blankRow(its, scenario),
    arm: scenario.arm,
    versus: scenario.control,
    measure: 'survival-difference',
    time: scenario.milestone,
    status: 'refused',
    assumption: reason,
  }
  return { rows: [row], curves: [], finding: reason }
}

const streamName = ({ reconstruction }: Case, { id }: InformativeCensoringPlan): string =>
  `${reconstruction.evidence.trial}/${reconstruction.evidence.endpoint}/${id}/potential-follow-up`

/** One set of patients with reasons and potential follow-up, by number of the simulation. */
function simulated(
  its: Case,
  scenario: InformativeCensoringPlan,
  { patients, laws }: Suspected,
  index: number,
): Patients {
  const random = randomStream(its.plan.seed, streamName(its, scenario))(index)
  const dropOut = scenario['drop-out']
  if (dropOut.from !== 'an assumed share') return drawPotentialFollowUp(patients, laws, random)
  const given = { share: dropOut.share, before: dropOut.before }
  const own = assumeDropOut(patients, 1, { ...given, administrative: laws[1] }, random)
  const share = scenario['other arm'] === 'opposite' ? dropOut.share : 0
  return assumeDropOut(own, 0, { ...given, share, administrative: laws[0] }, random)
}

const directionOf = (scenario: InformativeCensoringPlan): 'opposite' | 'arm-1' =>
  scenario['other arm'] === 'opposite' ? 'opposite' : 'arm-1'

function deltaRows(
  its: Case,
  scenario: InformativeCensoringPlan,
  suspected: Suspected,
  drawn: readonly Suspected[],
): ScenarioResult {
  const { milestone: time, delta, level, target } = scenario
  const direction = directionOf(scenario)
  const sets = Array.from({ length: simulations }, (_, k) => simulated(its, scenario, suspected, k))
  const others = drawn.map((it, k) => simulated(its, scenario, it, k))
  const tipping = (patients: Patients): CensoringTipping =>
    censoringTipping({ patients, time, direction, to: delta.to, points: delta.points, level, target })
  const found = sets.map(tipping)
  const overDraws = others.map(tipping)
  const blank = { ...differenceRow(its, scenario), draws: others.length }
  const at = (patients: Patients, value: number): Estimate =>
    differenceUnderCensoring(patients, modelsFor(direction, value), time, level)
  const sweep = scanOf(found).map((value): Row => {
    const columns = overSimulations(sets.map((it) => at(it, value)))
    const spread = spreadOf(others.map((it) => estimateColumns(at(it, value)).estimate))
    return { ...blank, ...columns, ...spread, parameter: 'delta', value }
  })
  const worst = {
    ...overSimulations(found.map((it) => it.worstCase)),
    ...spreadOf(overDraws.map((it) => estimateColumns(it.worstCase).estimate)),
  }
  const tips = found.flatMap((it) => rootOf(it) ?? [])
  const drawnTips = overDraws.map(rootOf)
  const tipped = tips.length > simulations / 2
  const asked = `the lower ${percent(level, 0)} limit of the ${trimmed(time)}-month difference reaches ${target}`
  const tip: Row = {
    ...blank,
    origin: 'tipping',
    variant: asked,
    measure: 'tipping-value',
    time: null,
    parameter: 'delta',
    estimate: tipped ? median(tips) : null,
    ...(tipped ? spreadOf(drawnTips) : noSpread),
    status: !tipped
      ? 'none-in-range'
      : found.some((it) => it.tipping.kind === 'multiple-roots')
        ? 'multiple-roots'
        : 'ok',
    assumption: `${blank.assumption} It exists in ${drawnTips.filter((it) => it !== null).length} of ${others.length} draws of the reconstruction.`,
  }
  const attained = found.flatMap(({ tipping: it }) => (it.kind === 'not-estimable' ? [] : [it.attainable]))
  const bound: Row = {
    ...blank,
    origin: 'bound',
    variant: asked,
    method: 'lower limit over all delta',
    measure: 'survival-difference-lower',
    parameter: 'delta',
    lower: attained.length === 0 ? null : median(attained.map((it) => it.lower)),
    upper: attained.length === 0 ? null : median(attained.map((it) => it.upper)),
  }
  const worstRow: Row = {
    ...blank,
    ...worst,
    method: 'worst case',
    variant: 'worst case: every drop-out had the event at once',
  }
  const differenceThere =
    tip.estimate === null ? null : overSimulations(sets.map((it) => at(it, tip.estimate ?? 1))).estimate
  const finding = deltaFinding(scenario, { found, overDraws, tip, bound, worst, differenceThere })
  return { rows: [...sweep, worstRow, tip, bound], curves: [], finding }
}

/** The first delta that tips; null where none does. */
function rootOf({ tipping: it }: CensoringTipping): number | null {
  if (it.kind === 'found') return it.root.value
  return it.kind === 'multiple-roots' ? (it.roots[0]?.value ?? null) : null
}

function differenceRow(its: Case, scenario: InformativeCensoringPlan): Row {
  const { arm, control, milestone: time } = scenario
  return {
    ...blankRow(its, scenario),
    method: 'expected-value kaplan-meier',
    arm,
    versus: control,
    measure: 'survival-difference',
    time,
    status: isExtrapolated(its, [arm, control], time) ? 'extrapolated' : 'ok',
    assumption: scenario.assumptions[0] ?? '',
  }
}

const scanOf = (found: readonly CensoringTipping[]): readonly number[] =>
  found[0]?.tipping.scan.map((it) => it.value) ?? []

const median = (values: readonly number[]): number => quantiles(values, [0.5])[0] ?? 0

/** Medians over the simulations of potential follow-up. */
function overSimulations(
  estimates: readonly Estimate[],
): Pick<Row, 'estimate' | 'lower' | 'upper' | 'level' | 'standardError'> {
  const columns = estimates.map(estimateColumns)
  const middle = (key: 'estimate' | 'lower' | 'upper' | 'standardError'): number | null => {
    const known = columns.flatMap((it) => it[key] ?? [])
    return known.length === columns.length && known.length > 0 ? median(known) : null
  }
  return {
    estimate: middle('estimate'),
    lower: middle('lower'),
    upper: middle('upper'),
    level: columns[0]?.level ?? null,
    standardError: middle('standardError'),
  }
}

interface DeltaOutcome {
  readonly found: readonly CensoringTipping[]
  readonly overDraws: readonly CensoringTipping[]
  readonly tip: Row
  readonly bound: Row
  readonly worst: { readonly lower: number | null }
  readonly differenceThere: number | null
}

function deltaFinding(
  { milestone: time, target, delta, 'drop-out': dropOut }: InformativeCensoringPlan,
  { found, overDraws, tip, bound, worst, differenceThere }: DeltaOutcome,
): string {
  const counts = overDraws.flatMap((it) => it.censored[1]?.dropOuts ?? [])
  const own = found[0]?.censored[1]?.dropOuts ?? 0
  const range = counts.length === 0 ? '' : `; ${Math.min(...counts)} to ${Math.max(...counts)} in its draws`
  const kind =
    dropOut.from === 'an assumed share' ? 'all its censorings then, though some were surely by the cut-off; ' : ''
  const who = `The rebuilt suspected arm has ${own} drop-outs before ${trimmed(time)} months (${kind}a model's number${range})`
  const tipped = overDraws.filter((it) => rootOf(it) !== null).length
  const inDraws =
    overDraws.length === 0 ? '' : ` Over ${overDraws.length} draws of the reconstruction it is reached in ${tipped}.`
  const points = (value: number): string => formatValue('survival-difference', value)
  if (tip.estimate === null) {
    const reach = formatInterval('survival-difference-lower', bound.lower, bound.upper) ?? ''
    const extreme = worst.lower === null ? '' : `; if each had had the event at once it would be ${points(worst.lower)}`
    return `${who}: no delta up to ${delta.to} brings the lower limit of the ${trimmed(time)}-month difference to ${target}. It stays within ${reach} percentage points${extreme}.${inDraws}`
  }
  const spread =
    tip.spreadLower === null || tip.spreadUpper === null
      ? ''
      : ` (${formatParameter('delta', tip.spreadLower)} to ${formatParameter('delta', tip.spreadUpper)} over the draws)`
  const left =
    differenceThere === null ? '' : ` The difference itself would still be ${points(differenceThere)} points.`
  return `${who}: the lower limit of the ${trimmed(time)}-month difference reaches ${target} where their hazard was ${formatParameter('delta', tip.estimate)} times that of patients who stayed${spread}.${left}${inDraws}`
}

function frontierRows(
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
  const blank = { ...differenceRow(its, scenario), draws: drawn.length }
  const parameter = 'share of early censorings that were drop-out'
  const shares = found[0]?.points.map((it) => it.share) ?? []
  const worstAt = (of: readonly CensoringFrontier[], i: number): readonly Estimate[] =>
    of.flatMap(({ points }) => points[i]?.result.atLargest ?? [])
  const sweep = shares.map((share, i): Row => ({
    ...blank,
    ...overSimulations(worstAt(found, i)),
    ...spreadOf(worstAt(overDraws, i).map((it) => estimateColumns(it).estimate)),
    method: `expected-value kaplan-meier, delta ${delta.to}`,
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
