/** Points of a published Kaplan-Meier curve as somebody read them off a picture, cleaned. Both arrays have the same length. */
export interface DigitisedCurve {
  /** Months, >= 0, ascending. */
  readonly time: Float64Array
  /** Survival on [0, 1]; at equal times, descending. Carries the noise of reading: it may rise a little. */
  readonly survival: Float64Array
}

/** Clicks nearer than this share of the time axis cannot be told apart in time: both ends of one step, say. */
export const timeBlur = 0.0025
