/** Kinds of figures that papers usually print about a time-to-event endpoint. */
export type CandidateKind =
  | 'survival'
  | 'survival-interval'
  | 'median'
  | 'median-interval'
  | 'at-risk'
  | 'events'
  | 'follow-up'
  | 'hazard-ratio'
  | 'hazard-ratio-interval'
  | 'restricted-mean'

/** How far the figures leave a measure open: standard deviation of the reconstruction, without any sampling error of the trial. */
export interface MeasureWorth {
  /** Differences are arm 1 minus arm 0, as everywhere; a single arm has its own survival and restricted mean. */
  readonly measure: 'survival-difference' | 'rmst-difference' | 'log-hazard-ratio' | 'survival' | 'rmst'
  /** Months: the milestone, or the end of the restricted mean; null where there is none. */
  readonly time: number | null
  /** Standard deviation with the figures that are printed, and with this one too. Proportion, months, or log of a ratio. */
  readonly before: number
  readonly after: number
}

/** What one figure that the paper does not print would be worth, in expectation. */
export interface FigureWorth {
  /** In words, with the arm's label: "survival at 24 months, Ide-cel". */
  readonly figure: string
  /** Arm id, `armA-vs-armB` (numerator first) or `all`. */
  readonly arm: string
  readonly kind: CandidateKind
  /** Months; null for figures without a time, and for a row of numbers at risk. */
  readonly time: number | null
  /** How many numbers would have to be printed: 1 for a percentage, 3 with its interval, as many as it has ticks for a row of numbers at risk. */
  readonly numbers: number
  /** Expected share, on [0, 1], of the mean width of the 95% model band that it takes away: mean over the arms and over follow-up. */
  readonly shrinkage: number
  /** The same as a width: a proportion of survival. */
  readonly points: number
  readonly measures: readonly MeasureWorth[]
}
