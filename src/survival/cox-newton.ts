import { cholesky, choleskyInverse, choleskySolve } from '../numeric/cholesky.ts'
import type { Ties } from './cox-likelihood.ts'
import type { PreparedRows } from './cox-rows.ts'
import { eachRiskSet } from './each-risk-set.ts'
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
 * Gain of the likelihood that Newton's next step promises, in units of the smallest weight of an event: below this no event
 * speaks against the direction of the step, as one that did would be worth about 1.
 */
const NO_OBJECTION = 1e-6
/** Near a maximum the gain is squared by a step; on the way to infinity it is divided by e. */
const LINEAR = 0.05
/** A variance this small beside the mean square is rounding error. */
const ROUNDING = 1e-12
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
  const least = NO_OBJECTION * smallestEventWeight(rows)
  let state = nullState
  let before = Infinity
  for (let iteration = 0; iteration < STEPS && factor; iteration++) {
    const step = choleskySolve(factor, p, state.score)
    const gain = dot(step, state.score)
    // Newton doubles the digits: after a step of 1e-8 nothing is left.
    const last = step.every((s) => Math.abs(s) <= 1e-8)
    if (!last && gain < least && gain > LINEAR * before) return unbounded(rows.names, step)
    const next = advance(rows, ties, state, step)
    if (next === null) break
    before = gain
    state = next
    factor = cholesky(state.information, p)
    if (last && factor) return { kind: 'maximum', state, covariance: choleskyInverse(factor, p), nullState, scoreTest }
  }
  return notEstimable('the likelihood has no maximum that arithmetic can find')
}

/** Which covariates differ among those at risk at some event time. */
function varyingCovariates(rows: PreparedRows): boolean[] {
  const p = rows.names.length
  const varying = new Array<boolean>(p).fill(false)
  const eta = new Float64Array(rows.time.length)
  for (const stratum of rows.strata)
    eachRiskSet(rows, stratum, eta, ({ atRisk: { s0, s1, s2 } }) => {
      for (let j = 0; j < p; j++) {
        const square = s2[j * p + j]!
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

/** The coefficients that the step moves; those that have come to rest are the others. */
function unbounded(names: readonly string[], step: Float64Array): CoxUnbounded {
  const longest = step.reduce((most, s) => Math.max(most, Math.abs(s)), 0)
  const moved = names.filter((_, j) => Math.abs(step[j]!) > 1e-3 * longest)
  return { kind: 'monotone', names: moved, reason: `the likelihood has no maximum in ${moved.join(', ')}` }
}

function advance(rows: PreparedRows, ties: Ties, state: CoxState, step: Float64Array): CoxState | null {
  for (let length = 1; length > 1e-6; length /= 2) {
    const next = coxState(rows, ties, state.beta.map((b, j) => b + length * step[j]!)) // prettier-ignore
    if (next.logLikelihood >= state.logLikelihood - 1e-12 * Math.abs(state.logLikelihood)) return next
  }
  return null
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, j) => sum + value * b[j]!, 0)
}
