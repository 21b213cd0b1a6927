import type { LiveArm, LiveCurve, LiveEndpoint } from '../result/experiment.ts'
import type { Curve } from '../survival/curve.ts'
import { type Patients, patients } from '../survival/patients.ts'

export const curveOf = ({ time, survival }: LiveCurve): Curve => ({
  time: Float64Array.from(time),
  survival: Float64Array.from(survival),
})

export function armOf(endpoint: LiveEndpoint, id: string): LiveArm {
  const arm = endpoint.arms.find((it) => it.id === id)
  if (arm === undefined) throw new RangeError(`${endpoint.trial} has no arm ${id}`)
  return arm
}

/** The rebuilt patients of some arms, the first as the reference. */
export function patientsOf(arms: readonly LiveArm[]): Patients {
  return patients({
    arms: arms.map((it) => it.id),
    time: Float64Array.from(arms.flatMap((it) => it.time)),
    event: Uint8Array.from(arms.flatMap((it) => it.event)),
    assigned: Uint8Array.from(arms.flatMap((it, at) => it.time.map(() => at))),
  })
}
