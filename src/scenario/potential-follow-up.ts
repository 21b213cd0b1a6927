import type { RandomNumbers } from '../numeric/random-stream.ts'
import type { Curve } from '../survival/curve.ts'
import type { Patients } from '../survival/patients.ts'
import { isDropOut } from './arm-rows.ts'
import { replaceFollowUp } from './replace-follow-up.ts'
import { survivalFunction, type Reading } from './survival-function.ts'

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

/** Potential follow-up given that it exceeds `after`: the t with G(t) = u G(after); the last time of the law where it does not fall so far. */
export function conditionalFollowUp(law: Curve, reading: Reading, after: number, u: number): number {
  const target = u * survivalFunction(law, reading)(after)
  const { time, survival } = law
  let k = 0
  while (k < time.length && (time[k]! <= after || survival[k]! > target)) k++
  if (k === time.length) return Math.max(after, time[time.length - 1]!)
  if (reading === 'steps' || k === 0) return time[k]!
  const falls = survival[k - 1]! - survival[k]!
  const share = falls > 0 ? (survival[k - 1]! - target) / falls : 1
  return Math.max(after, time[k - 1]! + share * (time[k]! - time[k - 1]!))
}

/**
 * Fills in how long each drop-out could have been followed, where that is not known: a draw from the law of potential follow-up of
 * the arm, given that it lies after the censoring. Simulated, and to be reported so. `random` gives every drop-out a number of its
 * own in the order of the rows, so the same draw gives the same times.
 *
 * @param laws by arm index; null where the law is not known, which throws a RangeError if that arm has drop-outs to fill
 */
export function drawPotentialFollowUp(
  patients: Patients,
  laws: readonly (Curve | null)[],
  random: RandomNumbers,
  reading: Reading = 'lines',
): Patients {
  const administrative = (patients.administrative ?? new Float64Array(patients.time.length).fill(NaN)).slice()
  for (let row = 0; row < patients.time.length; row++) {
    if (!isDropOut(patients, row) || !Number.isNaN(administrative[row]!)) continue
    const law = laws[patients.assigned[row]!] ?? null
    if (law === null)
      throw new RangeError(
        `drawPotentialFollowUp: a law of potential follow-up is required for arm ${patients.arms[patients.assigned[row]!]!}, got none`,
      )
    administrative[row] = conditionalFollowUp(law, reading, patients.time[row]!, random.uniform())
  }
  return replaceFollowUp(patients, { time: patients.time, event: patients.event, administrative })
}
