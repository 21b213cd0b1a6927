import type { PreparedRows, PreparedStratum } from './cox-rows.ts'

/** Sums over a set of rows, each counted weight times exp(eta - shift): of 1, of the covariates and of their products. */
export class RiskSum {
  s0 = 0
  readonly s1: Float64Array
  /** Lower triangle, row by row: 00, 10, 11, 20, ... */
  readonly s2: Float64Array
  private readonly x: Float64Array
  constructor(x: Float64Array, p: number) {
    this.x = x
    this.s1 = new Float64Array(p)
    this.s2 = new Float64Array((p * (p + 1)) / 2)
  }
  add(row: number, risk: number): void {
    const { x, s1, s2 } = this
    const p = s1.length
    const base = row * p
    this.s0 += risk
    for (let j = 0, m = 0; j < p; j++) {
      const product = risk * x[base + j]!
      s1[j]! += product
      for (let k = 0; k <= j; k++, m++) s2[m]! += product * x[base + k]!
    }
  }
  multiply(by: number): void {
    this.s0 *= by
    for (let j = 0; j < this.s1.length; j++) this.s1[j]! *= by
    for (let m = 0; m < this.s2.length; m++) this.s2[m]! *= by
  }
}

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

/** Relative to the largest sum since they were last made anew: below it, sums from which rows were taken have lost digits. */
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
  const risk = (row: number): number => (weight === null ? 1 : weight[row]!) * Math.exp(eta[row]! - set.shift)
  const enter = (row: number): void => {
    if (eta[row]! > set.shift + ABOVE) {
      const by = Math.exp(set.shift - eta[row]!)
      atRisk.multiply(by)
      largest *= by
      set.shift = eta[row]!
    }
    atRisk.add(row, risk(row))
  }
  const anew = (): void => {
    atRisk.multiply(0)
    set.shift = -Infinity
    for (let row = set.first; row < to; row++) if (start![row]! < set.time) set.shift = Math.max(set.shift, eta[row]!)
    for (let row = set.first; row < to; row++) if (start![row]! < set.time) atRisk.add(row, risk(row))
    largest = atRisk.s0
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
      for (; entry < byStart.length && start[byStart[entry]!]! >= t; entry++)
        atRisk.add(byStart[entry]!, -risk(byStart[entry]!))
      if (atRisk.s0 < WORN * largest) anew()
    }
    if (tied > 1) {
      dying.multiply(0)
      for (let row = set.first; row < set.last; row++) if (event[row] === 1) dying.add(row, risk(row))
    }
    visit(set)
  }
}

/** Mean of the covariates at risk, those tied counted less by this part, into `mean`; returns the sum of the risks. */
export function riskMean({ atRisk, dying }: RiskSet, part: number, mean: Float64Array): number {
  const s0 = part === 0 ? atRisk.s0 : atRisk.s0 - part * dying.s0
  const inverse = 1 / s0
  for (let j = 0; j < mean.length; j++) {
    const s1 = part === 0 ? atRisk.s1[j]! : atRisk.s1[j]! - part * dying.s1[j]!
    mean[j] = s1 * inverse
  }
  return s0
}
