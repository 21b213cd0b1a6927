import { trimmed } from '../result/format.ts'
import { formatEstimate, measureLabel } from '../result/measure-format.ts'
import type { Row } from '../result/row.ts'
import type { Patients } from '../survival/patients.ts'
import { borrowedBeyond, borrowedName, clocksDiffer, withBorrowed } from './borrowed-arm.ts'
import { blankRow, type Case, estimateColumns, isExtrapolated, type ScenarioResult } from './case.ts'
import { labelOf } from './contrast-rows.ts'
import { patientMeasures } from './patient-measures.ts'
import { comparesArms, parseMeasure } from './plan-measure.ts'
import { type ControlArmReplacedPlan, measuresOf } from './plan.ts'
import { noSpread, spreadOf } from './spread.ts'
import { numberOf } from './variant-rows.ts'

/** The comparison with a borrowed control arm; refused where the clocks differ and no lag is given. */
export function replacedRows(
  its: Case,
  scenario: ControlArmReplacedPlan,
  other: Case,
  draws: readonly Patients[],
): ScenarioResult {
  const { arm, borrow, lag } = scenario
  const inFull = `${labelOf(other, borrow.arm)} of ${other.record.trial.trial}`
  const clocks = clocksDiffer(its, other)
  if (clocks !== null && lag === undefined)
    return refusedFor(its, scenario, `${clocks}: a comparison needs the lag between them.`)
  const shift = lag ?? 0
  const measures = measuresOf(its.plan, scenario).map(parseMeasure)
  const measured = (own: Patients, theirs: Patients) => {
    const pair = withBorrowed(own, arm, theirs, borrow, shift)
    return measures.flatMap((it) => patientMeasures(it, pair))
  }
  const overDraws = draws.map((it, k) => measured(it, other.reconstruction.drawPatients(k)))
  const assumption =
    `The control arm would have fared as ${borrow.arm} of ${other.record.trial.trial} did: its patients, care and assessments are taken to be alike.` +
    (shift === 0 ? '' : ` Its times are counted ${trimmed(shift)} months longer, without an event in them.`)
  const rows = measured(its.reconstruction.patients, other.reconstruction.patients).map((it, i): Row => {
    const columns = estimateColumns(it.estimate)
    const mine = it.arm === arm
    const beyond =
      (mine && isExtrapolated(its, [arm], it.time)) ||
      ((!mine || it.versus !== '') && borrowedBeyond(other, borrow.arm, it.time === null ? null : it.time - shift))
    return {
      ...blankRow(its, scenario),
      ...columns,
      ...(it.estimate.kind === 'value' ? spreadOf(overDraws.map((draw) => numberOf(draw[i]))) : noSpread),
      method: it.method,
      arm: it.arm,
      versus: it.versus,
      measure: it.measure,
      time: it.time,
      status: columns.status === 'ok' && beyond ? 'extrapolated' : columns.status,
      // An arm by itself compares nothing.
      assumption: it.versus === '' && mine ? '' : assumption,
      nEvent: it.nEvent,
      draws: draws.length,
    }
  })
  return { rows, curves: [], finding: findingOf(rows, labelOf(its, arm), inFull) }
}

function refusedFor(its: Case, scenario: ControlArmReplacedPlan, reason: string): ScenarioResult {
  const rows = measuresOf(its.plan, scenario)
    .map(parseMeasure)
    .filter(comparesArms)
    .map((measure): Row => {
      const name = {
        'hazard ratio': 'hazard-ratio',
        'log-rank': 'p-value',
        'milestone difference': 'survival-difference',
        'rmst difference': 'rmst-difference',
      } as const
      const names: Readonly<Record<string, string>> = name
      return {
        ...blankRow(its, scenario),
        method: 'refused',
        arm: scenario.arm,
        versus: borrowedName(scenario.borrow),
        measure: names[measure.kind] ?? measure.kind,
        time: measure.time,
        status: 'refused',
        assumption: reason,
      }
    })
  return { rows, curves: [], finding: `Refused. ${reason}` }
}

function findingOf(rows: readonly Row[], arm: string, name: string): string {
  const contrasts = rows.filter((it) => it.versus !== '' && it.estimate !== null)
  const each = contrasts.map((it) => {
    const beyond = it.status === 'extrapolated' ? ', beyond the last printed figure' : ''
    return `${measureLabel(it.measure, it.time).toLowerCase()} ${formatEstimate(it)}${beyond}`
  })
  return `${arm} against ${name}: ${each.join('; ')}. Arms of two trials: nothing here was randomised, and no covariates are known with which to adjust.`
}
