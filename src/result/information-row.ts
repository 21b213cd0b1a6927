/** A printed figure, or figures that are one (an estimate with its limits, a row of numbers at risk), and what it tells. */
export interface EvidenceRow {
  readonly trial: string
  readonly endpoint: string
  /** Arm id, `armA-vs-armB` or `all`. */
  readonly arm: string
  /** Measure of the estimate. */
  readonly kind: string
  /** Months: the first and the last time of which it speaks; events and ratios speak of all of follow-up. Null: of no time. */
  readonly from: number | null
  readonly to: number | null
  /** Id of the estimate, or of the first in a row. */
  readonly figure: string
  /** How many numbers it prints. */
  readonly numbers: number
  /** "Survival at 12 months" */
  readonly label: string
  readonly reported: string
  /** False: it is shown beside, and tells the reconstruction nothing. */
  readonly used: boolean
  /**
   * Share of the mean width of the band that it takes away beside all others, on [0, 1]; null where it is not used, or where the
   * model cannot do without it (numbers of patients, follow-up where it makes the end or the law of censoring).
   */
  readonly share: number | null
}

/** How well the curve of an arm is known at a time. */
export type Grade = 'pinned' | 'interpolated' | 'extrapolated'

/** A stretch of follow-up of one grade. Months, proportions. */
export interface StretchRow {
  readonly trial: string
  readonly endpoint: string
  readonly arm: string
  readonly grade: Grade
  readonly from: number
  readonly to: number
  /** Mean and largest width of the 95% model band. */
  readonly width: number
  readonly widest: number
  /** Mean share of the prior variance of log(-log S) that the figures take away. */
  readonly explained: number
}

/** `information.csv`: one printed figure, one stretch of a curve, or one figure that is missing, a row. */
export interface InformationRow {
  readonly trial: string
  readonly endpoint: string
  readonly arm: string
  readonly row: 'figure' | 'stretch' | 'missing'
  /** Measure of a figure; empty for a stretch. */
  readonly kind: string
  readonly from: number | null
  readonly to: number | null
  /** Id of a printed figure. */
  readonly figure: string
  readonly label: string
  readonly reported: string
  readonly grade: Grade | ''
  /** Stretch: mean width of the band. Missing figure: by how much the band is expected to narrow. Proportions of survival. */
  readonly width: number | null
  /** Figure: share of the band that it takes away. Stretch: share of the prior variance that is explained. Missing: expected share. */
  readonly share: number | null
}
