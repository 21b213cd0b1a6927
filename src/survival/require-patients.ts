import type { Patients } from './patients.ts'
import { refuse } from './refuse.ts'

/**
 * Throws a RangeError for anything but `Patients`, such as the columns of a table: they have the same names, and unsorted they would
 * give wrong numbers in silence. `patients` makes typed arrays.
 */
export function requirePatients(given: Partial<Patients> | null | undefined, caller: string): void {
  if (!(given?.arms && ArrayBuffer.isView(given.time) && ArrayBuffer.isView(given.assigned)))
    refuse(caller, 'what patients returns', given)
}
