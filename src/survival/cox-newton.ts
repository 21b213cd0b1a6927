import { cholesky, choleskyInverse, choleskySolve } from '../numeric/cholesky.ts'
import type { Ties } from './cox-likelihood.ts'
import type { PreparedRows } from './cox-rows.ts'
import { eachRiskSet } from './each-risk-set.ts'
import { neverOpposed } from './never-opposed.ts'
import { type EstimateNotEstimable, notEstimable } from './estimate.ts'
import { type CoxState, coxState } from './partial-likelihood.ts'

/** The maximum of the partial likelihood. */
export interface CoxMaximum {
  readonly kind: 'maximum'
  readonly state: CoxState
  /** Inverse of the information. */
  readonly covariance: Float64Array
  readonly nullState: CoxState
  /** Score test of all coefficients being 0. */
  readonly scoreTest: number
}

/** The likelihood rises for ever as these coefficients go to infinity. */
export interface CoxUnbounded {
  readonly kind: 'monotone'
  readonly names: readonly string[]
  readonly reason: string
}

/**
 * Near a maximum a step of Newton's squares the gain that the next one promises; on the way to infinity it divides it by e.
 * Once it is below SMALL, measured in the smallest weight of an event, a ratio above LINEAR asks for a verdict.
 */
const SMALL = 1e-2
const LINEAR = 0.05
/** A variance that has grown this much on the way from 0 asks for one too: a long step may have gone where all is flat. */
const LOST = 1e7
/** A variance this small beside the mean square is rounding error. */
const ROUNDING = 1e-12
/** Rounding error of a sum over a million rows, relative: a fall below it is none. */
const NOISE = 1e-9
const STEPS = 200

/** Newton's method with halved steps where the likelihood would fall. */
export function maximiseCox(rows: PreparedRows, ties: Ties): CoxMaximum | CoxUnbounded | EstimateNotEstimable {
  const p = rows.names.length
  const nullState = coxState(rows, ties, new Float64Array(p))
  const varying = varyingCovariates(rows)
  if (!varying.includes(true)) return notEstimable('no event while those at risk differ in their covariates')
  let factor = cholesky(nullState.information, p)
  if (!factor || varying.includes(false) || isCollinear(factor, nullState.information, p))
    return notEstimable('covariates that are constant or collinear among those at risk')
  const scoreTest = dot(nullState.score, choleskySolve(factor, p, nullState.score))
  const nullVariance = choleskyInverse(factor, p)
  const small = SMALL * smallestEventWeight(rows)
  let state = nullState
  let before = Infinity
  let step: Float64Array = new Float64Array(p)
  for (let iteration = 0; iteration < STEPS && factor; iteration++) {
    step = choleskySolve(factor, p, state.score)
    const gain = dot(step, state.score)
    // Newton doubles the digits: after a step of 1e-8 nothing is left.
    const last = step.every((s) => Math.abs(s) <= 1e-8)
    const verdict = !last && gain < small && gain > LINEAR * before ? unbounded(rows, step) : null
    if (verdict) return verdict
    const next = advance(rows, ties, state, step)
    if (next === null) break
    before = gain
    state = next
    factor = cholesky(state.information, p)
    if (!last || !factor) continue
    const covariance = choleskyInverse(factor, p)
    const lost = state.beta.map((b, j) => (covariance[j * p + j]! > LOST * nullVariance[j * p + j]! ? b : 0))
    return unbounded(rows, lost) ?? { kind: 'maximum', state, covariance, nullState, scoreTest }
  }
  return (
    unbounded(rows, step) ??
    unbounded(rows, state.beta) ??
    notEstimable('the likelihood has no maximum that arithmetic can find')
  )
}

/** Which covariates differ among those at risk at some event time. */
function varyingCovariates(rows: PreparedRows): boolean[] {
  const p = rows.names.length
  const varying = new Array<boolean>(p).fill(false)
  const eta = new Float64Array(rows.time.length)
  for (const stratum of rows.strata)
    eachRiskSet(rows, stratum, eta, ({ atRisk: { s0, s1, s2 } }) => {
      for (let j = 0, m = 0; j < p; j++, m += j + 1) {
        const square = s2[m]!
        if (square - (s1[j]! * s1[j]!) / s0 > ROUNDING * square) varying[j] = true
      }
    })
  return varying
}

function isCollinear(factor: Float64Array, information: Float64Array, p: number): boolean {
  for (let j = 0; j < p; j++) {
    const pivot = factor[j * p + j]!
    if (pivot * pivot <= ROUNDING * information[j * p + j]!) return true
  }
  return false
}

function smallestEventWeight({ event, weight }: PreparedRows): number {
  if (weight === null) return 1
  let smallest = Infinity
  for (let i = 0; i < event.length; i++) if (event[i] === 1) smallest = Math.min(smallest, weight[i]!)
  return smallest
}

/**
 * The coefficients along which the likelihood rises for ever, if it does so: proven for each alone, upwards or downwards, and
 * else for the direction of all that move.
 */
function unbounded(rows: PreparedRows, direction: Float64Array): CoxUnbounded | null {
  const longest = direction.reduce((most, s) => Math.max(most, Math.abs(s)), 0)
  if (longest === 0) return null
  const moving = rows.names.flatMap((_, j) => (Math.abs(direction[j]!) > 1e-3 * longest ? [j] : []))
  const only = (chosen: readonly number[], sign: number) => direction.map((d, j) => (chosen.includes(j) ? sign * d : 0))
  const alone = moving.filter((j) => [1, -1].some((sign) => neverOpposed(rows, only([j], sign), 1e-11)))
  if (alone.length === 0 && !neverOpposed(rows, only(moving, 1), 1e-5)) return null
  const names = (alone.length > 0 ? alone : moving).map((j) => rows.names[j]!)
  return { kind: 'monotone', names, reason: `the likelihood has no maximum in ${names.join(', ')}` }
}

function advance(rows: PreparedRows, ties: Ties, state: CoxState, step: Float64Array): CoxState | null {
  for (let length = 1; length > 1e-6; length /= 2) {
    const next = coxState(rows, ties, state.beta.map((b, j) => b + length * step[j]!)) // prettier-ignore
    if (next.logLikelihood >= state.logLikelihood - NOISE * Math.abs(state.logLikelihood)) return next
  }
  return null
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, j) => sum + value * b[j]!, 0)
}
