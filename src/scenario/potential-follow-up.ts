import type { Curve } from '../survival/curve.ts'

/**
 * The plainest law of potential follow-up (randomisation to cut-off) with a reported range and median: half of the patients evenly between
 * the shortest and the median, half evenly between the median and the longest. Probability of not having been cut off yet, to be read
 * along straight lines. An assumption: the paper gives three numbers, not a law.
 */
export function potentialFollowUpLaw(shortest: number, median: number, longest: number): Curve {
  if (!(0 <= shortest && shortest < median && median < longest && Number.isFinite(longest)))
    throw new RangeError(
      `potentialFollowUpLaw: 0 <= shortest < median < longest is required, got ${shortest}, ${median}, ${longest}`,
    )
  const before = shortest === 0 ? [0] : [0, shortest]
  return {
    time: Float64Array.of(...before, median, longest),
    survival: Float64Array.of(...before.map(() => 1), 0.5, 0),
  }
}
