import type { PreparedRows, PreparedStratum } from './cox-rows.ts'
import { RiskSum } from './risk-sum.ts'

/** An event time and who is at risk then. One object serves all event times: copy what is to be kept. */
export interface RiskSet {
  time: number
  /** Rows that end at this time: [first, last). */
  first: number
  last: number
  /** Number of events, and their mean weight. */
  tied: number
  weight: number
  /** Sums count exp(eta - shift), so that no linear predictor is too large. */
  shift: number
  readonly atRisk: RiskSum
  /** Of the rows with an event; filled only where several are tied. */
  readonly dying: RiskSum
}

/** Relative to the largest sums since they were last made anew: below it, sums from which rows were taken have lost digits. */
const WORN = 1e-4
/** A linear predictor this far above the shift moves the shift. */
const ABOVE = 50

/** Visits the event times of a stratum from the last to the first. */
export function eachRiskSet(
  rows: PreparedRows,
  stratum: PreparedStratum,
  eta: Float64Array,
  visit: (set: RiskSet) => void,
): void {
  const { x, time, event, start, weight } = rows
  const { from, to, byStart } = stratum
  const p = rows.names.length
  const atRisk = new RiskSum(x, p)
  const dying = new RiskSum(x, p)
  const set = { time: 0, first: to, last: to, tied: 0, weight: 1, shift: from < to ? eta[to - 1]! : 0, atRisk, dying }
  let entry = 0
  let largest = 0
  const widest = new Float64Array(p)
  const variation = (j: number): number => atRisk.spread[(j * (j + 3)) / 2]!
  const risk = (row: number): number => (weight === null ? 1 : weight[row]!) * Math.exp(eta[row]! - set.shift)
  const enter = (row: number): void => {
    if (eta[row]! > set.shift + ABOVE) {
      const by = Math.exp(set.shift - eta[row]!)
      atRisk.multiply(by)
      largest *= by
      for (let j = 0; j < p; j++) widest[j]! *= by
      set.shift = eta[row]!
    }
    atRisk.add(row, risk(row))
  }
  const anew = (): void => {
    atRisk.clear()
    set.shift = -Infinity
    for (let row = set.first; row < to; row++) if (start![row]! < set.time) set.shift = Math.max(set.shift, eta[row]!)
    for (let row = set.first; row < to; row++) if (start![row]! < set.time) atRisk.add(row, risk(row))
    largest = atRisk.s0
    widest.forEach((_, j) => (widest[j] = variation(j)))
  }
  for (let i = to - 1; i >= from;) {
    const t = time[i]!
    set.time = t
    set.last = i + 1
    let tied = 0
    let weights = 0
    for (; i >= from && time[i] === t; i--) {
      enter(i)
      if (event[i] === 0) continue
      tied++
      weights += weight === null ? 1 : weight[i]!
    }
    if (tied === 0) continue
    set.first = i + 1
    set.tied = tied
    set.weight = weights / tied
    if (start) {
      largest = Math.max(largest, atRisk.s0)
      for (let j = 0; j < p; j++) widest[j] = Math.max(widest[j]!, variation(j))
      for (; entry < byStart.length && start[byStart[entry]!]! >= t; entry++)
        atRisk.add(byStart[entry]!, -risk(byStart[entry]!))
      if (atRisk.s0 < WORN * largest || widest.some((most, j) => variation(j) < WORN * most)) anew()
    }
    if (tied > 1) {
      dying.clear()
      for (let row = set.first; row < set.last; row++) if (event[row] === 1) dying.add(row, risk(row))
    }
    visit(set)
  }
}

/** Mean of the covariates at risk, those tied counted less by this part, into `mean`; returns the sum of the risks. */
export function riskMean({ atRisk, dying }: RiskSet, part: number, mean: Float64Array): number {
  const s0 = atRisk.s0 - (part === 0 ? 0 : part * dying.s0)
  const share = part === 0 ? 0 : (part * dying.s0) / s0
  for (let j = 0; j < mean.length; j++) mean[j] = atRisk.mean[j]! + share * (atRisk.mean[j]! - dying.mean[j]!)
  return s0
}
