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
 * Once it is below SMALL, measured in the smallest weight of an event, a ratio above LINEAR asks for a verdict on each
 * coefficient alone, which is exact; below TINY on all together, whose direction is known about as well as that.
 */
const SMALL = 1e-2
const TINY = 1e-11
const LINEAR = 0.05
/** A gain this small that falls no more is rounding error. */
const ROUNDED = 1e-18
/** So is a squared pivot this small beside the variance. */
const ROUNDING = 1e-12
/** A rounding error of the score that moves a coefficient by more than this leaves it unknown: a long step went where all is flat. */
const UNKNOWN = 1e-4
/** Rounding error of a sum over a million rows, relative: a fall below it is none. */
const NOISE = 1e-11
const STEPS = 200
const HALVINGS = 200
/** No covariate of the order of 1 has a coefficient beyond. */
const FAR = 1e3

/** Newton's method with halved steps where the likelihood would fall, or the far side of a maximum is flat. */
export function maximiseCox(rows: PreparedRows, ties: Ties): CoxMaximum | CoxUnbounded | EstimateNotEstimable {
  const p = rows.names.length
  const nullState = coxState(rows, ties, new Float64Array(p))
  const varying = varyingCovariates(rows)
  if (!varying.includes(true)) return notEstimable('no event while those at risk differ in their covariates')
  const nullFactor = cholesky(nullState.information, p)
  if (!nullFactor || varying.includes(false) || isCollinear(nullFactor, nullState.information, p))
    return notEstimable('covariates that are constant or collinear among those at risk')
  const scoreTest = dot(nullState.score, choleskySolve(nullFactor, p, nullState.score))
  const unit = smallestEventWeight(rows)
  const furthest = furthestOfAll(rows)
  let state = nullState
  let factor = nullFactor
  let before = Infinity
  let step: Float64Array = new Float64Array(p)
  for (let iteration = 0; iteration < STEPS; iteration++) {
    step = choleskySolve(factor, p, state.score)
    const gain = dot(step, state.score)
    // Newton doubles the digits: a step that moves no linear predictor by more than this leaves nothing, nor does one of rounding.
    const small = step.every((s) => Math.abs(s) <= 1e-8)
    const last =
      step.every((s, j) => Math.abs(s) <= 1e-8 * Math.min(1, 10 / furthest[j]!)) ||
      (small && gain < ROUNDED * unit && gain > 0.5 * before)
    const slow = !last && gain < SMALL * unit && gain > LINEAR * before
    const verdict = slow ? unbounded(rows, step, gain < TINY * unit) : null
    if (verdict) return verdict
    const next = advance(rows, ties, state, step, small ? Infinity : gain)
    if (next === null) break
    before = gain
    state = next.state
    factor = next.factor
    if (!last) continue
    const covariance = choleskyInverse(factor, p)
    if (isUnknown(covariance, state.scoreSize)) break
    return { kind: 'maximum', state, covariance, nullState, scoreTest }
  }
  return (
    unbounded(rows, step, true) ??
    unbounded(rows, state.beta, true) ??
    notEstimable('the likelihood has no maximum that arithmetic can find')
  )
}

/** Which covariates differ among those at risk at some event time, by more than the rounding of what was given. */
function varyingCovariates(rows: PreparedRows): boolean[] {
  const p = rows.names.length
  const varying = new Array<boolean>(p).fill(false)
  const eta = new Float64Array(rows.time.length)
  for (const stratum of rows.strata) {
    const grain = stratum.centre.map((c, j) => (4 * Number.EPSILON * Math.abs(c)) / rows.scale[j]!)
    eachRiskSet(rows, stratum, eta, ({ atRisk: { s0, spread } }) => {
      for (let j = 0, m = 0; j < p; j++, m += j + 1) if (spread[m]! > s0 * grain[j]! * grain[j]!) varying[j] = true
    })
  }
  return varying
}

function furthestOfAll({ names: { length: p }, x }: PreparedRows): Float64Array {
  const furthest = new Float64Array(p)
  for (let i = 0; i < x.length; i++) furthest[i % p] = Math.max(furthest[i % p]!, Math.abs(x[i]!))
  return furthest
}

function isUnknown(covariance: Float64Array, scoreSize: Float64Array): boolean {
  const p = scoreSize.length
  return scoreSize.some((_, j) => {
    const moved = scoreSize.reduce((sum, size, k) => sum + Math.abs(covariance[j * p + k]!) * size, 0)
    return !(moved * Number.EPSILON <= UNKNOWN)
  })
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
 * else, if asked for, for the direction of all that move together.
 */
function unbounded(rows: PreparedRows, direction: Float64Array, together: boolean): CoxUnbounded | null {
  const longest = direction.reduce((most, s) => Math.max(most, Math.abs(s)), 0)
  if (longest === 0) return null
  const moving = rows.names.flatMap((_, j) => (Math.abs(direction[j]!) > 1e-3 * longest ? [j] : []))
  const only = (chosen: readonly number[], sign: number) => direction.map((d, j) => (chosen.includes(j) ? sign * d : 0))
  const alone = moving.filter((j) => [1, -1].some((sign) => neverOpposed(rows, only([j], sign), 1e-11)))
  if (alone.length === 0 && !(together && moving.length > 1 && neverOpposed(rows, only(moving, 1), 1e-5))) return null
  const names = (alone.length > 0 ? alone : moving).map((j) => rows.names[j]!)
  return { kind: 'monotone', names, reason: `the likelihood has no maximum in ${names.join(', ')}` }
}

/**
 * Along the step, the likelihood must not fall, nor its slope (`gain` at the start) turn round by more than half: beyond a maximum
 * a likelihood that is higher may be so flat that no step leads back.
 */
function advance(rows: PreparedRows, ties: Ties, from: CoxState, step: Float64Array, gain: number) {
  const longest = step.reduce((most, s) => Math.max(most, Math.abs(s)), 0)
  let length = Math.min(1, FAR / longest)
  for (let halving = 0; halving < HALVINGS; halving++, length /= 2) {
    const state = coxState(rows, ties, from.beta.map((b, j) => b + length * step[j]!)) // prettier-ignore
    if (!(state.logLikelihood >= from.logLikelihood - NOISE * from.size)) continue
    if (!(dot(state.score, step) >= -0.5 * gain)) continue
    const factor = cholesky(state.information, step.length)
    if (factor) return { state, factor }
  }
  return null
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, j) => sum + value * b[j]!, 0)
}
