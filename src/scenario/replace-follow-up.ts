import type { Patients } from '../survival/patients.ts'

export interface FollowUp {
  readonly time: Float64Array
  readonly event: Uint8Array
  readonly reason?: Uint8Array
  readonly administrative?: Float64Array
}

/**
 * The same patients with another follow-up, sorted anew (by time, events first, else in the old order). All that belongs to a patient
 * moves with its row.
 */
export function replaceFollowUp(patients: Patients, followUp: FollowUp): Patients {
  const { time, event } = followUp
  const order = Int32Array.from(time, (_, i) => i).sort((a, b) => time[a]! - time[b]! || event[b]! - event[a]! || a - b)
  const merged: Patients = { ...patients, ...followUp }
  const bytes = (column: Uint8Array): Uint8Array => Uint8Array.from(order, (row) => column[row]!)
  const numbers = (column: Float64Array): Float64Array => Float64Array.from(order, (row) => column[row]!)
  return {
    ...merged,
    time: numbers(time),
    event: bytes(event),
    assigned: bytes(merged.assigned),
    ...(merged.start && { start: numbers(merged.start) }),
    ...(merged.weight && { weight: numbers(merged.weight) }),
    ...(merged.infusion && { infusion: numbers(merged.infusion) }),
    ...(merged.switched && { switched: numbers(merged.switched) }),
    ...(merged.reason && { reason: bytes(merged.reason) }),
    ...(merged.administrative && { administrative: numbers(merged.administrative) }),
  }
}
