import { trimmed } from '../result/format.ts'
import type { ScenarioCurveRow } from '../result/frames.ts'
import type { Row } from '../result/row.ts'
import { fixedLag } from '../scenario/lag.ts'
import type { NotInfusedLaw } from '../scenario/not-infused-law.ts'
import { arm as armOf } from '../survival/arm.ts'
import { kaplanMeier, type KaplanMeier } from '../survival/kaplan-meier.ts'
import type { Patients } from '../survival/patients.ts'
import { borrowedBeyond, borrowedName, clocksDiffer } from './borrowed-arm.ts'
import { blankRow, type Case, estimateColumns, isExtrapolated, neededUpTo, type ScenarioResult } from './case.ts'
import { historicalFinding, movedByLag, onItsOwn } from './historical-finding.ts'
import { infusedCounts } from './infused-counts.ts'
import { limitedCurve, mixtureEstimate, mixtureOf, mixtureValue, rowMeasure } from './itt-mixtures.ts'
import { type Measured, patientMeasures } from './patient-measures.ts'
import { comparesArms, parseMeasure, type PlanMeasure } from './plan-measure.ts'
import { type BesideHistoricalControlPlan, measuresOf } from './plan.ts'
import { noSpread, spreadOf } from './spread.ts'
import { stepCurveRows } from './step-curve-rows.ts'
import { numberOf } from './variant-rows.ts'

const nobody: NotInfusedLaw = { kind: 'never-fail' }
const atOnce: NotInfusedLaw = { kind: 'fail-at', time: 0 }

/** Both arms by themselves, the immortal time of the one where an earlier clock is given, and the refused hazard ratio. */
export function historicalRows(
  its: Case,
  scenario: BesideHistoricalControlPlan,
  other: Case,
  draws: readonly Patients[],
): ScenarioResult {
  const { arm, borrow } = scenario
  const measures = measuresOf(its.plan, scenario)
    .map(parseMeasure)
    .filter((it) => !comparesArms(it))
  const theirs = draws.map((_, k) => other.reconstruction.drawPatients(k))
  const name = borrowedName(borrow)
  const own = sideRows(blankRow(its, scenario), { its, arm, name: arm, draws, measures })
  const borrowed = sideRows(
    { ...blankRow(other, scenario), analysis: its.plan.id, trial: blankRow(its, scenario).trial },
    { its: other, arm: borrow.arm, name, draws: theirs, measures },
  )
  const immortal = immortalRows(its, scenario, measures, draws)
  const clocks = clocksDiffer(its, other)
  const reason =
    'A hazard ratio between a single arm and a historical control is refused: nothing was randomised, and no covariates are known with which to adjust.' +
    (clocks === null ? '' : ` ${clocks}.`)
  const refused: Row = {
    ...blankRow(its, scenario),
    method: 'refused',
    arm,
    versus: name,
    measure: 'hazard-ratio',
    status: 'refused',
    assumption: reason,
  }
  const rows = [...own, ...borrowed, ...immortal, refused]
  const curves = [
    ...stepCurveRows(its, scenario, { variant: onItsOwn, arm }, curveOf(its, arm)),
    ...stepCurveRows(its, scenario, { variant: onItsOwn, arm: name }, curveOf(other, borrow.arm)),
    ...movedCurve(its, scenario),
  ]
  return { rows, curves, finding: historicalFinding(rows, its, other, scenario, reason) }
}

const curveOf = ({ reconstruction }: Case, arm: string): KaplanMeier => kaplanMeier(armOf(reconstruction.patients, arm))

/** The curve on the earlier clock: a plateau of immortal time, then as before. */
function movedCurve(its: Case, scenario: BesideHistoricalControlPlan): readonly ScenarioCurveRow[] {
  const earlier = scenario['earlier clock']
  if (earlier === undefined) return []
  const { time, survival } = curveOf(its, scenario.arm)
  return stepCurveRows(
    its,
    scenario,
    { variant: `${earlier.infused.stage} only, from ${earlier.clock}`, arm: scenario.arm },
    { time: time.map((it) => it + earlier.lag), survival },
  )
}

interface Side {
  readonly its: Case
  readonly arm: string
  /** As rows name it. */
  readonly name: string
  readonly draws: readonly Patients[]
  readonly measures: readonly PlanMeasure[]
}

function sideRows(blank: Row, { its, arm, name, draws, measures }: Side): readonly Row[] {
  const of = (it: Patients): readonly Measured[] =>
    // With one arm the total of the events is that of the arm.
    measures.flatMap((measure) => patientMeasures(measure, armOf(it, arm)).filter((row) => row.arm === arm))
  const overDraws = draws.map(of)
  return of(its.reconstruction.patients).map((it, i): Row => {
    const columns = estimateColumns(it.estimate)
    const upTo = neededUpTo(it.measure, it.time, columns.estimate)
    const beyond = columns.status === 'ok' && borrowedBeyond(its, arm, upTo)
    return {
      ...blank,
      ...columns,
      ...(it.estimate.kind === 'value' ? spreadOf(overDraws.map((draw) => numberOf(draw[i]))) : noSpread),
      variant: onItsOwn,
      method: it.method,
      arm: name,
      measure: it.measure,
      time: it.time,
      status: beyond ? 'extrapolated' : columns.status,
      nEvent: it.nEvent,
      draws: draws.length,
    }
  })
}

/** The curve moved to the earlier clock, on which nobody of it is taken to have had the event before (nobody can have died); and all there can be with everybody in it. */
function immortalRows(
  its: Case,
  scenario: BesideHistoricalControlPlan,
  measures: readonly PlanMeasure[],
  draws: readonly Patients[],
): readonly Row[] {
  const earlier = scenario['earlier clock']
  if (earlier === undefined) return []
  const { arm } = scenario
  const { infused: stages, clock } = earlier
  const counts = infusedCounts(its, { arm, infused: stages })
  const lag = fixedLag(earlier.lag)
  const { patients } = its.reconstruction
  const found = limitedCurve(patients, arm)
  const drawn = draws.map((it) => limitedCurve(it, arm))
  const share = counts.infused / counts.randomised
  return measures.flatMap((measure): Row[] => {
    if (measure.kind === 'events') return []
    const alone = { share: 1, lag, law: nobody }
    const estimate = mixtureEstimate(measure, patients, arm, (limit) => mixtureOf(found, null, alone, limit))
    const columns = estimateColumns(estimate)
    const at = (law: NotInfusedLaw) => (curve: typeof found) =>
      mixtureValue(mixtureOf(curve, null, { share, lag, law }), measure)
    const finite = (it: number | null): number | null => (it === Infinity ? null : it)
    const beyond = (estimate: number | null): boolean => {
      const upTo = neededUpTo(rowMeasure(measure), measure.time, estimate)
      return upTo !== null && isExtrapolated(its, [arm], upTo - earlier.lag)
    }
    const blank = {
      ...blankRow(its, scenario),
      clock,
      arm,
      measure: rowMeasure(measure),
      time: measure.time,
      draws: draws.length,
    }
    const values = drawn.map((it) => mixtureValue(mixtureOf(it, null, alone), measure))
    return [
      {
        ...blank,
        ...columns,
        ...(estimate.kind === 'value' ? spreadOf(values) : noSpread),
        variant: `${stages.stage} only, from ${clock}`,
        method: movedByLag,
        population: `${stages.stage} (${counts.infused})`,
        status: columns.status === 'ok' && beyond(columns.estimate) ? 'extrapolated' : columns.status,
        assumption: `Immortal time: nobody in this curve can have died in the first ${trimmed(earlier.lag)} months, an assumed lag, and nobody is taken to have had any other event then.`,
      },
      {
        ...blank,
        origin: 'bound',
        identification: 'bounded',
        variant: `all ${stages.of}, from ${clock}`,
        method: 'bounds of the forward mixture',
        population: `${stages.of} (${counts.randomised})`,
        lower: finite(at(atOnce)(found)),
        upper: finite(at(nobody)(found)),
        spreadLower: spreadOf(drawn.map(at(atOnce))).spreadLower,
        spreadUpper: spreadOf(drawn.map(at(nobody))).spreadUpper,
        status: beyond(finite(at(atOnce)(found))) ? 'extrapolated' : 'ok',
        assumption: `Any survival of the ${counts.randomised - counts.infused} who are not in the curve.`,
      },
    ]
  })
}
