import { enDash, percent } from '../result/format.ts'
import type { ScenarioCurveRow } from '../result/frames.ts'
import { formatValue, measureLabel } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import { curveMedian, curveRmst, curveSurvival } from '../scenario/curve-measures.ts'
import { infusedFromItt } from '../scenario/infused-from-itt.ts'
import { infusedShare } from '../scenario/infused-share.ts'
import { notInfusedSentence, type NotInfusedLaw } from '../scenario/not-infused-law.ts'
import type { RawCurve } from '../scenario/outcome.ts'
import { fromCurve, infeasibleStretches, isFeasible, type Stretch } from '../scenario/raw-curve.ts'
import type { Curve } from '../survival/curve.ts'
import { type Estimate, normalEstimate, notEstimable } from '../survival/estimate.ts'
import { blankRow, type Case, estimateColumns, isExtrapolated, type ScenarioResult } from './case.ts'
import { type ArmErrors, milestoneError, rmstError } from './infused-error.ts'
import { notInfusedChoice } from './not-infused-choice.ts'
import { type InfusedFromIttPlan, measuresOf } from './plan.ts'
import { parseMeasure, type PlanMeasure } from './plan-measure.ts'
import { spreadOf } from './spread.ts'
import { stageCount } from './stage-count.ts'

/** Figures rounded to a percent do not tell a curve better than this: smaller repairs are not called impossible. */
export const curveTolerance = 0.005

/** Both arms as curves: the smooth ones of the estimate, or those of a draw. */
export interface CurvePair {
  readonly arm: Curve
  readonly control: Curve
}

/** The infused by the inverse mixture, for each assumption about the others and each number still waiting. */
export function infusedRows(its: Case, scenario: InfusedFromIttPlan, draws: readonly CurvePair[]): ScenarioResult {
  const pair = smoothPair(its, scenario)
  const counts = infusedCounts(its, scenario)
  const errors: ArmErrors = { patients: its.reconstruction.patients, arm: scenario.arm, control: scenario.control }
  const measures = measuresOf(its.plan, scenario).map(parseMeasure)
  const rows: Row[] = []
  const curves: ScenarioCurveRow[] = []
  const stretches = new Map<string, readonly Stretch[]>()
  for (const choice of scenario['not infused']) {
    const law = notInfusedChoice(choice)
    scenario.waiting.forEach((waiting, rank) => {
      const share = infusedShare({ ...counts, waiting })
      const of = (from: CurvePair): RawCurve => mixture(from, share, law, scenario)
      const raw = of(pair)
      const overDraws = draws.map((draw) => ({ raw: of(draw), control: draw.control }))
      const feasible = isFeasible(raw, curveTolerance)
      const against = overDraws.filter((it) => !isFeasible(it.raw, curveTolerance)).length
      const sentence = notInfusedSentence(law, its.reconstruction.evidence.event)
      if (rank === 0) {
        curves.push(...curveRows(its, scenario, choice.label, share, raw))
        stretches.set(choice.label, infeasibleStretches(raw, curveTolerance))
      }
      for (const measure of measures) {
        const estimate = measured(measure, raw, pair.control, { share, law, errors })
        if (estimate === null) continue
        const values = overDraws.map((draw) => {
          const drawn = measured(measure, draw.raw, draw.control, null)
          return drawn?.kind === 'not-reached' ? Infinity : drawn?.kind === 'value' ? drawn.value : null
        })
        const versus = measure.kind.endsWith('difference') ? scenario.control : ''
        const columns = estimateColumns(estimate)
        const beyond = isExtrapolated(its, [scenario.arm, versus], measure.time)
        const status = !feasible ? 'infeasible' : columns.status === 'ok' && beyond ? 'extrapolated' : columns.status
        rows.push({
          ...blankRow(its, scenario),
          ...columns,
          ...(estimate.kind === 'value' ? spreadOf(values) : {}),
          variant: choice.label,
          method: 'inverse mixture',
          population: `infused (${counts.infused + waiting} of ${counts.randomised})`,
          arm: scenario.arm,
          versus,
          measure: rowMeasure(measure),
          time: measure.time,
          parameter: 'infused share',
          value: share,
          status,
          assumption:
            against === 0 ? sentence : `${sentence} Infeasible in ${against} of ${draws.length} drawn curves.`,
          draws: draws.length,
        })
      }
    })
  }
  return { rows, curves, finding: findingOf(rows, stretches) }
}

export function infusedCounts(
  { record }: Case,
  { arm, infused }: { readonly arm: string; readonly infused: { readonly stage: string; readonly of: string } },
): { readonly infused: number; readonly randomised: number } {
  const all = stageCount(record.trial, arm, infused.of)
  const some = stageCount(record.trial, arm, infused.stage)
  if (all === null || some === null)
    throw new RangeError(`the record ${record.trial.id} has no stages ${infused.stage} and ${infused.of}`)
  return { infused: some, randomised: all }
}

function smoothPair({ reconstruction }: Case, names: { readonly arm: string; readonly control: string }): CurvePair {
  const of = (arm: string): Curve => {
    const found = reconstruction.arms.find((it) => it.arm === arm)
    if (found === undefined) throw new RangeError(`the endpoint has no arm ${arm}`)
    return { time: found.curve.time, survival: found.curve.survival }
  }
  return { arm: of(names.arm), control: of(names.control) }
}

function mixture(
  { arm, control }: CurvePair,
  share: number,
  law: NotInfusedLaw,
  scenario: InfusedFromIttPlan,
): RawCurve {
  const first = scenario['first infusion']
  const input = { arm, control, share, notInfused: law, reading: 'lines' as const }
  return infusedFromItt(first === undefined ? input : { ...input, firstInfusion: first }).curve
}

const rowMeasures: Partial<Record<PlanMeasure['kind'], string>> = {
  median: 'median',
  milestone: 'survival',
  'milestone difference': 'survival-difference',
  rmst: 'rmst',
  'rmst difference': 'rmst-difference',
}

const rowMeasure = ({ kind }: PlanMeasure): string => rowMeasures[kind] ?? kind

interface Sampling {
  readonly share: number
  readonly law: NotInfusedLaw
  readonly errors: ArmErrors
}

/** A measure of the mixture; null where curves cannot give it (events, a hazard ratio). */
function measured(measure: PlanMeasure, raw: RawCurve, control: Curve, sampling: Sampling | null): Estimate | null {
  const at = measure.time ?? 0
  const difference = measure.kind.endsWith('difference')
  const withError = (estimate: Estimate, error: number | null): Estimate =>
    estimate.kind === 'value' && error !== null ? normalEstimate(estimate.value, error, 0.95) : estimate
  switch (measure.kind) {
    case 'median':
      return curveMedian(raw, 'lines')
    case 'milestone':
    case 'milestone difference': {
      const own = curveSurvival(raw, at, 'lines')
      const other = difference ? curveSurvival(fromCurve(control), at, 'lines') : null
      return withError(minus(own, other), sampling && milestoneError({ ...sampling, time: at, difference }))
    }
    case 'rmst':
    case 'rmst difference': {
      const own = curveRmst(raw, at, 'lines')
      const other = difference ? curveRmst(fromCurve(control), at, 'lines') : null
      return withError(minus(own, other), sampling && rmstError({ ...sampling, time: at, difference }))
    }
    case 'events':
    case 'hazard ratio':
    case 'log-rank':
      return null
  }
}

function minus(own: Estimate, other: Estimate | null): Estimate {
  if (other === null || own.kind !== 'value') return own
  if (other.kind !== 'value') return notEstimable('the control arm gives no value')
  return { ...own, value: own.value - other.value }
}

function curveRows(
  { reconstruction }: Case,
  { id, arm }: InfusedFromIttPlan,
  variant: string,
  share: number,
  raw: RawCurve,
): readonly ScenarioCurveRow[] {
  const { trial, endpoint } = reconstruction.evidence
  const stretches = infeasibleStretches(raw, curveTolerance)
  return [...raw.time].map((time, i) => ({
    trial,
    endpoint,
    scenario: id,
    variant,
    arm,
    parameter: 'infused share',
    value: share,
    time,
    survival: raw.survival[i] ?? 0,
    repaired: raw.repaired.survival[i] ?? 0,
    feasible: !stretches.some((it) => time >= it.from && time <= it.to),
  }))
}

/** What came out, over all assumptions and all numbers waiting. */
function findingOf(rows: readonly Row[], stretches: ReadonlyMap<string, readonly Stretch[]>): string {
  const latest = rows.filter((it) => it.measure === 'survival' && it.estimate !== null)
  const time = Math.max(...latest.map((it) => it.time ?? 0))
  const at = latest.filter((it) => it.time === time)
  if (at.length === 0) return ''
  const shares = at.flatMap((it) => it.value ?? [])
  const over = `infused shares of ${percent(Math.min(...shares))} to ${percent(Math.max(...shares))}`
  const all = `${measureLabel('survival', time)} of the infused runs from ${rangeOf(at)} over all assumptions and ${over}.`
  const impossible = [...stretches].filter(([, runs]) => runs.length > 0)
  if (impossible.length === 0) return all
  const named = impossible
    .map(([variant, runs]) => `${variant} (${runs.map(stretchText).join(', ')} months)`)
    .join('; ')
  const possible = at.filter((it) => it.status !== 'infeasible')
  const left = possible.length === 0 ? '' : `, which leaves ${rangeOf(possible)}`
  return `${all} With nobody still waiting, the rebuilt curve contradicts ${named}${left}; there the curve is the model's, not the paper's.`
}

function rangeOf(rows: readonly Row[]): string {
  const values = rows.flatMap((it) => it.estimate ?? [])
  return `${formatValue('survival', Math.min(...values))} to ${formatValue('survival', Math.max(...values))}`
}

const stretchText = ({ from, to }: Stretch): string => `${from.toFixed(1)}${enDash}${to.toFixed(1)}`
