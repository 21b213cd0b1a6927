import type { RiskSets } from './risk-sets.ts'

/** How tied events enter the partial likelihood. */
export type Ties = 'efron' | 'breslow'

/**
 * The partial likelihood of one binary covariate, as a list of one term an event. In a term a and b are what is at risk
 * in arm 1 and arm 0 (Efron: less r/d of the tied events, r = 0 .. d - 1), and the event is one of arm 1 with probability
 * theta / (theta + b/a), theta the hazard ratio. Events while one arm is empty say nothing and have no term.
 */
export interface CoxTerms {
  /** b / a of each term. */
  readonly odds: Float64Array
  /** Weight of each term; null where all are 1. */
  readonly weight: Float64Array | null
  /** Weight of the events of each arm that have a term. */
  readonly events0: number
  readonly events1: number
  /** Sum of the weights times log a, and of the logarithms of the sets without a term: what log-likelihoods need besides. */
  readonly offset: () => number
  /** log of the ratio of observed to expected, a start for the iteration. */
  readonly start: number
}

export interface CoxDerivatives {
  readonly score: number
  readonly information: number
  /** Derivative of the information. */
  readonly slope: number
}

/** The terms of all strata. */
export function coxTerms(strata: readonly RiskSets[], ties: Ties, weighted: boolean): CoxTerms {
  const size = strata.reduce((sum, sets) => sum + countTied(sets), 0)
  const odds = new Float64Array(size)
  const weight = weighted ? new Float64Array(size) : null
  let k = 0
  let events0 = 0
  let events1 = 0
  let above = 0
  let below = 0
  for (const { atRisk0, atRisk1, events0: e0, events1: e1, tied } of strata) {
    for (let i = 0; i < tied.length; i++) {
      const n0 = atRisk0[i]!
      const n1 = atRisk1[i]!
      if (n0 === 0 || n1 === 0) continue
      const d0 = e0[i]!
      const d1 = e1[i]!
      const m = tied[i]!
      events0 += d0
      events1 += d1
      above += (d1 * n0) / (n0 + n1)
      below += (d0 * n1) / (n0 + n1)
      if (weight) weight.fill((d0 + d1) / m, k, k + m)
      odds[k++] = n0 / n1
      for (let r = 1; r < m; r++) {
        const part = ties === 'efron' ? r / m : 0
        odds[k++] = (n0 - part * d0) / (n1 - part * d1)
      }
    }
  }
  const offset = () => strata.reduce((sum, sets) => sum + logRisk(sets, ties), 0)
  return {
    odds: odds.subarray(0, k),
    weight: weight ? weight.subarray(0, k) : null,
    events0,
    events1,
    offset,
    start: Math.log(above / below),
  }
}

function countTied(sets: RiskSets): number {
  let sum = 0
  for (const tied of sets.tied) sum += tied
  return sum
}

function logRisk({ atRisk0, atRisk1, events0, events1, tied }: RiskSets, ties: Ties): number {
  let sum = 0
  for (let i = 0; i < tied.length; i++) {
    const weight = (events0[i]! + events1[i]!) / tied[i]!
    for (let r = 0; r < tied[i]!; r++) {
      const part = ties === 'efron' ? r / tied[i]! : 0
      const a = atRisk1[i]! - part * events1[i]!
      sum += weight * Math.log(atRisk0[i] === 0 || atRisk1[i] === 0 ? a + atRisk0[i]! - part * events0[i]! : a)
    }
  }
  return sum
}

/** Derivatives of the log partial likelihood at the log hazard ratio beta; sums of p(1 - p), never differences. */
export function coxDerivatives(terms: CoxTerms, beta: number): CoxDerivatives {
  const { odds, weight } = terms
  const theta = Math.exp(beta)
  let expected = 0
  let information = 0
  let skew = 0
  for (let k = 0; k < odds.length; k++) {
    const q = 1 / (theta + odds[k]!)
    const w = weight ? weight[k]! : 1
    const p = theta * q
    const v = w * odds[k]! * q * p
    expected += w * p
    information += v
    skew += v * p
  }
  return { score: terms.events1 - expected, information, slope: information - 2 * skew }
}

/** Log partial likelihood at beta, as R reports it. */
export function coxLogLikelihood(terms: CoxTerms, beta: number): number {
  const { odds, weight } = terms
  const theta = Math.exp(beta)
  let sum = 0
  for (let k = 0; k < odds.length; k++) sum += (weight ? weight[k]! : 1) * Math.log(theta + odds[k]!)
  return terms.events1 * beta - sum - terms.offset()
}
