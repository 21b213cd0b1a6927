import { patients as patientsOf, type Patients } from '../survival/patients.ts'

export interface FollowUp {
  readonly time: Float64Array
  readonly event: Uint8Array
  readonly reason?: Uint8Array
  readonly administrative?: Float64Array
}

/** The same patients with another follow-up, sorted anew; all else that belongs to a patient moves with its row. */
export function replaceFollowUp(patients: Patients, followUp: FollowUp): Patients {
  return patientsOf({ ...patients, ...followUp })
}
