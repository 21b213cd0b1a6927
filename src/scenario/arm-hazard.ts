import type { Patients } from '../survival/patients.ts'

/** The Kaplan-Meier hazard of an arm at its event times: d of Y at risk. */
export interface ArmHazard {
  readonly time: Float64Array
  readonly nRisk: Float64Array
  readonly nEvent: Float64Array
}

/** Counts at the event times of some rows (ascending in time; a row may stand there more than once) up to `until`. */
export function armHazard(patients: Patients, rows: Int32Array, until = Infinity): ArmHazard {
  const time: number[] = []
  const nRisk: number[] = []
  const nEvent: number[] = []
  for (let i = 0; i < rows.length;) {
    const at = patients.time[rows[i]!]!
    if (at > until) break
    let events = 0
    let next = i
    for (; next < rows.length && patients.time[rows[next]!] === at; next++) events += patients.event[rows[next]!]!
    if (events > 0) {
      time.push(at)
      nRisk.push(rows.length - i)
      nEvent.push(events)
    }
    i = next
  }
  return { time: Float64Array.from(time), nRisk: Float64Array.from(nRisk), nEvent: Float64Array.from(nEvent) }
}
