import type { ScenarioCurveRow } from '../result/frames.ts'
import type { Row } from '../result/row.ts'
import { infusedFromItt } from '../scenario/infused-from-itt.ts'
import { infusedShare } from '../scenario/infused-share.ts'
import { notInfusedSentence, type NotInfusedLaw } from '../scenario/not-infused-law.ts'
import type { RawCurve } from '../scenario/outcome.ts'
import { infeasibleStretches, isFeasible, type Stretch } from '../scenario/raw-curve.ts'
import type { Curve } from '../survival/curve.ts'
import { blankRow, type Case, estimateColumns, isExtrapolated, neededUpTo, type ScenarioResult } from './case.ts'
import { infusedCounts } from './infused-counts.ts'
import type { ArmErrors } from './infused-error.ts'
import { infusedFinding } from './infused-finding.ts'
import { infusedMeasure } from './infused-measure.ts'
import { notInfusedChoice } from './not-infused-choice.ts'
import { type InfusedFromIttPlan, measuresOf } from './plan.ts'
import { parseMeasure, type PlanMeasure } from './plan-measure.ts'
import { spreadOf } from './spread.ts'
import { unpinnedWords } from './unpinned-words.ts'

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
        const estimate = infusedMeasure(measure, raw, pair.control, { share, law, errors })
        if (estimate === null) continue
        const values = overDraws.map((draw) => {
          const drawn = infusedMeasure(measure, draw.raw, draw.control, null)
          return drawn?.kind === 'not-reached' ? Infinity : drawn?.kind === 'value' ? drawn.value : null
        })
        const versus = measure.kind.endsWith('difference') ? scenario.control : ''
        const columns = estimateColumns(estimate)
        const upTo = neededUpTo(rowMeasure(measure), measure.time, columns.estimate)
        const beyond = isExtrapolated(its, [scenario.arm, versus], upTo)
        const status = !feasible ? 'infeasible' : columns.status === 'ok' && beyond ? 'extrapolated' : columns.status
        rows.push({
          ...blankRow(its, scenario),
          ...columns,
          ...(estimate.kind === 'value' ? spreadOf(values) : {}),
          variant: choice.label,
          method: 'inverse mixture',
          population: `${scenario.infused.stage}${waiting === 0 ? '' : ' or still waiting'} (${counts.infused + waiting} of ${counts.randomised})`,
          arm: scenario.arm,
          versus,
          measure: rowMeasure(measure),
          time: measure.time,
          parameter: `${scenario.infused.stage} share`,
          value: share,
          status,
          assumption:
            against === 0 ? sentence : `${sentence} Infeasible in ${against} of ${draws.length} drawn curves.`,
          draws: draws.length,
        })
      }
    })
  }
  const finding = infusedFinding(rows, stretches, scenario.infused.stage)
  return { rows, curves, finding: `${finding} ${unpinnedWords(its, rows)}`.trim() }
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

function curveRows(
  { reconstruction }: Case,
  { id, arm, infused }: InfusedFromIttPlan,
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
    parameter: `${infused.stage} share`,
    value: share,
    time,
    survival: raw.survival[i] ?? 0,
    repaired: raw.repaired.survival[i] ?? 0,
    feasible: !stretches.some((it) => time >= it.from && time <= it.to),
  }))
}
