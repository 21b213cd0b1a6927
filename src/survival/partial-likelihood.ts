import type { Ties } from './cox-likelihood.ts'
import type { PreparedRows } from './cox-rows.ts'
import { eachRiskSet, riskMean, type RiskSet } from './each-risk-set.ts'

/** Log partial likelihood with its derivatives by the coefficients (of standardised covariates). */
export interface PartialLikelihood {
  logLikelihood: number
  readonly score: Float64Array
  /** Minus the second derivatives, flat. */
  readonly information: Float64Array
}

/** A Cox model at some coefficients. */
export interface CoxState extends PartialLikelihood {
  readonly beta: Float64Array
  readonly eta: Float64Array
}

export function emptyLikelihood(p: number): PartialLikelihood {
  return { logLikelihood: 0, score: new Float64Array(p), information: new Float64Array(p * p) }
}

export function coxState(rows: PreparedRows, ties: Ties, beta: Float64Array): CoxState {
  const p = beta.length
  const eta = new Float64Array(rows.time.length)
  for (let i = 0; i < eta.length; i++) {
    let sum = 0
    for (let j = 0; j < p; j++) sum += beta[j]! * rows.x[i * p + j]!
    eta[i] = sum
  }
  const sums = emptyLikelihood(p)
  const mean = new Float64Array(p)
  for (const stratum of rows.strata)
    eachRiskSet(rows, stratum, eta, (set) => {
      addRiskSet(sums, rows, set, eta, ties, mean)
    })
  mirror(sums.information, p)
  return { ...sums, beta, eta }
}

/**
 * Adds the terms of one event time; of the information the lower triangle only. With Efron's ties the tied events are taken
 * in m steps r = 0 .. m - 1, in which they count 1 - r/m; Breslow's have m equal steps.
 */
export function addRiskSet(
  sums: PartialLikelihood,
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
    for (let j = 0; j < p; j++) {
      const mj = mean[j]!
      score[j]! -= w * mj
      for (let k = 0; k <= j; k++) {
        const s2 = part === 0 ? atRisk.s2[j * p + k]! : atRisk.s2[j * p + k]! - part * dying.s2[j * p + k]!
        information[j * p + k]! += increment * s2 - w * mj * mean[k]!
      }
    }
  }
}

/** Fills the upper triangle from the lower. */
export function mirror(matrix: Float64Array, p: number): void {
  for (let j = 0; j < p; j++) for (let k = 0; k < j; k++) matrix[k * p + j] = matrix[j * p + k]!
}
