import type { Patients } from './patients.ts'
import { requireNames } from './require-names.ts'
import { requirePatients } from './require-patients.ts'

/** Throws a RangeError unless an estimator was called with patients and with none but these options. */
export function requireCall(caller: string, patients: Patients, options: object, known: readonly string[]): void {
  requirePatients(patients, caller)
  requireNames(caller, options, known)
}
