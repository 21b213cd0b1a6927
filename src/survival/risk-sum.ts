/**
 * Sums over a set of rows, each counted weight times exp(eta - shift): of 1, the mean of the covariates, and their squares and
 * products about that mean, kept from row to row. Never the squares less the square of the mean: where covariates lie far from 0
 * and near each other, that difference is rounding error.
 */
export class RiskSum {
  s0 = 0
  readonly mean: Float64Array
  /** About the mean; lower triangle, row by row: 00, 10, 11, 20, ... */
  readonly spread: Float64Array
  private readonly x: Float64Array
  private readonly away: Float64Array
  constructor(x: Float64Array, p: number) {
    this.x = x
    this.mean = new Float64Array(p)
    this.away = new Float64Array(p)
    this.spread = new Float64Array((p * (p + 1)) / 2)
  }
  /** A negative risk takes a row away. */
  add(row: number, risk: number): void {
    const { x, mean, away, spread } = this
    const p = mean.length
    const base = row * p
    const after = this.s0 + risk
    const share = after === 0 ? 0 : risk / after
    const by = share * this.s0
    for (let j = 0, m = 0; j < p; j++) {
      const d = x[base + j]! - mean[j]!
      away[j] = d
      mean[j]! += share * d
      const product = by * d
      for (let k = 0; k <= j; k++, m++) spread[m]! += product * away[k]!
    }
    this.s0 = after
  }
  multiply(by: number): void {
    this.s0 *= by
    for (let m = 0; m < this.spread.length; m++) this.spread[m]! *= by
  }
  clear(): void {
    this.s0 = 0
    this.mean.fill(0)
    this.spread.fill(0)
  }
}
