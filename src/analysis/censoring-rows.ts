import { randomStream } from '../numeric/random-stream.ts'
import { formatParameter } from '../result/measure-format.ts'
import { formatInterval } from '../result/measure-format.ts'
import { percent } from '../result/format.ts'
import type { Row } from '../result/row.ts'
import { pairOfPatients } from '../reconstruct/rebuilt-figure.ts'
import { assumeDropOut } from '../scenario/assume-drop-out.ts'
import { censoringFrontier } from '../scenario/censoring-frontier.ts'
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

/** Times of potential follow-up are simulated: so many sets of them, each with its own answer. A frontier is a sweep of sweeps. */
const simulations = 25
const frontierSimulations = 3

/** The two arms of a scenario, the suspected one last, with the laws that say when the cut-off would have come. */
interface Suspected {
  readonly patients: Patients
  readonly laws: readonly [Curve, Curve]
}

/** How informative drop-out must have been for the lower limit of a milestone difference to reach the target. */
export function censoringRows(its: Case, scenario: InformativeCensoringPlan): ScenarioResult {
  const suspected = suspectedArms(its, scenario)
  if (suspected === null) return refused(its, scenario)
  return scenario['drop-out'].from === 'a sweep of shares'
    ? frontierRows(its, scenario, suspected)
    : deltaRows(its, scenario, suspected)
}

function suspectedArms({ reconstruction }: Case, { arm, control }: InformativeCensoringPlan): Suspected | null {
  const { arms, patients } = reconstruction
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

function deltaRows(its: Case, scenario: InformativeCensoringPlan, suspected: Suspected): ScenarioResult {
  const { milestone: time, delta, level, target } = scenario
  const direction = directionOf(scenario)
  const sets = Array.from({ length: simulations }, (_, k) => simulated(its, scenario, suspected, k))
  const found = sets.map((patients) =>
    censoringTipping({ patients, time, direction, to: delta.to, points: delta.points, level, target }),
  )
  const values = scanOf(found)
  const blank = differenceRow(its, scenario)
  const sweep = values.map((value): Row => {
    const at = sets.map((patients) => differenceUnderCensoring(patients, modelsFor(direction, value), time, level))
    return { ...blank, ...overSimulations(at), parameter: 'delta', value, draws: simulations }
  })
  const worst = overSimulations(found.map((it) => it.worstCase))
  const roots = found.map(({ tipping: it }) =>
    it.kind === 'found' ? it.root.value : it.kind === 'multiple-roots' ? (it.roots[0]?.value ?? null) : null,
  )
  const tips = roots.flatMap((it) => it ?? [])
  const tipped = tips.length > simulations / 2
  const asked = `the lower ${percent(level, 0)} limit of the ${time}-month difference reaches ${target}`
  const tip: Row = {
    ...blank,
    origin: 'tipping',
    variant: asked,
    measure: 'tipping-value',
    time: null,
    parameter: 'delta',
    estimate: tipped ? median(tips) : null,
    ...(tips.length === simulations ? spreadOf(tips) : noSpread),
    status: tipped
      ? found.some((it) => it.tipping.kind === 'multiple-roots')
        ? 'multiple-roots'
        : 'ok'
      : 'none-in-range',
    draws: simulations,
  }
  const lowest = found.flatMap(({ tipping: it }) => (it.kind === 'not-estimable' ? [] : [it.attainable]))
  const bound: Row = {
    ...blank,
    origin: 'bound',
    variant: asked,
    method: 'lower limit over all delta',
    measure: 'survival-difference-lower',
    parameter: 'delta',
    lower: median(lowest.map((it) => it.lower)),
    upper: median(lowest.map((it) => it.upper)),
    draws: simulations,
  }
  const worstRow: Row = {
    ...blank,
    ...worst,
    method: 'worst case',
    variant: 'worst case: every drop-out had the event at once',
    draws: simulations,
  }
  return {
    rows: [...sweep, worstRow, tip, bound],
    curves: [],
    finding: deltaFinding(scenario, found, tip, bound, worst),
  }
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

/** Medians over the simulations of estimate and limits; the spread is that of the estimate. */
function overSimulations(
  estimates: readonly Estimate[],
): Pick<Row, 'estimate' | 'lower' | 'upper' | 'level' | 'standardError' | 'spreadLower' | 'spreadUpper'> {
  const columns = estimates.map(estimateColumns)
  const middle = (key: 'estimate' | 'lower' | 'upper' | 'standardError'): number | null => {
    const known = columns.flatMap((it) => it[key] ?? [])
    return known.length === columns.length ? median(known) : null
  }
  return {
    estimate: middle('estimate'),
    lower: middle('lower'),
    upper: middle('upper'),
    level: columns[0]?.level ?? null,
    standardError: middle('standardError'),
    ...spreadOf(columns.map((it) => it.estimate)),
  }
}

function deltaFinding(
  { milestone: time, target, delta, 'drop-out': dropOut }: InformativeCensoringPlan,
  found: readonly CensoringTipping[],
  tip: Row,
  bound: Row,
  worst: { readonly lower: number | null },
): string {
  const counted = found[0]?.censored[1]
  const who =
    counted === undefined
      ? ''
      : dropOut.from === 'an assumed share'
        ? `With ${counted.dropOuts} drop-outs assumed in the suspected arm before ${time} months (all its censorings then, though some were surely by the cut-off)`
        : `The reconstruction has ${counted.dropOuts} drop-outs in the suspected arm before ${time} months (a model's number)`
  const limit = formatInterval('survival-difference', bound.lower, bound.upper) ?? ''
  if (tip.estimate === null) {
    const extreme =
      worst.lower === null
        ? ''
        : ` Even if each had had the event at once it would be ${formatInterval('survival-difference', worst.lower, worst.lower)?.split(/–| to /u)[0] ?? ''} points.`
    return `${who}: no delta up to ${delta.to} brings the lower limit of the ${time}-month difference to ${target}; it stays within ${limit} percentage points.${extreme}`
  }
  const spread =
    tip.spreadLower === null || tip.spreadUpper === null
      ? ''
      : ` (${formatParameter('delta', tip.spreadLower)} to ${formatParameter('delta', tip.spreadUpper)} over the simulations of potential follow-up)`
  return `${who}, the lower limit of the ${time}-month difference reaches ${target} where their hazard was ${formatParameter('delta', tip.estimate)} times that of patients who stayed${spread}.`
}

function frontierRows(its: Case, scenario: InformativeCensoringPlan, { patients, laws }: Suspected): ScenarioResult {
  const dropOut = scenario['drop-out']
  if (dropOut.from !== 'a sweep of shares') throw new RangeError('frontierRows: a sweep of shares is required')
  const { milestone: time, delta, level, target } = scenario
  const direction = directionOf(scenario)
  const found = Array.from({ length: frontierSimulations }, (_, k) =>
    censoringFrontier({
      patients,
      time,
      direction,
      to: delta.to,
      points: 13,
      level,
      target,
      shares: dropOut.shares,
      assumption: { before: dropOut.before, administrative: laws[1] },
      random: () => randomStream(its.plan.seed, streamName(its, scenario))(k),
    }),
  )
  const blank = differenceRow(its, scenario)
  const parameter = 'share of early censorings that were drop-out'
  const shares = found[0]?.points.map((it) => it.share) ?? []
  const sweep = shares.map((share, i): Row => {
    const at = found.flatMap(({ points }) => points[i]?.result.atLargest ?? [])
    return {
      ...blank,
      ...overSimulations(at),
      method: `expected-value kaplan-meier, delta ${delta.to}`,
      parameter,
      value: share,
      draws: frontierSimulations,
    }
  })
  const smallest = found.map((it) => it.smallestShare)
  const known = smallest.flatMap((it) => it ?? [])
  const share = known.length === smallest.length ? Math.max(...known) : null
  const asked = `the lower ${percent(level, 0)} limit of the ${time}-month difference reaches ${target} for some delta up to ${delta.to}`
  const tip: Row = {
    ...blank,
    origin: 'tipping',
    variant: asked,
    measure: 'tipping-value',
    time: null,
    parameter,
    estimate: share,
    lower: share === null ? null : (shares[Math.max(0, shares.indexOf(share) - 1)] ?? null),
    upper: share,
    status: share === null ? 'none-in-range' : 'ok',
    draws: frontierSimulations,
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
    draws: frontierSimulations,
  }
  const finding =
    share === null
      ? `No share of the censorings before ${dropOut.before} months and no delta up to ${delta.to} bring the lower limit of the ${time}-month difference to ${target}.`
      : `At least ${percent(share, 0)} of the censorings before ${dropOut.before} months must have been drop-out, with the worst prognosis searched (delta ${delta.to}), for the lower limit of the ${time}-month difference to reach ${target} (shares in steps of ${percent(1 / (dropOut.shares - 1), 0)}).`
  return { rows: [...sweep, tip, bound], curves: [], finding }
}
