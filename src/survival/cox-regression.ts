import { chiSquaredUpperTail } from '../numeric/gamma-distribution.ts'
import { normalUpperTail } from '../numeric/normal-distribution.ts'
import { requireTies, type Ties } from './cox-likelihood.ts'
import { type CoxMaximum, type CoxUnbounded, maximiseCox } from './cox-newton.ts'
import { robustCovariance, scoreResiduals } from './cox-residuals.ts'
import { type CoxRows, type PreparedRows, prepareRows } from './cox-rows.ts'
import { hazardSteps } from './hazard-steps.ts'
import { type EstimateNotEstimable, type EstimateValue, notEstimable, ratioEstimate } from './estimate.ts'
import { requireNames } from './require-names.ts'

export interface CoxTerm {
  readonly name: string
  /** Change of the log hazard with one unit of the covariate. */
  readonly coefficient: number
  readonly standardError: number
  /** From the sandwich; null unless asked for. */
  readonly robustStandardError: number | null
  /** Wald test, with the robust standard error where there is one. */
  readonly z: number
  readonly pValue: number
  /** exp(coefficient); its `standardError` is that of the logarithm. */
  readonly hazardRatio: EstimateValue
}

export interface ChiSquaredTest {
  readonly chiSquared: number
  readonly degreesOfFreedom: number
  readonly pValue: number
}

/** Cumulative baseline hazard, all covariates 0, at the event times of a stratum. */
export interface BaselineHazard {
  readonly stratum: number
  readonly time: Float64Array
  readonly cumulativeHazard: Float64Array
}

export interface CoxRegressionValue {
  readonly kind: 'value'
  readonly terms: readonly CoxTerm[]
  /** Of the coefficients, row by row (the model's). */
  readonly covariance: readonly (readonly number[])[]
  readonly robustCovariance: readonly (readonly number[])[] | null
  readonly logLikelihood: number
  /** With all coefficients 0. */
  readonly nullLogLikelihood: number
  readonly likelihoodRatioTest: ChiSquaredTest
  readonly scoreTest: ChiSquaredTest
  readonly baseline: readonly BaselineHazard[]
  readonly ties: Ties
}

export type CoxRegression = CoxRegressionValue | CoxUnbounded | EstimateNotEstimable

export interface CoxRegressionOptions {
  /** Default 'efron'. */
  readonly ties?: Ties
  /** Level of the intervals, a proportion; default 0.95. */
  readonly level?: number
  /** The sandwich standard error; default where the rows have clusters. Without clusters each row is one. */
  readonly robust?: boolean
}

/**
 * Cox proportional hazards regression on several covariates: the coefficients that maximise the partial likelihood, with
 * Efron's or Breslow's ties, strata with baseline hazards of their own, case weights, and rows (start, time] for delayed
 * entry and covariates that change in time. `patients` spread into the rows give the two-arm model:
 * `coxRegression({ ...patients, covariates: { arm: patients.assigned } })` (stratified, if they have strata).
 *
 * @returns `monotone` where the likelihood rises for ever in a coefficient: at every event nobody at risk lies further in its
 * direction than those with the event (differences below 1e-11 of the range in the stratum count as none), or, where no
 * coefficient does so alone, in several together (differences below 1e-5, as the direction comes from the iteration). For two
 * arms `cox` decides it by counting. `not-estimable` where covariates are constant or collinear among those at risk at events of their
 * stratum (a share of the variance below 1e-12 counts as none), where no event tells them apart, where arithmetic finds neither a maximum
 * nor a proof that there is none, where a coefficient is beyond the doubles, and where a robust standard error is 0 (one cluster, or clusters whose residuals each add up to 0:
 * R gives 0 or 1e-17).
 *
 * [Cox1972], [Efron1977], [Breslow1974], robust [LinWei1989]. Agrees with R `coxph` iterated to the end, to 1e-10.
 *
 * @example
 * ```ts
 * import { coxRegression } from 'remeier/survival'
 * const fit = coxRegression({ time: [1, 3, 2, 4], event: [1, 1, 1, 1], covariates: { age: [60, 70, 50, 55] } })
 * fit.terms[0].coefficient // => 0.002268050600627839
 * ```
 */
export function coxRegression(rows: CoxRows, options: CoxRegressionOptions = {}): CoxRegression {
  requireNames('coxRegression', options, ['ties', 'level', 'robust'])
  const { ties = 'efron', level = 0.95 } = options
  requireTies('coxRegression', ties)
  const prepared = prepareRows(rows, 'coxRegression')
  const { robust = prepared.cluster !== null } = options
  const fit = maximiseCox(prepared, ties)
  if (fit.kind !== 'maximum') return fit
  const { state, nullState, scoreTest } = fit
  const p = prepared.names.length
  const sandwich = robust ? robustCovariance(prepared, scoreResiduals(prepared, ties, state.eta), fit.covariance) : null
  const silent = sandwich && withoutSpread(prepared, sandwich, fit.covariance)
  if (silent !== null) return notEstimable(`the robust standard error of ${silent} is 0: too few clusters`)
  const coefficients = state.beta.map((b, j) => b / prepared.scale[j]!)
  const beyond = prepared.names.filter((_, j) => !Number.isFinite(coefficients[j]))
  if (beyond.length > 0)
    return notEstimable(`the coefficient of ${beyond.join(', ')} is beyond the doubles: take another unit`)
  const covariance = unscaled(fit.covariance, prepared.scale)
  const robustMatrix = sandwich ? unscaled(sandwich, prepared.scale) : null
  const test = (chiSquared: number): ChiSquaredTest => ({
    chiSquared,
    degreesOfFreedom: p,
    pValue: chiSquaredUpperTail(chiSquared, p),
  })
  return {
    kind: 'value',
    terms: prepared.names.map((name, j) => {
      const coefficient = coefficients[j]!
      const standardError = deviation(fit.covariance, prepared.scale, j)
      const robustStandardError = sandwich ? deviation(sandwich, prepared.scale, j) : null
      const used = robustStandardError ?? standardError
      const z = coefficient / used
      const pValue = 2 * normalUpperTail(Math.abs(z))
      const hazardRatio = ratioEstimate(coefficient, used, level)
      return { name, coefficient, standardError, robustStandardError, z, pValue, hazardRatio }
    }),
    covariance,
    robustCovariance: robustMatrix,
    logLikelihood: state.logLikelihood,
    nullLogLikelihood: nullState.logLikelihood,
    likelihoodRatioTest: test(2 * (state.logLikelihood - nullState.logLikelihood)),
    scoreTest: test(scoreTest),
    baseline: baselineHazards(prepared, ties, fit),
    ties,
  }
}

/** A robust standard error this small beside the model's is rounding error: residuals that add up to 0 in every cluster. */
const CANCELLED = 1e-7

/** Which covariates the sandwich says nothing of; null if it speaks of all. */
function withoutSpread({ names }: PreparedRows, sandwich: Float64Array, covariance: Float64Array): string | null {
  const p = names.length
  const none = names.filter((_, j) => !(sandwich[j * (p + 1)]! > CANCELLED * CANCELLED * covariance[j * (p + 1)]!))
  return none.length > 0 ? none.join(', ') : null
}

/** From standardised covariates to those that were given. */
function unscaled(matrix: Float64Array, scale: Float64Array): number[][] {
  const p = scale.length
  return Array.from(scale, (sj, j) => Array.from(scale, (sk, k) => matrix[j * p + k]! / (sj * sk)))
}

/** Not the root of what `unscaled` gives: squares of small scales have no double. */
function deviation(matrix: Float64Array, scale: Float64Array, j: number): number {
  return Math.sqrt(matrix[j * (scale.length + 1)]!) / scale[j]!
}

function baselineHazards(rows: PreparedRows, ties: Ties, { state }: CoxMaximum): BaselineHazard[] {
  return rows.strata.map((stratum) => {
    const atCentre = Math.exp(stratum.centre.reduce((sum, c, j) => sum - (state.beta[j]! * c) / rows.scale[j]!, 0))
    const { time, hazard } = hazardSteps(rows, stratum, state.eta, ties)
    let sum = 0
    return { stratum: stratum.name, time, cumulativeHazard: hazard.map((h) => (sum += h * atCentre)) }
  })
}
