/**
 * A statistic that exists, with its interval. `level` is a proportion (0.95). Same shape as the estimates of `survival/`, so that a
 * table can hold both.
 */
export interface StatisticValue {
  readonly kind: 'value'
  readonly value: number
  readonly lower: number
  readonly upper: number
  readonly level: number
  /** On the log scale for ratios; `null` where the interval was not made from a standard error. */
  readonly standardError: number | null
}

/** There is no answer, and `reason` says why in a short phrase. */
export interface StatisticNotEstimable {
  readonly kind: 'not-estimable'
  readonly reason: string
}

export type Statistic = StatisticValue | StatisticNotEstimable
