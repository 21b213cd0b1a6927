import type { Ties } from './cox-likelihood.ts'
import type { PreparedRows } from './cox-rows.ts'
import { eachRiskSet, riskMean, type RiskSet } from './each-risk-set.ts'

/** Log partial likelihood with its derivatives by the coefficients (of standardised covariates). */
export interface LikelihoodSums {
  logLikelihood: number
  readonly score: Float64Array
  /** Minus the second derivatives, lower triangle, row by row. */
  readonly information: Float64Array
  /** Sums of the terms of the log-likelihood and of the score without their signs: what their rounding errors are relative to. */
  size: number
  readonly scoreSize: Float64Array
}

/** A Cox model at some coefficients. */
export interface CoxState {
  readonly logLikelihood: number
  readonly score: Float64Array
  /** The whole matrix, flat. */
  readonly information: Float64Array
  readonly size: number
  readonly scoreSize: Float64Array
  readonly beta: Float64Array
  readonly eta: Float64Array
}

export function emptyLikelihood(p: number): LikelihoodSums {
  const information = new Float64Array((p * (p + 1)) / 2)
  return { logLikelihood: 0, score: new Float64Array(p), information, size: 0, scoreSize: new Float64Array(p) }
}

export function coxState(rows: PreparedRows, ties: Ties, beta: Float64Array): CoxState {
  const p = beta.length
  const eta = along(rows, beta)
  const sums = emptyLikelihood(p)
  const mean = new Float64Array(p)
  for (const stratum of rows.strata)
    eachRiskSet(rows, stratum, eta, (set) => {
      addRiskSet(sums, rows, set, eta, ties, mean)
    })
  return { ...sums, information: fullMatrix(sums.information, p), beta, eta }
}

/**
 * Adds the terms of one event time. With Efron's ties the tied events are taken
 * in m steps r = 0 .. m - 1, in which they count 1 - r/m; Breslow's have m equal steps.
 */
export function addRiskSet(
  sums: LikelihoodSums,
  { x, event, weight }: PreparedRows,
  set: RiskSet,
  eta: Float64Array,
  ties: Ties,
  mean: Float64Array,
): void {
  const { score, scoreSize, information } = sums
  const { tied, weight: w, atRisk, dying, first, last } = set
  const p = score.length
  for (let row = first; row < last; row++) {
    if (event[row] === 0) continue
    const own = weight === null ? 1 : weight[row]!
    const term = own * (eta[row]! - set.shift)
    sums.logLikelihood += term
    sums.size += Math.abs(term)
    for (let j = 0; j < p; j++) {
      score[j]! += own * x[row * p + j]!
      scoreSize[j]! += own * Math.abs(x[row * p + j]!)
    }
  }
  for (let r = 0; r < tied; r++) {
    const part = ties === 'efron' ? r / tied : 0
    const s0 = riskMean(set, part, mean)
    const increment = w / s0
    const term = w * Math.log(s0)
    sums.logLikelihood -= term
    sums.size += Math.abs(term)
    // What the tied events take from the squares about the mean: their own, and those of their mean about that of all.
    const between = part === 0 ? 0 : (part * dying.s0 * atRisk.s0) / s0
    for (let j = 0, m = 0; j < p; j++) {
      score[j]! -= w * mean[j]!
      // Covariates are of the order of 1, and a mean near 0 has had their rounding errors.
      scoreSize[j]! += w * (1 + Math.abs(mean[j]!))
      const apart = between * (atRisk.mean[j]! - dying.mean[j]!)
      for (let k = 0; k <= j; k++, m++) {
        const all = atRisk.spread[m]!
        const left = part === 0 ? all : all - part * dying.spread[m]! - apart * (atRisk.mean[k]! - dying.mean[k]!)
        information[m]! += increment * left
      }
    }
  }
}

/** direction' x of each row. */
export function along({ x, time }: PreparedRows, direction: Float64Array): Float64Array {
  const p = direction.length
  const sums = new Float64Array(time.length)
  for (let i = 0; i < sums.length; i++) {
    let sum = 0
    for (let j = 0; j < p; j++) sum += direction[j]! * x[i * p + j]!
    sums[i] = sum
  }
  return sums
}

/** The whole matrix, flat, from its lower triangle. */
export function fullMatrix(triangle: Float64Array, p: number): Float64Array {
  const matrix = new Float64Array(p * p)
  for (let j = 0, m = 0; j < p; j++)
    for (let k = 0; k <= j; k++, m++) {
      matrix[j * p + k] = triangle[m]!
      matrix[k * p + j] = triangle[m]!
    }
  return matrix
}
