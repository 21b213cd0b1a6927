import type { Lag } from '../scenario/lag.ts'
import type { IttMixture } from '../scenario/itt-from-infused.ts'
import { ittMeasures } from '../scenario/itt-measures.ts'
import type { NotInfusedLaw } from '../scenario/not-infused-law.ts'
import { arm as armOf } from '../survival/arm.ts'
import type { Curve } from '../survival/curve.ts'
import { kaplanMeier } from '../survival/kaplan-meier.ts'
import type { Patients } from '../survival/patients.ts'
import { rmst } from '../survival/rmst.ts'
import { type Estimate, normalEstimate, notEstimable } from '../survival/estimate.ts'
import type { PlanMeasure } from './plan-measure.ts'

const LEVEL = 0.95

/** A curve with its pointwise limits as curves, from time 0 on. */
export interface LimitedCurve {
  readonly point: Curve
  readonly lower: Curve
  readonly upper: Curve
}

/** The curves of one set of patients that go into the mixture. */
export interface MixtureCurves {
  readonly infused: LimitedCurve
  readonly control: LimitedCurve | null
}

/** Its name in rows. */
export const rowMeasure = ({ kind }: PlanMeasure): string => (kind === 'milestone' ? 'survival' : kind)

/** The Kaplan-Meier curve of an arm with its log-log limits; where they do not exist the last ones stay. */
export function limitedCurve(patients: Patients, arm: string): LimitedCurve {
  const km = kaplanMeier(armOf(patients, arm), { level: LEVEL })
  const from = km.time[0] === 0 ? 0 : 1
  const time = new Float64Array(km.time.length + from)
  time.set(km.time, from)
  const curve = (values: Float64Array): Curve => {
    const survival = new Float64Array(time.length).fill(1)
    values.forEach((it, i) => (survival[i + from] = Number.isNaN(it) ? (survival[i + from - 1] ?? 1) : it))
    return { time, survival }
  }
  return { point: curve(km.survival), lower: curve(km.lower), upper: curve(km.upper) }
}

/** What stays the same over the draws. */
export interface MixtureAssumption {
  readonly share: number
  readonly lag: Lag
  readonly law: NotInfusedLaw
}

export function mixtureOf(
  infused: LimitedCurve,
  control: LimitedCurve | null,
  { share, lag, law }: MixtureAssumption,
  limit: keyof LimitedCurve = 'point',
): IttMixture {
  const mixture = { infused: infused[limit], share, lag, notInfused: law }
  return control === null ? mixture : { ...mixture, control: control[limit] }
}

/** A measure of the whole arm as a number; infinite where a median is not reached, null where there is none. */
export function mixtureValue(mixture: IttMixture, { kind, time }: PlanMeasure): number | null {
  const measures = ittMeasures(mixture)
  if (kind === 'median') return measures.median() ?? Infinity
  if (kind === 'milestone') return measures.survival(time ?? 0)
  return kind === 'rmst' ? measures.rmst(time ?? 0) : null
}

/**
 * A measure of the whole arm with its sampling interval; share, lag and assumption are fixed, only the curves have sampling error. For milestones
 * and the median the limits are those of the mixture of the pointwise limits: exact for one lag and a law that is no curve, else too wide
 * rather than too narrow. For a restricted mean the standard errors add up over the lags (which is an upper limit of theirs); none
 * for a law that is a curve.
 */
export function mixtureEstimate(
  measure: PlanMeasure,
  patients: Patients,
  arm: string,
  of: (limit: keyof LimitedCurve) => IttMixture,
): Estimate {
  const { kind, time } = measure
  const value = mixtureValue(of('point'), measure)
  if (value === null) return notEstimable('a curve ends before this time')
  if (kind === 'rmst') {
    const error = meanError(of('point'), patients, arm, time ?? 0)
    if (error !== null) return normalEstimate(value, error, LEVEL)
    return { kind: 'value', value, lower: null, upper: null, level: LEVEL, standardError: null }
  }
  const [lower, upper] = [of('lower'), of('upper')].map((it) => finite(mixtureValue(it, measure)))
  const limits = { lower: lower ?? null, upper: upper ?? null, level: LEVEL }
  return value === Infinity
    ? { kind: 'not-reached', ...limits }
    : { kind: 'value', value, ...limits, standardError: null }
}

const finite = (it: number | null): number | null => (it === Infinity ? null : it)

function meanError(
  { share, lag, notInfused }: IttMixture,
  patients: Patients,
  arm: string,
  tau: number,
): number | null {
  if (lag === undefined || notInfused.kind.startsWith('as-')) return null
  const own = armOf(patients, arm)
  let sum = 0
  for (const [i, months] of lag.time.entries()) {
    if (months >= tau) continue
    const mean = rmst(own, tau - months)
    if (mean.kind !== 'value' || mean.standardError === null) return null
    sum += (lag.probability[i] ?? 0) * mean.standardError
  }
  return share * sum
}
