import { cholesky, choleskySolve } from '../numeric/cholesky.ts'
import { chiSquaredUpperTail } from '../numeric/gamma-distribution.ts'
import { requireTies, type Ties } from './cox-likelihood.ts'
import { type CoxUnbounded, maximiseCox } from './cox-newton.ts'
import type { ChiSquaredTest } from './cox-regression.ts'
import { type CoxRows, type PreparedRows, prepareRows } from './cox-rows.ts'
import { eachRiskSet } from './each-risk-set.ts'
import { type EstimateNotEstimable, notEstimable } from './estimate.ts'
import { addRiskSet, emptyLikelihood, fullMatrix } from './partial-likelihood.ts'
import { patients } from './patients.ts'
import { productLimit } from './product-limit.ts'
import { requireNames } from './require-names.ts'
import { requireOneOf } from './require-one-of.ts'

const TRANSFORMS = ['km', 'rank', 'identity', 'log'] as const

/**
 * The time scale on which a coefficient may drift: 1 - Kaplan-Meier just before, rank of the time among all rows, time, log time.
 * Case weights enter the model and the test, but not these scales: a row counts once, as in R.
 */
export type TimeTransform = (typeof TRANSFORMS)[number]

export interface SchoenfeldTestValue {
  readonly kind: 'value'
  readonly terms: readonly (ChiSquaredTest & { readonly name: string })[]
  /** All covariates at once. */
  readonly global: ChiSquaredTest
  readonly transform: TimeTransform
}

export type SchoenfeldTest = SchoenfeldTestValue | CoxUnbounded | EstimateNotEstimable

/**
 * Grambsch and Therneau's test of proportional hazards: the score test of adding covariate times g(t) to the Cox model,
 * which is a regression of the Schoenfeld residuals on g(t). Rows as for `coxRegression`.
 *
 * @returns besides the tests the reasons for which there is no fit, and `not-estimable` where g(t) does not vary over the
 * event times, or is the logarithm of 0
 *
 * [GrambschTherneau1994]. Agrees with R `cox.zph` (version 3, terms = FALSE) to 1e-9.
 *
 * @example
 * ```ts
 * import { schoenfeldTest } from 'remeier/survival'
 * const rows = { time: [1, 2, 3, 4, 5], event: [1, 1, 1, 1, 1], covariates: { age: [60, 70, 50, 65, 55] } }
 * schoenfeldTest(rows, { transform: 'identity' }).global.degreesOfFreedom // => 1
 * ```
 */
export function schoenfeldTest(
  rows: CoxRows,
  options: { readonly ties?: Ties; readonly transform?: TimeTransform } = {},
): SchoenfeldTest {
  requireNames('schoenfeldTest', options, ['ties', 'transform'])
  const { ties = 'efron', transform = 'km' } = options
  requireOneOf('schoenfeldTest: transform', transform, TRANSFORMS)
  requireTies('schoenfeldTest', ties)
  const prepared = prepareRows(rows, 'schoenfeldTest')
  const fit = maximiseCox(prepared, ties)
  if (fit.kind !== 'maximum') return fit
  const g = transformOf(prepared, transform)
  const scale = spreadOverEvents(prepared, g)
  if (typeof scale === 'string') return notEstimable(`${scale} on the scale ${transform}`)
  return tests(
    drifts(prepared, ties, fit.state.eta, (time) => g(time) - scale.mean),
    prepared.names,
    transform,
  )
}

/** Score and information of the coefficients and of their drifts with centred g(t). */
interface Drifts {
  readonly score: Float64Array
  readonly plain: Float64Array
  readonly mixed: Float64Array
  readonly squared: Float64Array
}

function drifts(rows: PreparedRows, ties: Ties, eta: Float64Array, centred: (time: number) => number): Drifts {
  const p = rows.names.length
  const triangle = () => new Float64Array((p * (p + 1)) / 2)
  const sums = { score: new Float64Array(p), plain: triangle(), mixed: triangle(), squared: triangle() }
  const one = emptyLikelihood(p)
  const mean = new Float64Array(p)
  for (const stratum of rows.strata)
    eachRiskSet(rows, stratum, eta, (set) => {
      one.score.fill(0)
      one.information.fill(0)
      addRiskSet(one, rows, set, eta, ties, mean)
      const g = centred(set.time)
      for (let j = 0; j < p; j++) sums.score[j]! += g * one.score[j]!
      for (let m = 0; m < sums.plain.length; m++) {
        const v = one.information[m]!
        sums.plain[m]! += v
        sums.mixed[m]! += g * v
        sums.squared[m]! += g * g * v
      }
    })
  const [plain, mixed, squared] = [sums.plain, sums.mixed, sums.squared].map((matrix) => fullMatrix(matrix, p))
  return { score: sums.score, plain: plain!, mixed: mixed!, squared: squared! }
}

function tests(
  { score, plain, mixed, squared }: Drifts,
  names: readonly string[],
  transform: TimeTransform,
): SchoenfeldTest {
  const p = names.length
  const factor = cholesky(plain, p)
  if (!factor) return notEstimable('covariates that are collinear')
  // Information of the drifts given the coefficients: I22 - I21 I11^-1 I12.
  const given = squared.slice()
  for (let k = 0; k < p; k++) {
    const solved = choleskySolve(factor, p, mixed.slice(k * p, (k + 1) * p))
    for (let j = 0; j < p; j++) for (let l = 0; l < p; l++) given[j * p + k]! -= mixed[j * p + l]! * solved[l]!
  }
  const whole = cholesky(given, p)
  if (!whole) return notEstimable('too few event times for a drift of every covariate')
  const all = choleskySolve(whole, p, score).reduce((sum, value, j) => sum + value * score[j]!, 0)
  const test = (chiSquared: number, degreesOfFreedom: number): ChiSquaredTest => ({
    chiSquared,
    degreesOfFreedom,
    pValue: chiSquaredUpperTail(chiSquared, degreesOfFreedom),
  })
  const terms = names.map((name, j) => ({ name, ...test((score[j]! * score[j]!) / given[j * p + j]!, 1) }))
  return { kind: 'value', terms, global: test(all, p), transform }
}

/** Mean of g over the events, or what is wrong with g. */
function spreadOverEvents({ time, event }: PreparedRows, g: (time: number) => number): { mean: number } | string {
  let least = Infinity
  let greatest = -Infinity
  let sum = 0
  let events = 0
  for (let i = 0; i < time.length; i++) {
    if (event[i] === 0) continue
    const value = g(time[i]!)
    least = Math.min(least, value)
    greatest = Math.max(greatest, value)
    sum += value
    events++
  }
  if (!(greatest - least < Infinity)) return 'an event time is infinite'
  return greatest - least > 1e-12 ? { mean: sum / events } : 'the event times do not vary'
}

function transformOf(rows: PreparedRows, transform: TimeTransform): (time: number) => number {
  if (transform === 'identity') return (time) => time
  if (transform === 'log') return Math.log
  const values = transform === 'rank' ? averageRanks(rows) : failedBefore(rows)
  return (time) => values.get(time) ?? 0
}

/** Ranks of the times of all rows, averaged over ties. */
function averageRanks({ time }: PreparedRows): Map<number, number> {
  const sorted = time.slice().sort()
  const ranks = new Map<number, number>()
  for (let i = 0, first = 0; i < sorted.length; i++) {
    if (i + 1 < sorted.length && sorted[i + 1] === sorted[i]) continue
    ranks.set(sorted[i]!, (first + i) / 2 + 1)
    first = i + 1
  }
  return ranks
}

/** 1 - S(t-) at each event time, S the Kaplan-Meier curve of all rows whatever their stratum and, as in R, their weight. */
function failedBefore({ time, event, start }: PreparedRows): Map<number, number> {
  const curve = productLimit(patients({ time, event, ...(start && { start }) }))
  const result = new Map<number, number>()
  curve.time.forEach((t, i) => result.set(t, i === 0 ? 0 : 1 - curve.survival[i - 1]!))
  return result
}
