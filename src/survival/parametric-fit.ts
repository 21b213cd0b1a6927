import { type EstimateNotEstimable, notEstimable } from './estimate.ts'
import { fitGeneralisedGamma } from './generalised-gamma.ts'
import { fitGompertz, gompertzTails } from './gompertz.ts'
import { extremeValue, type Family, fitLocationScale, logistic, normal, rate } from './location-scale.ts'
import type { Patients } from './patients.ts'
import { requireOneOf } from './require-one-of.ts'
import { requirePatients } from './require-patients.ts'
import { shapedTails } from './shaped-tails.ts'

const DISTRIBUTIONS = ['exponential', 'weibull', 'log-normal', 'log-logistic', 'gompertz', 'generalised-gamma'] as const
const NO_MAXIMUM = 'the likelihood has no maximum'

export type ParametricDistribution = (typeof DISTRIBUTIONS)[number]

export interface FittedParameter {
  readonly name: 'location' | 'log scale' | 'shape' | 'rate' | 'log hazard'
  readonly value: number
  readonly standardError: number
}

/** A fitted distribution of survival times. */
export interface ParametricFit {
  readonly kind: 'value'
  readonly distribution: ParametricDistribution
  readonly parameters: readonly FittedParameter[]
  /** Of the parameters, row by row. */
  readonly covariance: readonly (readonly number[])[]
  readonly logLikelihood: number
  /** 2 (number of parameters - logLikelihood). */
  readonly aic: number
  /** S(t), t >= 0. */
  readonly survival: (t: number) => number
  /** The time by which a proportion p has had the event, 0 < p < 1; Infinity if none (Gompertz with a falling hazard). */
  readonly quantile: (p: number) => number
}

const FAMILIES: Readonly<Record<'weibull' | 'log-normal' | 'log-logistic', Family>> = {
  weibull: extremeValue,
  'log-normal': normal,
  'log-logistic': logistic,
}

/**
 * Parametric survival fit of all the patients given, by maximum likelihood with standard errors from the observed
 * information.
 *
 * - `exponential`, `weibull`, `log-normal`, `log-logistic`: log T = location + scale Z, with Z extreme value (the first
 *   with scale 1), normal or logistic. Parameters: location, log scale. A Weibull has shape 1 / scale and scale
 *   exp(location).
 * - `generalised-gamma`: log T = location + scale W, with Prentice's W of shape Q: k = 1 / Q^2 and k e^(Q W) is gamma of shape
 *   k. Parameters: location, log scale, shape. Q = 1 is the Weibull, Q = 0 the log-normal, Q = scale the gamma, Q = -1 the
 *   inverse Weibull. Fitted from several of these; the highest maximum counts.
 * - `gompertz`: hazard exp(log hazard + rate t).
 *
 * Weights multiply the likelihood; with delayed entry it is conditional on surviving to the entry. Times are those of the patients:
 * `patients` has merged times within 1.5e-8 of each other, as R's estimators of curves do and `survreg` does not. Take a unit of
 * time in which times are of the order of 1 or above.
 *
 * @returns `not-estimable` without events, where events at time 0 have no density (all but the exponential and the
 * Gompertz), and where the likelihood has no maximum: no time at risk, all events at the last time (all but the exponential), or for the generalised gamma a likelihood that is higher in
 * the limit of infinite shapes, the Pareto distribution S = (t / t0)^-a or the power law F = (t / t0)^a, than at the highest local
 * maximum. Such a local maximum, which other programs may print, is refused.
 *
 * [KalbfleischPrentice2002], [Prentice1974]. Agrees with R `survreg` to 1e-8; Gompertz and generalised gamma with their
 * likelihoods maximised in R, to 1e-8 and 1e-6.
 *
 * @example
 * ```ts
 * import { parametricFit, patients } from 'remeier/survival'
 * const fit = parametricFit(patients({ time: [1, 2, 3, 4], event: [1, 1, 0, 0] }), 'exponential')
 * fit.parameters[0].value // => 1.6094379124341003
 * fit.survival(5) // => 0.36787944117144233
 * ```
 */
export function parametricFit(
  patients: Patients,
  distribution: ParametricDistribution,
): ParametricFit | EstimateNotEstimable {
  requirePatients(patients, 'parametricFit')
  requireOneOf('parametricFit: distribution', distribution, DISTRIBUTIONS)
  const { time, event } = patients
  const firstEvent = event.indexOf(1)
  if (firstEvent < 0) return notEstimable('no events')
  if (distribution === 'exponential') return exponentialFit(patients)
  const last = time.length - 1
  // The density at that time grows without end as the scale shrinks (the rate rises), and nobody beyond it speaks against it.
  if (time[firstEvent] === time[last]) return notEstimable(NO_MAXIMUM)
  if (distribution === 'gompertz') return gompertzFit(patients)
  if (time[firstEvent] === 0) return notEstimable(`events at time 0 have no ${distribution} density`)
  if (distribution === 'generalised-gamma') return generalisedGammaFit(patients)
  const family = FAMILIES[distribution]
  const fit = fitLocationScale(family, patients)
  if (!fit) return notEstimable(NO_MAXIMUM)
  const location = fit.at[0]!
  const scale = Math.exp(fit.at[1]!)
  return {
    ...summary(distribution, ['location', 'log scale'], fit),
    survival: (t) => (t <= 0 ? 1 : Math.exp(family.survival((Math.log(t) - location) / scale)[0])),
    quantile: (p) => Math.exp(location + scale * family.quantile(checked(p))),
  }
}

/** The rate is events / person-time; its density at time 0 is the rate. */
function exponentialFit(patients: Patients): ParametricFit | EstimateNotEstimable {
  const { events, exposure } = rate(patients)
  if (exposure === 0) return notEstimable(NO_MAXIMUM)
  const location = Math.log(exposure / events)
  const fit = {
    at: Float64Array.of(location),
    value: -events * (location + 1),
    covariance: Float64Array.of(1 / events),
  }
  return {
    ...summary('exponential', ['location'], fit),
    survival: (t) => (t <= 0 ? 1 : Math.exp(-t / Math.exp(location))),
    quantile: (p) => Math.exp(location + extremeValue.quantile(checked(p))),
  }
}

function generalisedGammaFit(patients: Patients): ParametricFit | EstimateNotEstimable {
  const fit = fitGeneralisedGamma(patients)
  if (!fit) return notEstimable(NO_MAXIMUM)
  const location = fit.at[0]!
  const scale = Math.exp(fit.at[1]!)
  const { upper, quantile } = shapedTails(fit.at[2]!)
  return {
    ...summary('generalised-gamma', ['location', 'log scale', 'shape'], fit),
    survival: (t) => (t <= 0 ? 1 : upper((Math.log(t) - location) / scale)),
    quantile: (p) => Math.exp(location + scale * quantile(checked(p))),
  }
}

function gompertzFit(patients: Patients): ParametricFit | EstimateNotEstimable {
  const fit = patients.time.some((t) => t > 0) ? fitGompertz(patients) : null
  if (!fit) return notEstimable(NO_MAXIMUM)
  const { survival, quantile } = gompertzTails(fit.at[0]!, fit.at[1]!)
  return { ...summary('gompertz', ['rate', 'log hazard'], fit), survival, quantile: (p) => quantile(checked(p)) }
}

function summary(
  distribution: ParametricDistribution,
  names: readonly FittedParameter['name'][],
  fit: { readonly at: Float64Array; readonly value: number; readonly covariance: Float64Array },
) {
  const n = fit.at.length
  return {
    kind: 'value' as const,
    distribution,
    parameters: names.slice(0, n).map((name, j) => ({
      name,
      value: fit.at[j]!,
      standardError: Math.sqrt(fit.covariance[j * n + j]!),
    })),
    covariance: names.slice(0, n).map((_, j) => [...fit.covariance.subarray(j * n, (j + 1) * n)]),
    logLikelihood: fit.value,
    aic: 2 * (n - fit.value),
  }
}

function checked(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`quantile: a proportion between 0 and 1 is required, got ${p}`)
  return p
}
