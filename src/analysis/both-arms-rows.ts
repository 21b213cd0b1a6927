import { randomStream } from '../numeric/random-stream.ts'
import { levelText, trimmed } from '../result/format.ts'
import type { Row } from '../result/row.ts'
import { gridFrontier } from '../scenario/grid-frontier.ts'
import { imputedVersions } from '../scenario/imputed-versions.ts'
import { coxOfVersions, poolGrid } from '../scenario/pool-grid.ts'
import type { Pooled } from '../scenario/rubin.ts'
import type { TippingFrontier } from '../scenario/tipping-frontier.ts'
import { scanValues } from '../scenario/tipping-point.ts'
import type { ArmVersions } from '../survival/cox-arms-sweep.ts'
import type { Patients } from '../survival/patients.ts'
import { assumedInWords } from './assumed-follow-up.ts'
import { inLabels } from './contrast-rows.ts'
import { bothArmsFinding } from './both-arms-finding.ts'
import { blankRow, type Case, type ScenarioResult } from './case.ts'
import type { DropOutOfBothArmsPlan } from './plan.ts'
import { spreadOf } from './spread.ts'
import { simulated, streamName, type Suspected, suspectedArms } from './suspected-arms.ts'
import { twoParameterRows } from './two-parameter-rows.ts'
import { withoutFollowUp } from './without-follow-up.ts'

/** So many draws of the reconstruction give the spread, each with so many imputations, whose chance is in it. */
const spreadDraws = 40
const spreadImputations = 10

/** The pooled log hazard ratio under every pair of deltas, [delta of the control][delta of the arm]. */
interface Grid {
  readonly control: readonly number[]
  readonly arm: readonly number[]
  readonly at: (control: number, arm: number) => Pooled | null
}

/** The hazard ratio under a grid of deltas, one an arm, and the frontier at which a limit of it reaches the target. */
export function bothArmsRows(its: Case, scenario: DropOutOfBothArmsPlan, draws: readonly Patients[]): ScenarioResult {
  const { delta, tip, imputations, arm, control } = scenario
  const suspected = suspectedArms(its, scenario, its.reconstruction.patients)
  if (suspected === null) return withoutFollowUp(its, scenario, 'hazard-ratio')
  const drawn = draws.slice(0, spreadDraws).flatMap((it) => suspectedArms(its, scenario, it) ?? [])
  const shown = { arm: deltasOf(delta.arm, delta.cells), control: deltasOf(delta.control, delta.cells) }
  const points = (delta.cells - 1) * delta.steps + 1
  const found = gridOf(its, scenario, suspected, imputations, { ...shown, arm: deltasOf(delta.arm, points) })
  const overDraws = drawn.map((it) => gridOf(its, scenario, it, spreadImputations, shown))
  const target = Math.log(tip.target)
  const frontierOf = (grid: Grid): TippingFrontier =>
    gridFrontier(grid.control, grid.arm, (i, j) => grid.at(i, j)?.[keys[tip.reaches]] ?? null, target)
  const frontier = frontierOf(found)
  const rows = twoParameterRows({
    blank: blankOf(its, scenario, drawn.length),
    first: { name: `delta ${arm}`, values: shown.arm },
    second: { name: `delta ${control}`, values: shown.control },
    cell: (i, j) => ({
      ...columnsOf(found.at(j, i * delta.steps)),
      ...spreadOf(overDraws.map((it) => ratio(it.at(j, i)?.value))),
    }),
    asked: askedOf(scenario),
    sought: tip.reaches === 'estimate' ? 'hazard-ratio' : `hazard-ratio-${tip.reaches}`,
    frontier: asRatios(frontier),
    drawn: overDraws.map(frontierOf),
  })
  const assumed = assumedInWords(scenario['potential follow-up'], suspected.patients)
  const finding = bothArmsFinding(inLabels(its, scenario), rows, dropOuts(its, scenario, suspected), assumed)
  return { rows, curves: [], finding }
}

const keys = { estimate: 'value', lower: 'lower', upper: 'upper' } as const

/** Six digits, as they are written: what is shown is what was computed with. */
const deltasOf = (range: { readonly from: number; readonly to: number }, points: number): readonly number[] =>
  scanValues({ ...range, points, spacing: 'log' }).map((it) => Number(it.toPrecision(6)))

function gridOf(
  its: Case,
  scenario: DropOutOfBothArmsPlan,
  suspected: Suspected,
  imputations: number,
  { arm, control }: { readonly arm: readonly number[]; readonly control: readonly number[] },
): Grid {
  // Potential follow-up is drawn anew with each imputation: that it is not known is part of what is not known.
  const sets = Array.from({ length: imputations }, (_, m) => simulated(its, bothOf(scenario), suspected, m))
  const versions = (index: number, deltas: readonly number[]): ArmVersions =>
    imputedVersions({
      patients: (m) => sets[m] ?? suspected.patients,
      arm: index,
      deltas,
      imputations,
      random: randomStream(its.plan.seed, `${streamName(its, scenario)}/imputation/${index}`),
    })
  const pooled = poolGrid(coxOfVersions(versions(0, control), versions(1, arm)), imputations, scenario.level)
  return { arm, control, at: (i, j) => pooled[i * arm.length + j] ?? null }
}

const bothOf = (scenario: DropOutOfBothArmsPlan) => ({ ...scenario, 'other arm': 'opposite' as const })

function blankOf(its: Case, scenario: DropOutOfBothArmsPlan, draws: number): Row {
  const { arm, control, imputations, assumptions } = scenario
  return {
    ...blankRow(its, scenario),
    method: `cox, efron; ${imputations} imputations`,
    arm,
    versus: control,
    measure: 'hazard-ratio',
    assumption: assumptions[0] ?? '',
    draws,
  }
}

const ratio = (logarithm: number | undefined): number | null => (logarithm === undefined ? null : Math.exp(logarithm))

function columnsOf(pooled: Pooled | null): Partial<Row> {
  if (pooled === null) return { status: 'not-estimable' }
  const { value, lower, upper, level, standardError } = pooled
  return { estimate: Math.exp(value), lower: Math.exp(lower), upper: Math.exp(upper), level, standardError }
}

function askedOf({ tip, level }: DropOutOfBothArmsPlan): string {
  const limit = tip.reaches === 'estimate' ? '' : `${tip.reaches} ${levelText(level)} limit of the `
  return `the ${limit}hazard ratio reaches ${trimmed(tip.target, 3)}`
}

/** What is attainable, from logarithms to ratios. */
function asRatios(frontier: TippingFrontier): TippingFrontier {
  const ends = <A extends { readonly lower: number; readonly upper: number }>(it: A): A => ({
    ...it,
    lower: Math.exp(it.lower),
    upper: Math.exp(it.upper),
  })
  const points = frontier.points.map((it) =>
    it.second.kind === 'not-estimable'
      ? it
      : { ...it, second: { ...it.second, attainable: ends(it.second.attainable) } },
  )
  return { ...frontier, points, attainable: frontier.attainable === null ? null : ends(frontier.attainable) }
}

/** Drop-outs of the control and of the arm among the rebuilt patients, in the first simulation. */
function dropOuts(its: Case, scenario: DropOutOfBothArmsPlan, suspected: Suspected): readonly [number, number] {
  const { assigned, event, reason } = simulated(its, bothOf(scenario), suspected, 0)
  const count = (arm: number): number =>
    assigned.filter((it, row) => it === arm && event[row] === 0 && reason?.[row] === 1).length
  return [count(0), count(1)]
}
