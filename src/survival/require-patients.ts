import type { Patients } from './patients.ts'

/**
 * Throws a RangeError for the columns of a table instead of `Patients`: they have the same names, and unsorted they would give
 * wrong numbers in silence. `patients` makes typed arrays.
 */
export function requirePatients(patients: Patients, caller: string): void {
  if (!ArrayBuffer.isView(patients.time)) throw new RangeError(`${caller}: patients is required, got columns`)
}
