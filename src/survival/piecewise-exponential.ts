import type { EstimateNotEstimable } from './estimate.ts'
import type { FittedParameter, ParametricFit } from './parametric-fit.ts'
import type { Patients } from './patients.ts'
import { requireNumber } from './require-number.ts'
import { requireCuts } from './require-numbers.ts'
import { requirePatients } from './require-patients.ts'

/** One period of constant hazard, on (from, to]. */
export interface HazardPeriod {
  readonly from: number
  /** Infinity for the last period. */
  readonly to: number
  /** Events in the period; the sum of their weights. */
  readonly nEvent: number
  /** Person-time at risk in the period, in the unit of time of the patients. */
  readonly exposure: number
  /** nEvent / exposure. */
  readonly hazard: number
}

/** A fitted distribution with a constant hazard in each period; its parameters are the log hazards of the periods. */
export interface PiecewiseExponential extends Omit<ParametricFit, 'distribution'> {
  readonly distribution: 'piecewise-exponential'
  readonly periods: readonly HazardPeriod[]
}

/**
 * Piecewise exponential survival fit of all the patients given: in each period between cuts the hazard is constant, and its
 * maximum likelihood estimate is events / person-time, with standard error 1 / sqrt(events) of its logarithm.
 *
 * Events at a cut belong to the period that it ends, events at time 0 to the first. Weights multiply the likelihood; with
 * delayed entry the exposure begins at the entry. After the last cut the hazard goes on.
 *
 * @param cuts finite, > 0, ascending; otherwise a RangeError. None gives the exponential distribution.
 * @returns `not-estimable` where a period has no events (its log hazard has no maximum) or no exposure
 *
 * [KalbfleischPrentice2002]. Agrees with R `glm(events ~ 0 + period + offset(log(exposure)), poisson)` after `survSplit`, to 1e-10.
 *
 * @example
 * ```ts
 * import { patients, piecewiseExponential } from 'remeier/survival'
 * const fit = piecewiseExponential(patients({ time: [1, 2, 3, 4], event: [1, 1, 1, 0] }), [2])
 * fit.periods[0].hazard // => 0.2857142857142857
 * fit.survival(2) // => 0.5647181220077593
 * ```
 */
export function piecewiseExponential(
  patients: Patients,
  cuts: readonly number[],
): PiecewiseExponential | EstimateNotEstimable {
  requirePatients(patients, 'piecewiseExponential')
  requireCuts('piecewiseExponential', cuts)
  const periods = [0, ...cuts].map((from, k) => period(patients, from, cuts[k] ?? Infinity))
  for (const { from, to, nEvent, exposure } of periods) {
    const where = to === Infinity ? `after ${from}` : `from ${from} to ${to}`
    if (nEvent === 0) return { kind: 'not-estimable', reason: cuts.length === 0 ? 'no events' : `no events ${where}` }
    if (exposure === 0) return { kind: 'not-estimable', reason: `no time at risk ${where}` }
  }
  const parameters = periods.map(({ nEvent, hazard }): FittedParameter => ({
    name: 'log hazard',
    value: Math.log(hazard),
    standardError: 1 / Math.sqrt(nEvent),
  }))
  const logLikelihood = periods.reduce((sum, { nEvent, hazard }) => sum + nEvent * (Math.log(hazard) - 1), 0)
  return {
    kind: 'value',
    distribution: 'piecewise-exponential',
    periods,
    parameters,
    covariance: periods.map((row) => periods.map((column) => (row === column ? 1 / row.nEvent : 0))),
    logLikelihood,
    aic: 2 * (periods.length - logLikelihood),
    survival: (t) => Math.exp(-cumulativeHazard(periods, t)),
    quantile: (p) => quantile(periods, p),
  }
}

function period({ time, event, start, weight }: Patients, from: number, to: number): HazardPeriod {
  let nEvent = 0
  let exposure = 0
  for (let i = 0; i < time.length; i++) {
    const w = weight ? weight[i]! : 1
    const t = time[i]!
    const begin = Math.max(from, start ? start[i]! : 0)
    if (event[i] === 1 && t <= to && (t > from || from === 0)) nEvent += w
    if (t > begin && to > begin) exposure += w * (Math.min(t, to) - begin)
  }
  return { from, to, nEvent, exposure, hazard: nEvent / exposure }
}

function cumulativeHazard(periods: readonly HazardPeriod[], t: number): number {
  if (Number.isNaN(t)) return NaN
  let sum = 0
  for (const { from, to, hazard } of periods) if (t > from) sum += hazard * (Math.min(t, to) - from)
  return sum
}

function quantile(periods: readonly HazardPeriod[], p: number): number {
  requireNumber('quantile', p, p > 0 && p < 1, 'a proportion between 0 and 1')
  let left = -Math.log1p(-p)
  for (const { from, to, hazard } of periods) {
    if (left <= hazard * (to - from)) return from + left / hazard
    left -= hazard * (to - from)
  }
  return Infinity
}
