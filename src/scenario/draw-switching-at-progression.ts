import type { RandomNumbers } from '../numeric/random-stream.ts'
import type { Curve } from '../survival/curve.ts'
import type { Patients } from '../survival/patients.ts'
import { armRows } from './arm-rows.ts'
import { drawProgression, type ProgressionLaw } from './draw-progression.ts'
import { conditionalFollowUp } from './potential-follow-up.ts'

export interface SwitchingAtProgression {
  /** With times of switching and of censoring in arm 0. */
  readonly patients: Patients
  /** Months by row, NaN where there was none: what two-stage estimation asks for. */
  readonly progression: Float64Array
  /** How many fewer could switch than asked for: too few had progressed before the end of their follow-up. */
  readonly short: number
}

/**
 * Switching at progression in arm 0 of rebuilt patients, which have neither: progression as in `drawProgression`, then so many of those who
 * progressed switch at that time, chosen at random. So switching is linked to prognosis through progression, and through nothing else. Times of censoring as in
 * `drawSwitching`.
 *
 * @param switched how many switched, a whole number from 0 to the patients of arm 0; otherwise a RangeError
 * @param censoring probability of not being censored yet, arm 0
 */
export function drawSwitchingAtProgression(
  pair: Patients,
  law: ProgressionLaw & { readonly switched: number },
  censoring: Curve,
  random: RandomNumbers,
): SwitchingAtProgression {
  const rows = armRows(pair, 0)
  if (!(Number.isInteger(law.switched) && law.switched >= 0 && law.switched <= rows.length))
    throw new RangeError(
      `drawSwitchingAtProgression: 0 to ${rows.length} patients who switched are required, got ${law.switched}`,
    )
  const progression = drawProgression(pair, 0, law, random)
  const progressed = Array.from(rows)
    .filter((row) => !Number.isNaN(progression[row]!))
    .map((row) => ({ row, order: random.uniform() }))
  const chosen = progressed.sort((a, b) => a.order - b.order).slice(0, law.switched)
  const switched = new Float64Array(pair.time.length).fill(NaN)
  for (const { row } of chosen) switched[row] = progression[row]!
  const administrative = new Float64Array(pair.time.length).fill(NaN)
  for (const row of rows) {
    const t = pair.time[row]!
    administrative[row] = pair.event[row] === 1 ? conditionalFollowUp(censoring, 'lines', t, random.uniform()) : t
  }
  return { patients: { ...pair, switched, administrative }, progression, short: law.switched - chosen.length }
}
