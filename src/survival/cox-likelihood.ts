import { requireOneOf } from './require-one-of.ts'
import type { RiskSets } from './risk-sets.ts'

const TIES = ['efron', 'breslow'] as const

/** How tied events enter the partial likelihood. */
export type Ties = (typeof TIES)[number]

export function requireTies(caller: string, ties: Ties): void {
  requireOneOf(`${caller}: ties`, ties, TIES)
}

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
  /** First and second derivative of the information. */
  readonly slope: number
  readonly bend: number
}

/** The terms of all strata. */
export function coxTerms(strata: readonly RiskSets[], ties: Ties, weighted: boolean): CoxTerms {
  let size = 0
  for (const sets of strata) size += countTied(sets)
  const terms = {
    odds: new Float64Array(size),
    weight: weighted ? new Float64Array(size) : null,
    count: 0,
    events0: 0,
    events1: 0,
    above: 0,
    below: 0,
  }
  for (const sets of strata) addTerms(terms, sets, ties === 'efron')
  const { odds, weight, count, events0, events1, above, below } = terms
  return {
    odds: count === size ? odds : odds.subarray(0, count),
    weight: weight && count < size ? weight.subarray(0, count) : weight,
    events0,
    events1,
    offset: () => strata.reduce((sum, sets) => sum + logRisk(sets, ties), 0),
    start: Math.log(above / below),
  }
}

interface TermSums {
  readonly odds: Float64Array
  readonly weight: Float64Array | null
  count: number
  events0: number
  events1: number
  above: number
  below: number
}

function addTerms(sums: TermSums, sets: RiskSets, efron: boolean): void {
  const { atRisk0, atRisk1, events0, events1, tied } = sets
  const { odds, weight } = sums
  let { count, above, below } = sums
  let sum0 = 0
  let sum1 = 0
  for (let i = 0; i < tied.length; i++) {
    const n0 = atRisk0[i]!
    const n1 = atRisk1[i]!
    if (n0 === 0 || n1 === 0) continue
    const d0 = events0[i]!
    const d1 = events1[i]!
    const m = tied[i]!
    const inverse = 1 / (n0 + n1)
    sum0 += d0
    sum1 += d1
    above += d1 * n0 * inverse
    below += d0 * n1 * inverse
    if (weight) weight.fill((d0 + d1) / m, count, count + m)
    odds[count++] = n0 / n1
    for (let r = 1; r < m; r++) {
      const part = efron ? r / m : 0
      odds[count++] = (n0 - part * d0) / (n1 - part * d1)
    }
  }
  sums.count = count
  sums.above = above
  sums.below = below
  sums.events0 += sum0
  sums.events1 += sum1
}

function countTied({ tied }: RiskSets): number {
  let sum = 0
  let i = tied.length
  while (i-- > 0) sum += tied[i]!
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
export function coxDerivatives(terms: Omit<CoxTerms, 'offset'>, beta: number): CoxDerivatives {
  const { odds, weight } = terms
  const theta = Math.exp(beta)
  let expected = 0
  let information = 0
  let skew = 0
  let square = 0
  for (let k = 0; k < odds.length; k++) {
    const rho = odds[k]!
    const q = 1 / (theta + rho)
    const p = theta * q
    const w = weight === null ? 1 : weight[k]!
    const v = rho * q * p
    expected += w * p
    information += w * v
    skew += w * v * p
    square += w * v * v
  }
  return {
    score: terms.events1 - expected,
    information,
    slope: information - 2 * skew,
    bend: information - 6 * square,
  }
}

/** Log partial likelihood at beta, as R reports it. */
export function coxLogLikelihood(terms: CoxTerms, beta: number): number {
  const { odds, weight } = terms
  const theta = Math.exp(beta)
  let sum = 0
  for (let k = 0; k < odds.length; k++) sum += (weight ? weight[k]! : 1) * Math.log(theta + odds[k]!)
  return terms.events1 * beta - sum - terms.offset()
}
