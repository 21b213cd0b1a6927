import type { RandomNumbers } from '../numeric/random-stream.ts'
import type { Patients } from '../survival/patients.ts'
import { armHazard } from './arm-hazard.ts'
import { armRows } from './arm-rows.ts'

/** Cumulative hazard as steps: what a drop-out collects after the censoring. */
export interface HazardSteps {
  readonly time: Float64Array
  readonly step: Float64Array
}

/** The hazard of an arm from a bootstrap sample of its patients, -log(1 - d / Y) at each event time; infinite where nobody is left. */
export function bootstrapHazard(patients: Patients, arm: number, random: RandomNumbers): HazardSteps {
  const rows = armRows(patients, arm)
  const { time, nEvent, nRisk } = armHazard(patients, rows.map(() => rows[random.integer(rows.length)]!).sort())
  return { time, step: time.map((_, j) => -Math.log1p(-nEvent[j]! / nRisk[j]!)) }
}
