import jStat from 'jstat'
import { betaLogDistribution, betaLogUpperTail } from '../numeric/beta-distribution.ts'
import { logGamma } from '../numeric/gamma-distribution.ts'
import { root } from '../numeric/root.ts'

/*
 * The one place that calls jstat 1.9. Measured against R 4.2.2: its gamma and chi-squared quantiles are within 5e-11 (relative) for
 * p from 1e-6 to 1 - 1e-6, and fail further out. Its beta quantile stops at 1e-8, and at 1e-5 with a million patients, so that one is
 * our own.
 */

/** Logarithm of the smallest x that is not 0. */
const SMALLEST = -745

/** Beyond these probabilities jstat's quantiles fail silently. */
const FURTHEST = 1e-6

/**
 * Quantile of the beta distribution: the x with I_x(a, b) = p, I the regularised incomplete beta function ([DiDonato1992]), as a root
 * of the logarithm of the smaller tail in log x.
 *
 * @param p probability, in [0, 1]
 * @param a first shape, >= 1/2
 * @param b second shape, >= 1/2
 * @returns x in [0, 1]; within 1e-11 of R's `qbeta` for a, b up to a million, 1e-8 up to a hundred million
 * @throws RangeError where an argument leaves its domain
 */
export function betaQuantile(p: number, a: number, b: number): number {
  checkProbability('betaQuantile', p)
  if (!(a >= 0.5 && b >= 0.5 && a + b < Infinity)) {
    throw new RangeError(`betaQuantile: shapes must be finite and at least 1/2, got ${a} and ${b}`)
  }
  if (p === 0 || p === 1) return p
  const logBeta = logGamma(a) + logGamma(b) - logGamma(a + b)
  // I_x(a, b) <= x^a / (a B) for b >= 1, and the same from the other end; a little further out, for rounding.
  const least = b < 1 ? SMALLEST : (Math.log(p) + Math.log(a) + logBeta) / a - 0.1
  const beyond = a < 1 ? 0 : -Math.expm1((Math.log1p(-p) + Math.log(b) + logBeta) / b)
  const most = beyond > 0 ? Math.min(0, Math.log(beyond) + 0.1) : 0
  const miss = (log: number): number =>
    p <= 0.5
      ? betaLogDistribution(Math.exp(log), a, b) - Math.log(p)
      : Math.log1p(-p) - betaLogUpperTail(Math.exp(log), a, b)
  // With very many patients a bound may miss by the rounding of log Gamma.
  return Math.exp(root(miss, miss(least) <= 0 ? least : SMALLEST, miss(most) >= 0 ? most : 0))
}

/**
 * Quantile of the gamma distribution with the given shape and scale (mean shape * scale).
 *
 * @param p probability, in [0, 1]
 * @param shape > 0
 * @param scale > 0
 * @returns x >= 0; Infinity at p = 1. Within 5e-11 (relative) of R's `qgamma`
 * @throws RangeError where an argument leaves its domain, or 0 < p < 1e-6 or 1 - 1e-6 < p < 1: jstat fails there
 */
export function gammaQuantile(p: number, shape: number, scale: number): number {
  checkProbability('gammaQuantile', p)
  checkPositive('gammaQuantile', 'shape', shape)
  checkPositive('gammaQuantile', 'scale', scale)
  if (p === 0) return 0
  if (p === 1) return Infinity
  checkBody('gammaQuantile', p)
  return jStat.gamma.inv(p, shape, scale)
}

/**
 * Quantile of the chi-squared distribution.
 *
 * @param p probability, in [0, 1]
 * @param degreesOfFreedom > 0, need not be whole
 * @returns x >= 0; Infinity at p = 1. Within 5e-11 (relative) of R's `qchisq`
 * @throws RangeError where an argument leaves its domain, or 0 < p < 1e-6 or 1 - 1e-6 < p < 1: jstat fails there
 */
export function chiSquaredQuantile(p: number, degreesOfFreedom: number): number {
  checkProbability('chiSquaredQuantile', p)
  checkPositive('chiSquaredQuantile', 'degreesOfFreedom', degreesOfFreedom)
  if (p === 0) return 0
  if (p === 1) return Infinity
  checkBody('chiSquaredQuantile', p)
  return jStat.chisquare.inv(p, degreesOfFreedom)
}

function checkProbability(caller: string, p: number): void {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`${caller}: p must lie in [0, 1], got ${p}`)
}

function checkPositive(caller: string, name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) throw new RangeError(`${caller}: ${name} must be positive, got ${value}`)
}

function checkBody(caller: string, p: number): void {
  if (p >= FURTHEST && p <= 1 - FURTHEST) return
  throw new RangeError(`${caller}: p must be 0, 1 or lie in [${FURTHEST}, ${1 - FURTHEST}], got ${p}`)
}
