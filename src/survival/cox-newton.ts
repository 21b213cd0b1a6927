import { cholesky, choleskyInverse, choleskySolve } from '../numeric/cholesky.ts'
import type { Ties } from './cox-likelihood.ts'
import { coxPass } from './cox-pass.ts'
import type { PreparedRows } from './cox-rows.ts'
import type { EstimateNotEstimable } from './estimate.ts'

/** A Cox model at some coefficients (of standardised covariates). */
export interface CoxState {
  readonly beta: Float64Array
  readonly eta: Float64Array
  /** Weight times exp(eta). */
  readonly risk: Float64Array
  readonly logLikelihood: number
  readonly score: Float64Array
  readonly information: Float64Array
}

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
 * A coefficient whose variance has grown this much on the way from 0 is on its way to infinity. Each step then adds about 1
 * to it and divides the information by e, and the likelihood is flat to seven digits.
 */
const LOST = 1e7

export function coxState(rows: PreparedRows, ties: Ties, beta: Float64Array): CoxState {
  const p = rows.names.length
  const n = rows.time.length
  const eta = new Float64Array(n)
  const risk = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    let sum = 0
    for (let j = 0; j < p; j++) sum += beta[j]! * rows.x[i * p + j]!
    eta[i] = sum
    risk[i] = (rows.weight ? rows.weight[i]! : 1) * Math.exp(sum)
  }
  let logLikelihood = 0
  const score = new Float64Array(p)
  const information = new Float64Array(p * p)
  for (const stratum of rows.strata)
    coxPass(rows, stratum, eta, risk, ties, (event) => {
      logLikelihood += event.logLikelihood
      for (let j = 0; j < p; j++) score[j]! += event.score[j]!
      for (let j = 0; j < p * p; j++) information[j]! += event.information[j]!
    })
  return { beta, eta, risk, logLikelihood, score, information }
}

/** Newton's method with halved steps where the likelihood would fall. */
export function maximiseCox(rows: PreparedRows, ties: Ties): CoxMaximum | CoxUnbounded | EstimateNotEstimable {
  const p = rows.names.length
  const nullState = coxState(rows, ties, new Float64Array(p))
  if (nullState.information.every((v) => v === 0))
    return { kind: 'not-estimable', reason: 'no event while those at risk differ in their covariates' }
  let state = nullState
  let factor = cholesky(state.information, p)
  if (!factor) return { kind: 'not-estimable', reason: 'covariates that are constant or collinear among those at risk' }
  const scoreTest = dot(nullState.score, choleskySolve(factor, p, nullState.score))
  const nullVariance = choleskyInverse(factor, p)
  let covariance = nullVariance
  for (let iteration = 0; iteration < 100; iteration++) {
    const step = choleskySolve(factor, p, state.score)
    const next = advance(rows, ties, state, step)
    if (next === null) break
    state = next
    factor = cholesky(state.information, p)
    if (!factor) return unbounded(rows.names)
    covariance = choleskyInverse(factor, p)
    const lost = rows.names.filter((_, j) => covariance[j * p + j]! > LOST * nullVariance[j * p + j]!)
    if (lost.length > 0) return unbounded(lost)
    // Newton doubles the digits: after a step of 1e-8 nothing is left.
    if (step.every((s) => Math.abs(s) <= 1e-8)) break
  }
  return { kind: 'maximum', state, covariance, nullState, scoreTest }
}

function unbounded(names: readonly string[]): CoxUnbounded {
  return { kind: 'monotone', names, reason: `the likelihood has no maximum in ${names.join(', ')}` }
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
