import { reconstructCurves } from '../../src/reconstruct/reconstruct-curves.ts'
import type { Fidelity } from '../../src/reconstruct/reconstruction.ts'
import { digitisedOf } from './reconstruction/digitised-of.ts'
import type { SimulatedArm } from './simulated-digitised.ts'

export interface RebuiltArm {
  readonly patients: readonly (readonly [time: number, event: number])[]
  readonly fidelity: readonly Fidelity[]
}

/** The patients of one arm from its readings, numbers at risk and events, by way of the file that a bed has of it (bench-digitised/1). */
export function rebuildDigitised({ id, n, events, points, atRisk }: SimulatedArm): RebuiltArm {
  const file = { arms: [{ name: 'arm', n, events, points, at_risk: { times: atRisk.times, n: atRisk.counts } }] }
  const about = { id, unit: 'months', endpoint: 'event', class: 'other' } as const
  const { evidence, curves } = digitisedOf(file, about)
  const { patients, fidelity } = reconstructCurves(evidence, curves, { seed: 1 })
  return {
    patients: Array.from(patients.time, (time, i): [number, number] => [time, patients.event[i]!]),
    fidelity,
  }
}
