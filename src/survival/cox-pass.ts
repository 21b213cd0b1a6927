import type { Ties } from './cox-likelihood.ts'
import type { PreparedRows, PreparedStratum } from './cox-rows.ts'

/**
 * What a Cox model says about one event time. The arrays are used again for the next event time: copy what is to be kept.
 * With Efron's ties the tied events are taken in m steps r = 0 .. m - 1, in which they count 1 - r/m; Breslow's have m
 * equal steps. "Mean" is the mean of the covariates over those at risk, weighted by their risk.
 */
export interface CoxEvent {
  time: number
  /** Number of events. */
  tied: number
  /** log-likelihood of the events. */
  logLikelihood: number
  /** Sum of the weighted covariates of the events, less the means that they are compared with. */
  readonly score: Float64Array
  /** Information, flat. */
  readonly information: Float64Array
  /** Average of the means over the steps. */
  readonly mean: Float64Array
  /** Increment of the baseline hazard. */
  hazard: number
  /** Sum over the steps of the increment times the mean. */
  readonly hazardMean: Float64Array
  /** The parts of both sums that the events themselves do not feel (r/m of each step). */
  spared: number
  readonly sparedMean: Float64Array
}

/** Sums of weight times risk over a set of rows: of 1, of the covariates and of their products. */
class RiskSum {
  s0 = 0
  readonly s1: Float64Array
  readonly s2: Float64Array
  readonly x: Float64Array
  readonly p: number
  constructor(x: Float64Array, p: number) {
    this.x = x
    this.p = p
    this.s1 = new Float64Array(p)
    this.s2 = new Float64Array(p * p)
  }
  add(row: number, risk: number): void {
    const { x, p, s1, s2 } = this
    this.s0 += risk
    for (let j = 0; j < p; j++) {
      const product = risk * x[row * p + j]!
      s1[j]! += product
      for (let k = 0; k <= j; k++) s2[j * p + k]! += product * x[row * p + k]!
    }
  }
  clear(): void {
    this.s0 = 0
    this.s1.fill(0)
    this.s2.fill(0)
  }
}

/** Goes through the event times of a stratum from the last to the first. `risk` is weight times exp(eta), by row. */
export function coxPass(
  rows: PreparedRows,
  stratum: PreparedStratum,
  eta: Float64Array,
  risk: Float64Array,
  ties: Ties,
  visit: (event: CoxEvent) => void,
): void {
  const { x, time, event, start, weight } = rows
  const p = rows.names.length
  const { byTime, byStart } = stratum
  const atRisk = new RiskSum(x, p)
  const dying = new RiskSum(x, p)
  const current = emptyEvent(p)
  let entry = 0
  for (let i = byTime.length - 1; i >= 0;) {
    const t = time[byTime[i]!]!
    dying.clear()
    current.time = t
    current.tied = 0
    current.logLikelihood = 0
    current.score.fill(0)
    let weights = 0
    for (; i >= 0 && time[byTime[i]!] === t; i--) {
      const row = byTime[i]!
      atRisk.add(row, risk[row]!)
      if (event[row] === 0) continue
      const w = weight ? weight[row]! : 1
      dying.add(row, risk[row]!)
      current.tied++
      weights += w
      current.logLikelihood += w * eta[row]!
      for (let j = 0; j < p; j++) current.score[j]! += w * x[row * p + j]!
    }
    if (current.tied === 0) continue
    for (; start && entry < byStart.length && start[byStart[entry]!]! >= t; entry++)
      atRisk.add(byStart[entry]!, -risk[byStart[entry]!]!)
    takeSteps(current, atRisk, dying, weights / current.tied, ties)
    visit(current)
  }
}

function takeSteps(event: CoxEvent, atRisk: RiskSum, dying: RiskSum, weight: number, ties: Ties): void {
  const { tied, score, information, mean, hazardMean, sparedMean } = event
  const p = score.length
  for (const column of [information, mean, hazardMean, sparedMean]) column.fill(0)
  event.hazard = 0
  event.spared = 0
  for (let r = 0; r < tied; r++) {
    const part = ties === 'efron' ? r / tied : 0
    const s0 = atRisk.s0 - part * dying.s0
    const increment = weight / s0
    event.logLikelihood -= weight * Math.log(s0)
    event.hazard += increment
    event.spared += part * increment
    for (let j = 0; j < p; j++) {
      const mj = (atRisk.s1[j]! - part * dying.s1[j]!) / s0
      score[j]! -= weight * mj
      mean[j]! += mj / tied
      hazardMean[j]! += increment * mj
      sparedMean[j]! += part * increment * mj
      for (let k = 0; k <= j; k++) {
        const mk = (atRisk.s1[k]! - part * dying.s1[k]!) / s0
        const v = weight * ((atRisk.s2[j * p + k]! - part * dying.s2[j * p + k]!) / s0 - mj * mk)
        information[j * p + k]! += v
        if (k < j) information[k * p + j]! += v
      }
    }
  }
}

function emptyEvent(p: number): CoxEvent {
  return {
    time: 0,
    tied: 0,
    logLikelihood: 0,
    score: new Float64Array(p),
    information: new Float64Array(p * p),
    mean: new Float64Array(p),
    hazard: 0,
    hazardMean: new Float64Array(p),
    spared: 0,
    sparedMean: new Float64Array(p),
  }
}
