/** The law of the lag from the curve's clock (randomisation, enrolment) to infusion: masses at times, months. */
export interface Lag {
  readonly time: Float64Array
  /** Adds up to 1. */
  readonly probability: Float64Array
}

/** Everybody is infused after the same time. */
export function fixedLag(months: number): Lag {
  if (!(months >= 0 && Number.isFinite(months)))
    throw new RangeError(`fixedLag: months >= 0 are required, got ${months}`)
  return { time: Float64Array.of(months), probability: Float64Array.of(1) }
}

/** Points per half of `lagFromRange`: the masses stand for intervals of 1/32 of a half's width. */
const POINTS = 32

/**
 * The plainest law with a reported median and range: half of the patients evenly between the minimum and the median, half evenly between
 * the median and the maximum. An assumption: the paper gives three numbers, not a law.
 */
export function lagFromRange(minimum: number, median: number, maximum: number): Lag {
  if (!(0 <= minimum && minimum <= median && median <= maximum && Number.isFinite(maximum)))
    throw new RangeError(
      `lagFromRange: 0 <= minimum <= median <= maximum is required, got ${minimum}, ${median}, ${maximum}`,
    )
  const time = new Float64Array(2 * POINTS)
  for (let i = 0; i < POINTS; i++) {
    const middle = (i + 0.5) / POINTS
    time[i] = minimum + middle * (median - minimum)
    time[POINTS + i] = median + middle * (maximum - median)
  }
  return { time, probability: new Float64Array(2 * POINTS).fill(0.5 / POINTS) }
}

/** A law given by masses, e.g. from a table of infusion times. */
export function lagFromMasses(time: readonly number[], probability: readonly number[]): Lag {
  const total = probability.reduce((sum, mass) => sum + mass, 0)
  const proper =
    time.length > 0 && time.length === probability.length && time.every((t) => t >= 0 && Number.isFinite(t))
  if (!proper || !probability.every((mass) => mass >= 0) || Math.abs(total - 1) > 1e-9)
    throw new RangeError(
      `lagFromMasses: a mass >= 0 for each time >= 0, adding up to 1, is required, got ${time.length} times and a sum of ${total}`,
    )
  return { time: Float64Array.from(time), probability: Float64Array.from(probability) }
}
