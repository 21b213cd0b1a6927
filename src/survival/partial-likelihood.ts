import type { Ties } from './cox-likelihood.ts'
import type { PreparedRows } from './cox-rows.ts'
import { eachRiskSet, riskMean, type RiskSet } from './each-risk-set.ts'

/** Log partial likelihood with its derivatives by the coefficients (of standardised covariates). */
export interface LikelihoodSums {
  logLikelihood: number
  readonly score: Float64Array
  /** Minus the second derivatives, lower triangle, row by row. */
  readonly information: Float64Array
}

/** A Cox model at some coefficients. */
export interface CoxState {
  readonly logLikelihood: number
  readonly score: Float64Array
  /** The whole matrix, flat. */
  readonly information: Float64Array
  readonly beta: Float64Array
  readonly eta: Float64Array
}

export function emptyLikelihood(p: number): LikelihoodSums {
  return { logLikelihood: 0, score: new Float64Array(p), information: new Float64Array((p * (p + 1)) / 2) }
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
  const { score, information } = sums
  const { tied, weight: w, atRisk, dying, first, last } = set
  const p = score.length
  for (let row = first; row < last; row++) {
    if (event[row] === 0) continue
    const own = weight === null ? 1 : weight[row]!
    sums.logLikelihood += own * (eta[row]! - set.shift)
    for (let j = 0; j < p; j++) score[j]! += own * x[row * p + j]!
  }
  for (let r = 0; r < tied; r++) {
    const part = ties === 'efron' ? r / tied : 0
    const s0 = riskMean(set, part, mean)
    const increment = w / s0
    sums.logLikelihood -= w * Math.log(s0)
    for (let j = 0, m = 0; j < p; j++) {
      const expected = w * mean[j]!
      score[j]! -= expected
      for (let k = 0; k <= j; k++, m++) {
        const s2 = part === 0 ? atRisk.s2[m]! : atRisk.s2[m]! - part * dying.s2[m]!
        information[m]! += increment * s2 - expected * mean[k]!
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
