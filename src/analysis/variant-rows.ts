import type { Row } from '../result/row.ts'
import type { Patients } from '../survival/patients.ts'
import { blankRow, type Case, estimateColumns, isExtrapolated } from './case.ts'
import { type Measured, patientMeasures } from './patient-measures.ts'
import { parseMeasure } from './plan-measure.ts'
import type { PlanScenario } from './plan.ts'
import { measuresOf } from './plan.ts'
import { noSpread, spreadOf } from './spread.ts'

/** One way in which a scenario changes patients: an assumption, or a value of a swept parameter. */
export interface PatientVariant {
  /** In words; empty where the parameter says it all. */
  readonly variant: string
  readonly method: string
  readonly assumption: string
  readonly population?: string
  readonly clock?: string
  readonly parameter?: string
  readonly value?: number
  /** The changed patients; `draw` is -1 for the rebuilt patients, else the number of the draw, so that a simulated part can differ between draws. */
  readonly of: (patients: Patients, draw: number) => Patients
}

/**
 * Every measure of a scenario on the changed patients, with its sampling interval, and its spread over the draws, each changed in the same
 * way: one row a variant, measure and arm or contrast.
 */
export function variantRows(
  its: Case,
  scenario: PlanScenario,
  variants: readonly PatientVariant[],
  draws: readonly Patients[],
): readonly Row[] {
  const measures = measuresOf(its.plan, scenario).map(parseMeasure)
  const measured = (patients: Patients): readonly Measured[] => measures.flatMap((it) => patientMeasures(it, patients))
  return variants.flatMap((variant) => {
    const overDraws = draws.map((patients, draw) => measured(variant.of(patients, draw)))
    return measured(variant.of(its.reconstruction.patients, -1)).map((it, i): Row => {
      const columns = estimateColumns(it.estimate)
      const beyond = columns.status === 'ok' && isExtrapolated(its, [it.arm, it.versus], it.time)
      const spread = it.estimate.kind === 'value' ? spreadOf(overDraws.map((draw) => numberOf(draw[i]))) : noSpread
      return {
        ...blankRow(its, scenario),
        ...columns,
        ...spread,
        variant: variant.variant,
        method: `${variant.method}; ${it.method}`,
        population: variant.population ?? its.reconstruction.evidence.population,
        clock: variant.clock ?? its.reconstruction.evidence.clock,
        arm: it.arm,
        versus: it.versus,
        measure: it.measure,
        time: it.time,
        parameter: variant.parameter ?? '',
        value: variant.value ?? null,
        status: beyond ? 'extrapolated' : columns.status,
        assumption: variant.assumption,
        nEvent: it.nEvent,
        draws: draws.length,
      }
    })
  })
}

/** A draw's number; a time that is not reached is later than any. */
export function numberOf(measured: Measured | undefined): number | null {
  if (measured === undefined) return null
  if (measured.estimate.kind === 'not-reached') return Infinity
  return measured.estimate.kind === 'value' ? measured.estimate.value : null
}
