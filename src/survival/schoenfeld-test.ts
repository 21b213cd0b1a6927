import { cholesky, choleskySolve } from '../numeric/cholesky.ts'
import { chiSquaredUpperTail } from '../numeric/gamma-distribution.ts'
import type { Ties } from './cox-likelihood.ts'
import { type CoxUnbounded, maximiseCox } from './cox-newton.ts'
import { coxPass } from './cox-pass.ts'
import type { ChiSquaredTest } from './cox-regression.ts'
import { type CoxRows, type PreparedRows, prepareRows } from './cox-rows.ts'
import type { EstimateNotEstimable } from './estimate.ts'
import { patients } from './patients.ts'
import { productLimit } from './product-limit.ts'

/** The time scale on which a coefficient may drift: 1 - Kaplan-Meier, rank of the time among all rows, time, log time. */
export type TimeTransform = 'km' | 'rank' | 'identity' | 'log'

export interface SchoenfeldTestValue {
  readonly kind: 'value'
  readonly terms: readonly (ChiSquaredTest & { readonly name: string })[]
  /** All covariates at once. */
  readonly global: ChiSquaredTest
  readonly transform: TimeTransform
}

export type SchoenfeldTest = SchoenfeldTestValue | CoxUnbounded | EstimateNotEstimable

/** One event time: how many events, what they add to the score, and the information. */
interface Moment {
  readonly time: number
  readonly tied: number
  readonly score: Float64Array
  readonly information: Float64Array
}

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
  const { ties = 'efron', transform = 'km' } = options
  const prepared = prepareRows(rows, 'schoenfeldTest')
  const fit = maximiseCox(prepared, ties)
  if (fit.kind !== 'maximum') return fit
  const moments: Moment[] = []
  for (const stratum of prepared.strata)
    coxPass(prepared, stratum, fit.state.eta, fit.state.risk, ties, ({ time, tied, score, information }) => {
      moments.push({ time, tied, score: score.slice(), information: information.slice() })
    })
  const g = transformed(moments, prepared, transform)
  const variation = g.some((value) => Math.abs(value - g[0]!) > 1e-12)
  if (!variation || !g.every(Number.isFinite))
    return { kind: 'not-estimable', reason: `event times do not vary on the scale ${transform}, or not finitely` }
  return tests(moments, g, prepared.names, transform)
}

function tests(
  moments: readonly Moment[],
  g: readonly number[],
  names: readonly string[],
  transform: TimeTransform,
): SchoenfeldTest {
  const p = names.length
  const events = moments.reduce((sum, moment) => sum + moment.tied, 0)
  const mean = moments.reduce((sum, moment, i) => sum + (moment.tied * g[i]!) / events, 0)
  const score = new Float64Array(p)
  const plain = new Float64Array(p * p)
  const mixed = new Float64Array(p * p)
  const squared = new Float64Array(p * p)
  moments.forEach((moment, i) => {
    const centred = g[i]! - mean
    for (let j = 0; j < p; j++) score[j]! += centred * moment.score[j]!
    for (let j = 0; j < p * p; j++) {
      const v = moment.information[j]!
      plain[j]! += v
      mixed[j]! += centred * v
      squared[j]! += centred * centred * v
    }
  })
  const factor = cholesky(plain, p)
  if (!factor) return { kind: 'not-estimable', reason: 'covariates that are collinear' }
  // Information of the drifts given the coefficients: I22 - I21 I11^-1 I12.
  const given = squared.slice()
  for (let k = 0; k < p; k++) {
    const solved = choleskySolve(factor, p, mixed.slice(k * p, (k + 1) * p))
    for (let j = 0; j < p; j++) for (let l = 0; l < p; l++) given[j * p + k]! -= mixed[j * p + l]! * solved[l]!
  }
  const whole = cholesky(given, p)
  if (!whole) return { kind: 'not-estimable', reason: 'too few event times for a drift of every covariate' }
  const all = choleskySolve(whole, p, score).reduce((sum, value, j) => sum + value * score[j]!, 0)
  const test = (chiSquared: number, degreesOfFreedom: number): ChiSquaredTest => ({
    chiSquared,
    degreesOfFreedom,
    pValue: chiSquaredUpperTail(chiSquared, degreesOfFreedom),
  })
  const terms = names.map((name, j) => ({ name, ...test((score[j]! * score[j]!) / given[j * p + j]!, 1) }))
  return { kind: 'value', terms, global: test(all, p), transform }
}

function transformed(moments: readonly Moment[], rows: PreparedRows, transform: TimeTransform): number[] {
  if (transform === 'identity') return moments.map((moment) => moment.time)
  if (transform === 'log') return moments.map((moment) => Math.log(moment.time))
  const scale = transform === 'rank' ? averageRanks(rows) : failedBefore(rows)
  return moments.map((moment) => scale.get(moment.time) ?? 0)
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

/** 1 - S(t-) at each event time, S the Kaplan-Meier curve of all rows whatever their stratum. */
function failedBefore({ time, event, start, weight }: PreparedRows): Map<number, number> {
  const curve = productLimit(patients({ time, event, ...(start && { start }), ...(weight && { weight }) }))
  const result = new Map<number, number>()
  curve.time.forEach((t, i) => result.set(t, i === 0 ? 0 : 1 - curve.survival[i - 1]!))
  return result
}
