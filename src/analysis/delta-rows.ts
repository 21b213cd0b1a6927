import { percent, trimmed } from '../result/format.ts'
import type { Row } from '../result/row.ts'
import { type CensoringTipping, censoringTipping } from '../scenario/censoring-tipping.ts'
import type { Patients } from '../survival/patients.ts'
import { type Case, estimateColumns, type ScenarioResult } from './case.ts'
import { censoringDifference, median, overSimulations } from './censoring-difference.ts'
import { inLabels } from './contrast-rows.ts'
import { deltaFinding, rootOf } from './delta-finding.ts'
import type { InformativeCensoringPlan } from './plan.ts'
import { noSpread, spreadOf } from './spread.ts'
import { directionOf, simulated, type Suspected } from './suspected-arms.ts'

/** Times of potential follow-up are simulated: so many sets of them for the rebuilt patients, each with its own answer. */
const simulations = 25

/** The difference under each delta, the delta that tips, what the lower limit can attain, and the worst case. */
export function deltaRows(
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
  const blank = { ...censoringDifference(its, scenario), draws: others.length }
  const sweep = scanOf(found).map((value): Row => {
    const columns = overSimulations(found.map((it) => it.at(value)))
    const spread = spreadOf(overDraws.map((it) => estimateColumns(it.at(value)).estimate))
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
    variant:
      scenario['other arm'] === 'opposite'
        ? `worst case: every drop-out of ${scenario.arm} had the event at once, none of ${scenario.control} before the milestone`
        : 'worst case: every drop-out had the event at once',
  }
  const differenceThere =
    tip.estimate === null ? null : overSimulations(found.map((it) => it.at(tip.estimate ?? 1))).estimate
  const finding = deltaFinding(inLabels(its, scenario), { found, overDraws, tip, bound, worst, differenceThere })
  return { rows: [...sweep, worstRow, tip, bound], curves: [], finding }
}

const scanOf = (found: readonly CensoringTipping[]): readonly number[] =>
  found[0]?.tipping.scan.map((it) => it.value) ?? []
