import { pairOfPatients } from '../reconstruct/rebuilt-figure.ts'
import type { Row } from '../result/row.ts'
import type { Estimate } from '../survival/estimate.ts'
import type { Patients } from '../survival/patients.ts'
import { blankRow, type Case, estimateColumns, isExtrapolated } from './case.ts'
import type { PlanScenario } from './plan.ts'
import { noSpread, spreadOf } from './spread.ts'

/** One number of a comparison of two arms: what its row says apart from its place in an analysis. */
export interface Contrast {
  readonly measure: string
  readonly estimate: Estimate
  /** Months; absent where the measure has no time. */
  readonly time?: number
  readonly variant?: string
  readonly method?: string
  readonly assumption?: string
  readonly population?: string
  readonly clock?: string
  readonly identification?: Row['identification']
  readonly origin?: Row['origin']
  readonly data?: Row['data']
  readonly parameter?: string
  readonly value?: number
  readonly nEvent?: number
  /** The assumption and the curve contradict each other; the number is shown all the same. */
  readonly infeasible?: boolean
  /** Asked for and not given, for the reason that `assumption` says. */
  readonly refused?: boolean
  /** Absent for the contrast itself; else the measure is of this arm alone. */
  readonly arm?: string
}

/** Of the rebuilt patients (draw -1) or of a draw; the reference arm first. */
export type ContrastsOf = (pair: Patients, draw: number) => readonly Contrast[]

/**
 * Rows of a scenario that compares two arms by name: each number from the rebuilt patients, its spread from the draws. A number is known by
 * its place in the list and its variant; where a draw gives another variant there, the number has no spread.
 */
export function contrastRows(
  its: Case,
  scenario: PlanScenario & { readonly arm: string; readonly control: string },
  draws: readonly Patients[],
  of: ContrastsOf,
): readonly Row[] {
  const { arm, control } = scenario
  const pair = (patients: Patients): Patients =>
    pairOfPatients(patients, patients.arms.indexOf(control), patients.arms.indexOf(arm))
  const drawn = draws.map((patients, draw) => of(pair(patients), draw))
  return of(pair(its.reconstruction.patients), -1).map((it, i): Row => {
    const columns = estimateColumns(it.estimate)
    const values = drawn.map((all) => (all[i]?.variant === it.variant ? numberOf(all[i]?.estimate) : null))
    const arms = it.arm === undefined ? [arm, control] : [it.arm]
    const beyond = columns.status === 'ok' && isExtrapolated(its, arms, it.time ?? null)
    return {
      ...blankRow(its, scenario),
      ...columns,
      ...(it.estimate.kind === 'value' ? spreadOf(values) : noSpread),
      variant: it.variant ?? '',
      method: it.method ?? '',
      ...(it.population === undefined ? {} : { population: it.population }),
      ...(it.clock === undefined ? {} : { clock: it.clock }),
      arm: it.arm ?? arm,
      versus: it.arm === undefined ? control : '',
      measure: it.measure,
      time: it.time ?? null,
      parameter: it.parameter ?? '',
      value: it.value ?? null,
      ...(it.origin === undefined ? {} : { origin: it.origin }),
      ...(it.data === undefined ? {} : { data: it.data }),
      status:
        it.refused === true
          ? 'refused'
          : beyond
            ? 'extrapolated'
            : it.infeasible === true && columns.status === 'ok'
              ? 'infeasible'
              : columns.status,
      ...(it.identification === undefined ? {} : { identification: it.identification }),
      assumption: it.assumption ?? '',
      nEvent: it.nEvent ?? null,
      draws: draws.length,
    }
  })
}

/** A number without an interval: a p-value, a statistic, a count. */
export function pointEstimate(value: number): Estimate {
  return { kind: 'value', value, lower: null, upper: null, level: 0.95, standardError: null }
}

/** An arm as the record calls it. */
export function labelOf({ reconstruction }: Case, arm: string): string {
  return reconstruction.evidence.arms.find((it) => it.id === arm)?.label ?? arm
}

/** A scenario for a sentence: its arms by their labels. */
export const inLabels = <S extends { readonly arm: string; readonly control: string }>(its: Case, scenario: S): S => ({
  ...scenario,
  arm: labelOf(its, scenario.arm),
  control: labelOf(its, scenario.control),
})

/** A draw's number; a time that is not reached is later than any. */
function numberOf(estimate: Estimate | undefined): number | null {
  if (estimate?.kind === 'not-reached') return Infinity
  return estimate?.kind === 'value' ? estimate.value : null
}
