import type { EndpointEvidence } from '../../../src/evidence/evidence.ts'
import { armAt } from '../../../src/survival/arm.ts'
import { cox } from '../../../src/survival/cox.ts'
import type { KaplanMeier } from '../../../src/survival/kaplan-meier.ts'
import { kaplanMeier } from '../../../src/survival/kaplan-meier.ts'
import type { Patients } from '../../../src/survival/patients.ts'
import { restrictedArea } from '../../../src/survival/rmst.ts'
import { survivalAt } from '../../../src/survival/survival-at.ts'
import { survivalQuantile } from '../../../src/survival/survival-quantile.ts'

export const openMeasures = [
  'survival before the first event',
  'survival at 0.1 tau',
  'survival at 0.25 tau',
  'survival at 0.5 tau',
  'survival at 0.75 tau',
  'survival at 0.95 tau',
  'difference of survival at 0.5 tau',
  'landmark, untold',
  'median, untold',
  'restricted mean to 0.5 tau',
  'restricted mean to 0.75 tau',
  'difference of restricted means to 0.5 tau',
  'difference of restricted means to 0.75 tau',
  'log hazard ratio, untold',
  'events of an arm',
  'number at risk at 0.25 tau',
  'number at risk at 0.5 tau',
  'number at risk at 0.75 tau',
  'number at risk, one time untold',
] as const
export type OpenMeasure = (typeof openMeasures)[number]

/** One set of patients with what several measures need of each arm. */
export interface Watched {
  readonly patients: Patients
  readonly arms: readonly { readonly patients: Patients; readonly curve: KaplanMeier }[]
}

export function watched(patients: Patients): Watched {
  const arms = patients.arms.map((_, arm) => {
    const own = armAt(patients, arm)
    return { patients: own, curve: kaplanMeier(own) }
  })
  return { patients, arms }
}

export interface Asked {
  readonly measure: OpenMeasure
  /** The arms that it is of. */
  readonly arms: readonly number[]
  /** Infinity: a time that is not reached. Null: the patients do not give it. */
  readonly of: (patients: Watched) => number | null
}

/** No landmark stands within this share of tau of a time "without a figure". */
const near = 0.02

/** Restricted means run to these shares of tau. */
const untils = [0.5, 0.75] as const

/** What the figures leave open as they are printed. */
export function leftOpen({ arms }: EndpointEvidence, truth: Watched, tau: number): Asked[] {
  const ofArms = arms.flatMap((printed, arm): Asked[] => {
    const one = (measure: OpenMeasure, of: Asked['of']): Asked => ({ measure, arms: [arm], of })
    const isFree = (time: number): boolean => printed.landmarks.every((it) => Math.abs(it.time - time) >= near * tau)
    const survivals = ([0.1, 0.25, 0.5, 0.75, 0.95] as const).filter((share) => isFree(share * tau))
    const ticks = printed.atRisk.length === 0 ? ([0.25, 0.5, 0.75] as const) : []
    return [
      one('survival before the first event', survivalOf(arm, firstEvent(truth, arm) / 2)),
      ...survivals.map((share) => one(`survival at ${share} tau`, survivalOf(arm, share * tau))),
      ...untils.map((share) => one(`restricted mean to ${share} tau`, areaOf(arm, share * tau))),
      ...(printed.events === null ? [one('events of an arm', eventsOf(arm))] : []),
      ...ticks.map((share) => one(`number at risk at ${share} tau`, atRiskAt(arm, share * tau))),
    ]
  })
  const both = [0, 1]
  return [
    ...ofArms,
    ...untils.map((share): Asked => ({
      measure: `difference of restricted means to ${share} tau`,
      arms: both,
      of: difference(areaOf(0, share * tau), areaOf(1, share * tau)),
    })),
    {
      measure: 'difference of survival at 0.5 tau',
      arms: both,
      of: difference(survivalOf(0, 0.5 * tau), survivalOf(1, 0.5 * tau)),
    },
  ]
}

function firstEvent({ arms }: Watched, arm: number): number {
  const { time, event } = arms[arm]!.patients
  return time[event.indexOf(1)] ?? time.at(-1)!
}

const difference =
  (zero: Asked['of'], one: Asked['of']): Asked['of'] =>
  (patients) => {
    const [reference, other] = [zero(patients), one(patients)]
    return reference === null || other === null ? null : other - reference
  }

export const survivalOf =
  (arm: number, time: number): Asked['of'] =>
  ({ arms }) =>
    survivalAt(arms[arm]!.curve, time)

export const medianOf =
  (arm: number): Asked['of'] =>
  ({ arms }) => {
    const median = survivalQuantile(arms[arm]!.curve, 0.5)
    return median.kind === 'value' ? median.value : Infinity
  }

const areaOf =
  (arm: number, until: number): Asked['of'] =>
  ({ arms }) => {
    const found = restrictedArea(arms[arm]!.patients, until)
    return found.kind === 'area' ? found.value : null
  }

const eventsOf =
  (arm: number): Asked['of'] =>
  ({ arms }) =>
    arms[arm]!.patients.event.reduce((sum, event) => sum + event, 0)

export const atRiskAt =
  (arm: number, time: number): Asked['of'] =>
  ({ arms }) =>
    arms[arm]!.patients.time.reduce((sum, it) => sum + (it >= time ? 1 : 0), 0)

export function logRatio({ patients }: Watched): number | null {
  const fitted = cox(patients)
  return fitted.kind === 'value' ? fitted.logHazardRatio : null
}
