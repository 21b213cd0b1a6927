import { normalDistribution } from '../numeric/normal-distribution.ts'
import { normalQuantile } from '../numeric/normal-quantile.ts'
import type { RandomNumbers } from '../numeric/random-stream.ts'
import type { Patients } from '../survival/patients.ts'
import { armRows } from './arm-rows.ts'

export interface ProgressionLaw {
  /** Time to progression of everybody in the arm, months: half of the patients evenly below the median, half above. */
  readonly minimum: number
  readonly median: number
  readonly maximum: number
  /** Of the normal scores of progression and of follow-up, on [-1, 1]: 0 says that early progression tells nothing of early death. */
  readonly correlation: number
}

/**
 * Times of progression for an arm that has none, as rebuilt patients do, linked with their follow-up by a Gaussian copula on ranks: the i-th of n
 * patients in the order of time has the normal score z = Phi^-1((i - 1/2) / n), progression the quantile Phi(rho z + sqrt(1 - rho^2) e) of its law, e normal. Simulated under an
 * assumption, and to be reported so: follow-up that ends by censoring is taken for its rank too, so the link with survival itself is somewhat weaker.
 *
 * @param law 0 <= minimum <= median <= maximum, finite, correlation on [-1, 1]; otherwise a RangeError
 * @param random one number a patient, in the order of the rows
 * @returns months by row; NaN where there is none before the end of follow-up, and in other arms
 */
export function drawProgression(
  patients: Patients,
  arm: number,
  law: ProgressionLaw,
  random: RandomNumbers,
): Float64Array {
  const { minimum, median, maximum, correlation } = law
  if (!(0 <= minimum && minimum <= median && median <= maximum && maximum < Infinity))
    throw new RangeError(
      `drawProgression: 0 <= minimum <= median <= maximum is required, got ${minimum}, ${median}, ${maximum}`,
    )
  if (!(correlation >= -1 && correlation <= 1))
    throw new RangeError(`drawProgression: a correlation on [-1, 1] is required, got ${correlation}`)
  const rows = armRows(patients, arm)
  const own = Math.sqrt(1 - correlation * correlation)
  const progression = new Float64Array(patients.time.length).fill(NaN)
  rows.forEach((row, i) => {
    const score = normalQuantile((i + 0.5) / rows.length)
    const u = normalDistribution(correlation * score + own * random.normal())
    const time = u < 0.5 ? minimum + 2 * u * (median - minimum) : median + (2 * u - 1) * (maximum - median)
    if (time < patients.time[row]!) progression[row] = time
  })
  return progression
}
