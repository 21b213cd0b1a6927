/** A statistic that exists, with its interval. `level` is a proportion (0.95). */
export interface EstimateValue {
  readonly kind: 'value'
  readonly value: number
  /** `null` where the limit does not exist (a median's upper limit that is not reached, say). */
  readonly lower: number | null
  readonly upper: number | null
  readonly level: number
  /** `null` where the interval was not made from a standard error. */
  readonly standardError: number | null
}

/** The curve never falls to the level asked for (a median, say); its lower limit may still exist. */
export interface EstimateNotReached {
  readonly kind: 'not-reached'
  readonly lower: number | null
  readonly upper: number | null
  readonly level: number
}

/** There is no answer, and `reason` says why in a short phrase. */
export interface EstimateNotEstimable {
  readonly kind: 'not-estimable'
  readonly reason: string
}

/** What an estimator returns: never a silent NaN. */
export type Estimate = EstimateValue | EstimateNotReached | EstimateNotEstimable
