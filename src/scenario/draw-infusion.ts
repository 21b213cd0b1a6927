import type { RandomNumbers } from '../numeric/random-stream.ts'
import type { Patients } from '../survival/patients.ts'
import { armRows } from './arm-rows.ts'

export interface InfusionLaw {
  /** How many patients of the arm were infused: a whole number >= 0. */
  readonly infused: number
  /** Time from the clock of the patients to infusion, months: half of the patients evenly below the median, half above. */
  readonly minimum: number
  readonly median: number
  readonly maximum: number
}

export interface DrawnInfusion {
  readonly patients: Patients
  /** How many fewer could be infused than asked for: too few were still in follow-up at their time. 0 where the law and the curve agree. */
  readonly short: number
}

/**
 * Times of infusion for an arm that has none, as rebuilt patients do: simulated under an assumption, and to be reported so. Each patient
 * draws a time from the law; those still in follow-up and free of the event at that time are infused, or, where they are more than were
 * infused, that many of them chosen at random. So early events fall on those never infused, and nothing else tells the two groups apart.
 *
 * @param law minimum <= median <= maximum, finite, >= 0, and no more infused than the arm has patients; otherwise a RangeError
 * @param random two numbers a patient, in the order of the rows
 */
export function drawInfusion(patients: Patients, arm: number, law: InfusionLaw, random: RandomNumbers): DrawnInfusion {
  const { infused, minimum, median, maximum } = law
  const rows = armRows(patients, arm)
  if (!(0 <= minimum && minimum <= median && median <= maximum && maximum < Infinity))
    throw new RangeError(
      `drawInfusion: 0 <= minimum <= median <= maximum is required, got ${minimum}, ${median}, ${maximum}`,
    )
  if (!(Number.isInteger(infused) && infused >= 0 && infused <= rows.length))
    throw new RangeError(`drawInfusion: 0 to ${rows.length} infused patients are required, got ${infused}`)
  const drawn = Array.from(rows, (row) => {
    const u = random.uniform()
    const time = u < 0.5 ? minimum + 2 * u * (median - minimum) : median + (2 * u - 1) * (maximum - median)
    return { row, time, order: random.uniform() }
  })
  const able = drawn.filter(({ row, time }) => time < patients.time[row]!)
  const chosen = able.sort((a, b) => a.order - b.order).slice(0, infused)
  const infusion = (patients.infusion ?? new Float64Array(patients.time.length).fill(NaN)).slice()
  for (const row of rows) infusion[row] = NaN
  for (const { row, time } of chosen) infusion[row] = time
  return { patients: { ...patients, infusion }, short: infused - chosen.length }
}
