import type { Reconstruction } from '../../../src/reconstruct/reconstruction.ts'
import type { Comparison, Level } from './comparison.ts'

/** The rebuilt patients in the format of the bed's scorer, in the unit of the source. */
export function asResult({ id, given, months }: Comparison, level: Level, { patients }: Reconstruction): unknown {
  const { names } = given(level)
  const ipd: [number, number][][] = names.map(() => [])
  patients.time.forEach((time, i) => ipd[patients.assigned[i]!]!.push([time / months, patients.event[i]!]))
  return { id, level, arms: names.map((name, index) => ({ name, ipd: ipd[index]! })) }
}
