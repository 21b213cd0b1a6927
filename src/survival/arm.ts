import { type Patients, selectRows } from './patients.ts'
import { requirePatients } from './require-patients.ts'

/**
 * The patients of one arm, as a set of their own with that arm only.
 *
 * @param name one of `patients.arms`; any other name throws a RangeError
 *
 * @example
 * ```ts
 * import { arm, patients } from 'remeier/survival'
 * const p = patients({ arms: ['control', 'new'], time: [1, 2, 3], event: [1, 1, 0], assigned: [0, 1, 0] })
 * arm(p, 'control').time // => [1, 3]
 * ```
 */
export function arm(patients: Patients, name: string): Patients {
  requirePatients(patients, 'arm')
  const index = patients.arms.indexOf(name)
  if (index < 0) throw new RangeError(`arm: one of [${patients.arms.join(', ')}] is required, got ${name}`)
  return armAt(patients, index)
}

const SHORT = 4096
/** Memory for the rows of an arm: only until they are copied. */
const kept = /* @__PURE__ */ new Uint32Array(SHORT)

/** The patients of the arm with this index. */
export function armAt(patients: Patients, index: number): Patients {
  const { arms, assigned } = patients
  const rows = assigned.length <= SHORT ? kept : new Uint32Array(assigned.length)
  let size = 0
  for (let i = 0; i < assigned.length; i++) {
    rows[size] = i
    // 1 where the arm is this one, without a branch, which no processor can foretell.
    size += ((assigned[i]! ^ index) - 1) >>> 31
  }
  const chosen = selectRows(patients, rows.subarray(0, size))
  chosen.assigned.fill(0)
  return { ...chosen, arms: [arms[index]!] }
}

/** Both arms of a comparison, the reference arm first; throws a RangeError unless there are exactly two. */
export function twoArms(patients: Patients, caller: string): readonly [Patients, Patients] {
  requireTwoArms(patients, caller)
  return [armAt(patients, 0), armAt(patients, 1)]
}

export function requireTwoArms(patients: Patients, caller: string): void {
  requirePatients(patients, caller)
  if (patients.arms.length !== 2)
    throw new RangeError(`${caller}: exactly two arms are required, got [${patients.arms.join(', ')}]`)
}
