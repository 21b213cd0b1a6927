import { normalUpperTail } from '../numeric/normal-distribution.ts'
import { requireTwoArms } from './arm.ts'
import { coxDerivatives, coxLogLikelihood, coxTerms, requireTies, type Ties } from './cox-likelihood.ts'
import { coxMaximum } from './cox-maximum.ts'
import { coxSweep } from './cox-sweep.ts'
import { type EstimateNotEstimable, type EstimateValue, ratioEstimate } from './estimate.ts'
import type { Patients } from './patients.ts'
import { requireCall } from './require-call.ts'
import { requireNumber } from './require-number.ts'
import { riskSets, type StratumOption } from './risk-sets.ts'

export interface CoxValue {
  readonly kind: 'value'
  /** log of the hazard of arm 1 over that of arm 0. */
  readonly logHazardRatio: number
  /** Of the log hazard ratio, from the observed information. */
  readonly standardError: number
  /** Wald interval; its `standardError` is that of the logarithm. */
  readonly hazardRatio: EstimateValue
  /** Wald test, logHazardRatio / standardError. */
  readonly z: number
  /** Two-sided, of the Wald test. */
  readonly pValue: number
  readonly ties: Ties
}

/**
 * The likelihood rises for ever: while both arms have patients at risk, only one of them has events. The hazard ratio of
 * arm 1 against arm 0 is 0 or infinite, without an interval from a standard error.
 */
export interface CoxMonotone {
  readonly kind: 'monotone'
  /** 0 or Infinity. */
  readonly hazardRatio: number
  readonly reason: string
}

export type Cox = CoxValue | CoxMonotone | EstimateNotEstimable

export interface CoxOptions extends StratumOption {
  /** Default 'efron'. */
  readonly ties?: Ties
  /** Level of the interval, a proportion; default 0.95. */
  readonly level?: number
}

const COX_OPTIONS = ['ties', 'level', 'stratum']

/**
 * Cox proportional hazards regression of two arms: the hazard ratio of arm 1 against arm 0 that maximises the partial
 * likelihood, with Efron's or Breslow's ties; stratified, the likelihoods of the strata are multiplied. Weights multiply
 * the likelihood (standard errors are the model's); with delayed entry a patient is at risk on (start, time].
 *
 * @returns `monotone` where the maximum lies at infinity (decided exactly, by counting), `not-estimable` where no event
 * happens while both arms have patients at risk
 *
 * [Cox1972], [Efron1977], [Breslow1974]. Agrees with R `coxph` iterated to the end, to 1e-10.
 *
 * @example
 * ```ts
 * import { cox, patients } from 'remeier/survival'
 * const p = patients({ arms: ['a', 'b'], time: [1, 3, 2, 4], event: [1, 1, 1, 1], assigned: [0, 0, 1, 1] })
 * cox(p).logHazardRatio // => -0.9406136421072089
 * ```
 */
export function cox(patients: Patients, options: CoxOptions = {}): Cox {
  requireCall('cox', patients, options, COX_OPTIONS)
  const { ties = 'efron', level = 0.95, stratum } = options
  const { weight, start } = patients
  requireTwoArms(patients, 'cox')
  requireTies('cox', ties)
  const terms =
    weight || start || stratum
      ? coxTerms(riskSets(patients, 'cox', stratum), ties, weight !== undefined)
      : coxSweep(patients, ties)
  const { events0, events1 } = terms
  if (events0 + events1 === 0)
    return { kind: 'not-estimable', reason: 'no event while both arms have patients at risk' }
  if (events1 === 0) return { kind: 'monotone', hazardRatio: 0, reason: 'no event in arm 1 while arm 0 is at risk' }
  if (events0 === 0)
    return { kind: 'monotone', hazardRatio: Infinity, reason: 'no event in arm 0 while arm 1 is at risk' }
  const { beta, information } = coxMaximum(terms)
  const standardError = 1 / Math.sqrt(information)
  const z = beta / standardError
  return {
    kind: 'value',
    logHazardRatio: beta,
    standardError,
    hazardRatio: ratioEstimate(beta, standardError, level),
    z,
    pValue: 2 * normalUpperTail(Math.abs(z)),
    ties,
  }
}

/** The partial likelihood at a given log hazard ratio. */
export interface CoxLikelihood {
  readonly logLikelihood: number
  /** First derivative. */
  readonly score: number
  /** Minus the second derivative. */
  readonly information: number
}

/**
 * The log partial likelihood of `cox` as a function of the log hazard ratio: for likelihood ratio and score tests and
 * profile intervals. The log hazard ratio must lie on [-700, 700] (beyond, its exponential is no double), otherwise a RangeError. At 0, score^2 / information is the score test: the log-rank test, if no times are tied.
 *
 * [Cox1972]. Agrees with R `coxph(init = beta, iter.max = 0)` to 1e-10.
 *
 * @example
 * ```ts
 * import { coxLikelihood, patients } from 'remeier/survival'
 * const p = patients({ arms: ['a', 'b'], time: [1, 3, 2, 4], event: [1, 1, 1, 1], assigned: [0, 0, 1, 1] })
 * coxLikelihood(p)(0).score // => -0.6666666666666667
 * ```
 */
export function coxLikelihood(patients: Patients, options: CoxOptions = {}): (beta: number) => CoxLikelihood {
  requireCall('coxLikelihood', patients, options, COX_OPTIONS)
  const { ties = 'efron', stratum } = options
  requireTies('coxLikelihood', ties)
  const terms = coxTerms(riskSets(patients, 'coxLikelihood', stratum), ties, patients.weight !== undefined)
  return (beta) => {
    requireNumber('coxLikelihood', beta, Math.abs(beta) <= 700, 'a log hazard ratio on [-700, 700]')
    const { score, information } = coxDerivatives(terms, beta)
    return { logLikelihood: coxLogLikelihood(terms, beta), score, information }
  }
}
