import { pairOfPatients } from '../reconstruct/rebuilt-figure.ts'
import { arm as armOf } from '../survival/arm.ts'
import { cox } from '../survival/cox.ts'
import { type Estimate, notEstimable } from '../survival/estimate.ts'
import { kaplanMeier } from '../survival/kaplan-meier.ts'
import { logRank } from '../survival/log-rank.ts'
import { milestone, milestoneDifference } from '../survival/milestone.ts'
import type { Patients } from '../survival/patients.ts'
import { rmstDifference } from '../survival/rmst-contrast.ts'
import { rmst } from '../survival/rmst.ts'
import { survivalQuantile } from '../survival/survival-quantile.ts'
import type { PlanMeasure } from './plan-measure.ts'

/** One measure of one arm or contrast: what a row says of it apart from its place in an analysis. */
export interface Measured {
  readonly measure: string
  readonly time: number | null
  readonly method: string
  readonly arm: string
  /** Empty for a measure of one arm. */
  readonly versus: string
  /** What the number is for, where that depends on its sign. */
  readonly variant?: string
  readonly assumption?: string
  readonly estimate: Estimate
  readonly nEvent: number | null
}

/** Level of the interval of a measure of an arm, or of a contrast (`arm-vs-reference`): a proportion. */
export type LevelOf = (measure: string, time: number | null, arm: string) => number

/** A measure of the plan on patients: per arm, or arm 1 (and each further arm) against arm 0. A single arm has no contrasts. */
export function patientMeasures(
  { kind, time }: PlanMeasure,
  patients: Patients,
  levelOf: LevelOf = () => LEVEL,
): readonly Measured[] {
  const at = time ?? 0
  switch (kind) {
    case 'events':
      return [...perArm(patients, 'events', null, 'count', countEvents), total(patients)]
    case 'median':
      return perArm(patients, 'median', null, 'kaplan-meier', (it, arm) =>
        survivalQuantile(kaplanMeier(it, { level: levelOf('median', null, arm) }), 0.5),
      )
    case 'milestone':
      return perArm(patients, 'survival', at, 'kaplan-meier', (it, arm) =>
        milestone(it, at, { level: levelOf('survival', at, arm) }),
      )
    case 'rmst':
      return perArm(patients, 'rmst', at, 'kaplan-meier', (it) => rmst(it, at))
    case 'milestone difference':
      return contrasts(patients, 'survival-difference', at, 'kaplan-meier', (it) => ({
        estimate: milestoneDifference(it, at),
      }))
    case 'rmst difference':
      return contrasts(patients, 'rmst-difference', at, 'kaplan-meier', (it) => ({ estimate: rmstDifference(it, at) }))
    case 'hazard ratio':
      return contrasts(patients, 'hazard-ratio', null, 'cox, efron', (it, contrast) => ({
        estimate: hazardRatio(it, levelOf('hazard-ratio', null, contrast)),
      }))
    case 'log-rank':
      return contrasts(patients, 'p-value', null, 'log-rank, unstratified', (it) => ({ estimate: pValue(it) }))
  }
}

const LEVEL = 0.95

function point(value: number): Estimate {
  return { kind: 'value', value, lower: null, upper: null, level: LEVEL, standardError: null }
}

function countEvents(patients: Patients): Estimate {
  return point(eventsOf(patients))
}

function total(patients: Patients): Measured {
  const estimate = countEvents(patients)
  return {
    measure: 'events',
    time: null,
    method: 'count',
    arm: 'all',
    versus: '',
    estimate,
    nEvent: eventsOf(patients),
  }
}

function hazardRatio(patients: Patients, level: number): Estimate {
  const result = cox(patients, { level })
  switch (result.kind) {
    case 'value':
      return result.hazardRatio
    case 'monotone':
      return notEstimable(result.reason)
    case 'not-estimable':
      return result
  }
}

function pValue(patients: Patients): Estimate {
  const result = logRank(patients)
  return result.kind === 'value' ? point(result.pValue) : result
}

const eventsOf = (patients: Patients): number => patients.event.reduce((sum, it) => sum + it, 0)

function perArm(
  patients: Patients,
  measure: string,
  time: number | null,
  method: string,
  estimator: (patients: Patients, arm: string) => Estimate,
): readonly Measured[] {
  return patients.arms.map((arm): Measured => {
    const own = armOf(patients, arm)
    return { measure, time, method, arm, versus: '', estimate: estimator(own, arm), nEvent: eventsOf(own) }
  })
}

/** An estimator on arm 1 and each further arm, with arm 0. */
export function contrasts(
  patients: Patients,
  measure: string,
  time: number | null,
  method: string,
  estimator: (pair: Patients, contrast: string) => Pick<Measured, 'estimate' | 'variant' | 'assumption'>,
): readonly Measured[] {
  const [reference, ...others] = patients.arms
  if (reference === undefined) return []
  return others.map((arm, rank): Measured => {
    const pair = pairOfPatients(patients, 0, rank + 1)
    return {
      measure,
      time,
      method,
      arm,
      versus: reference,
      nEvent: eventsOf(pair),
      ...estimator(pair, `${arm}-vs-${reference}`),
    }
  })
}
