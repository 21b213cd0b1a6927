import { censoringReason, type Patients } from '../survival/patients.ts'

/** Indices of an arm's patients, ascending in time. */
export function armRows(patients: Patients, arm: number): Int32Array {
  if (!(Number.isInteger(arm) && arm >= 0 && arm < patients.arms.length))
    throw new RangeError(`an arm on 0..${patients.arms.length - 1} is required, got ${arm}`)
  const rows: number[] = []
  for (let i = 0; i < patients.time.length; i++) if (patients.assigned[i] === arm) rows.push(i)
  return Int32Array.from(rows)
}

/** True where a patient's censoring was something else than the end of the study. */
export function isDropOut(patients: Patients, row: number): boolean {
  return patients.event[row] === 0 && patients.reason?.[row] === censoringReason.other
}

/** Time up to which a drop-out could have been followed. Throws a RangeError where it is not known or lies before the censoring. */
export function potentialFollowUp(patients: Patients, row: number): number {
  const until = patients.administrative?.[row] ?? NaN
  if (!(until >= patients.time[row]!))
    throw new RangeError(
      `informative censoring: an administrative time at or after the censoring at ${patients.time[row]!} is required, got ${until}`,
    )
  return until
}

/** Refuses what the censoring scenarios cannot weigh. */
export function requirePlainRows(patients: Patients): void {
  if (patients.start !== undefined || patients.weight !== undefined)
    throw new RangeError(
      'informative censoring: patients without delayed entry and weights are required, got some with',
    )
}
