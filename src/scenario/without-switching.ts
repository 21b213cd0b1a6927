import { requireTwoArms } from '../survival/arm.ts'
import { patients as patientsOf, type Patients } from '../survival/patients.ts'

export interface RecensorOption {
  /** Whether arm 0 is censored anew at min(C, C e^psi), C the administrative time; default true. An arm in which nobody switched never is. */
  readonly recensor?: boolean
}

/**
 * Arm 0 as it would have been without switching, if treatment multiplies the time that is left by e^-psi: U = T_off + T_on e^psi, T_off the
 * time before `switched` and T_on the time after it. psi < 0 means that treatment lengthens life. Arm 1 stays as it is.
 *
 * Shrunken times make the censoring of switchers tell of their prognosis. Recensoring mends that: everybody in arm 0, switched or not, is
 * censored at min(C, C e^psi), at the price of later follow-up. Nothing is changed by psi = 0, nor where nobody switched: no time was shrunk.
 *
 * @param pair two arms, with `switched` in arm 0 only, and for recensoring with an administrative time for each patient of arm 0;
 * otherwise a RangeError
 *
 * [RobinsTsiatis1991] [White1999].
 *
 * @example
 * ```ts
 * import { patients } from 'remeier/survival'
 * import { withoutSwitching } from 'remeier'
 * const p = patients({ arms: ['a', 'b'], time: [2, 6, 3, 8], event: [1, 1, 1, 1], assigned: [0, 0, 1, 1], switched: [NaN, 2, NaN, NaN] })
 * withoutSwitching(p, Math.log(0.5), { recensor: false }).time // => [2, 3, 4, 8]
 * ```
 */
export function withoutSwitching(pair: Patients, psi: number, { recensor = true }: RecensorOption = {}): Patients {
  const switched = requireSwitched(pair, recensor, 'withoutSwitching')
  if (!Number.isFinite(psi)) throw new RangeError(`withoutSwitching: a finite psi is required, got ${psi}`)
  return shrunk(pair, switched, Math.exp(psi), recensor, 1)
}

/**
 * Both arms off treatment: arm 0 as `withoutSwitching`, and arm 1, which is on treatment all the time, as T e^psi. At the right psi the two
 * arms agree, since they were randomised: what g-estimation looks for.
 */
export function offTreatment(pair: Patients, psi: number, { recensor = true }: RecensorOption = {}): Patients {
  return shrunk(pair, requireSwitched(pair, recensor, 'offTreatment'), Math.exp(psi), recensor, Math.exp(psi))
}

function shrunk(pair: Patients, switched: Float64Array, factor: number, recensor: boolean, ofArm1: number): Patients {
  const { arms, time, event, assigned, administrative } = pair
  const changed = { time: time.slice(), event: event.slice() }
  const recensored = recensor && switched.some((it, row) => it < time[row]!)
  for (let row = 0; row < time.length; row++) {
    const t = time[row]!
    if (assigned[row] === 1) {
      changed.time[row] = t * ofArm1
      continue
    }
    const off = switched[row]! < t ? switched[row]! : t
    // As a change of t, so that a factor of 1 leaves t to the last digit.
    const untreated = t + (t - off) * (factor - 1)
    const end = recensored ? administrative![row]! * Math.min(1, factor) : Infinity
    changed.time[row] = Math.min(untreated, end)
    if (end < untreated) changed.event[row] = 0
  }
  return patientsOf({ arms, assigned, ...changed })
}

/** The times of switching; RangeError where the patients are not as `withoutSwitching` needs them. */
export function requireSwitched(pair: Patients, recensor: boolean, caller: string): Float64Array {
  requireTwoArms(pair, caller)
  const { switched, administrative, assigned } = pair
  if (switched === undefined || pair.start !== undefined || pair.weight !== undefined)
    throw new RangeError(`${caller}: patients with times of switching, without delayed entry and weights, are required`)
  const inArm1 = switched.findIndex((it, row) => assigned[row] === 1 && !Number.isNaN(it))
  if (inArm1 >= 0)
    throw new RangeError(`${caller}: switching in arm 0 only is required, got one of arm 1 in row ${inArm1}`)
  const unknown = assigned.findIndex(
    (arm, row) => arm === 0 && !(administrative !== undefined && administrative[row]! >= 0),
  )
  if (recensor && unknown >= 0)
    throw new RangeError(
      `${caller}: an administrative time for each patient of arm 0 is required, got none in row ${unknown}`,
    )
  return switched
}
