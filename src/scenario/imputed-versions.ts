import type { RandomNumbers } from '../numeric/random-stream.ts'
import type { ArmVersions } from '../survival/cox-arms-sweep.ts'
import type { Patients } from '../survival/patients.ts'
import { armRows, isDropOut, potentialFollowUp, requirePlainRows } from './arm-rows.ts'
import { bootstrapHazard } from './bootstrap-hazard.ts'

export interface ImputedVersionsInput {
  /** Patients of an imputation, with `reason` and `administrative`; as many of the arm in each. */
  readonly patients: (imputation: number) => Patients
  /** Index of the arm. */
  readonly arm: number
  /** Hazard after drop-out, as multiples of the arm's own, >= 0; one version each. */
  readonly deltas: readonly number[]
  readonly imputations: number
  /** The numbers of an imputation; both arms of a grid need streams of their own. */
  readonly random: (imputation: number) => RandomNumbers
}

/**
 * One arm under every delta, imputation by imputation, as a grid of Cox regressions takes it: what `imputeCensoring` makes of
 * the arm, with the same bootstrap sample and the same exponential of each drop-out under all deltas. So a difference between
 * two deltas is theirs alone, and no event comes later as delta grows.
 *
 * Throws a RangeError for a negative delta, no imputation, or a number of patients that changes.
 */
export function imputedVersions({ patients, arm, deltas, imputations, random }: ImputedVersionsInput): ArmVersions {
  if (deltas.length === 0 || !deltas.every((it) => it >= 0))
    throw new RangeError(`imputedVersions: deltas >= 0 are required, got [${deltas.join(', ')}]`)
  if (!(Number.isInteger(imputations) && imputations >= 1))
    throw new RangeError(`imputedVersions: at least 1 imputation is required, got ${imputations}`)
  const versions = deltas.length
  const size = armRows(patients(0), arm).length
  const time = new Float64Array(imputations * versions * size)
  const event = new Uint8Array(time.length)
  for (let draw = 0; draw < imputations; draw++) {
    const from = patients(draw)
    const of = foreseen(from, arm, random(draw))
    if (of.stayed.length + of.dropOuts.length !== size)
      throw new RangeError(
        `imputedVersions: ${size} patients of the arm are required in each imputation, got ${of.stayed.length + of.dropOuts.length}`,
      )
    deltas.forEach((delta, version) => {
      const at = (draw * versions + version) * size
      merge(from, of.stayed, imputed(of, delta), time.subarray(at, at + size), event.subarray(at, at + size))
    })
  }
  return { draws: imputations, versions, size, time, event }
}

interface DropOut {
  /** Event times after the censoring and up to the administrative time are first..last - 1. */
  readonly first: number
  readonly last: number
  readonly until: number
  /** Cumulative hazard at the censoring, and the unit exponential that it must grow by. */
  readonly collected: number
  readonly threshold: number
}

interface Foreseen {
  /** Rows of those who did not drop out. */
  readonly stayed: Int32Array
  readonly dropOuts: readonly DropOut[]
  readonly time: Float64Array
  readonly cumulative: Float64Array
}

function foreseen(patients: Patients, arm: number, random: RandomNumbers): Foreseen {
  requirePlainRows(patients)
  const rows = armRows(patients, arm)
  const { time, step } = bootstrapHazard(patients, arm, random)
  const cumulative = step.slice()
  for (let j = 1; j < cumulative.length; j++) cumulative[j]! += cumulative[j - 1]!
  const dropOuts: DropOut[] = []
  for (const row of rows) {
    if (!isDropOut(patients, row)) continue
    const until = potentialFollowUp(patients, row)
    const first = after(time, patients.time[row]!)
    const collected = first === 0 ? 0 : cumulative[first - 1]!
    dropOuts.push({ first, last: after(time, until), until, collected, threshold: random.exponential() })
  }
  return { stayed: rows.filter((row) => !isDropOut(patients, row)), dropOuts, time, cumulative }
}

/** Number of times up to `at`, itself included. */
function after(time: Float64Array, at: number): number {
  let low = 0
  let high = time.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (time[middle]! <= at) low = middle + 1
    else high = middle
  }
  return low
}

interface Ended {
  readonly time: number
  readonly event: 0 | 1
}

/** What became of the drop-outs under one delta, sorted as patients are. */
function imputed({ dropOuts, time, cumulative }: Foreseen, delta: number): readonly Ended[] {
  return dropOuts
    .map(({ first, last, until, collected, threshold }): Ended => {
      const needed = collected + threshold / delta
      let low = first
      let high = last
      while (low < high) {
        const middle = (low + high) >> 1
        if (cumulative[middle]! >= needed) high = middle
        else low = middle + 1
      }
      return low < last && delta > 0 ? { time: time[low]!, event: 1 } : { time: until, event: 0 }
    })
    .sort((a, b) => a.time - b.time || b.event - a.event)
}

/** Both in the order of patients, into one. */
function merge(
  patients: Patients,
  stayed: Int32Array,
  others: readonly Ended[],
  time: Float64Array,
  event: Uint8Array,
): void {
  let next = 0
  for (let i = 0, k = 0; k < time.length; k++) {
    const other = others[next]
    const row = stayed[i]
    const own = row === undefined ? Infinity : patients.time[row]!
    const first =
      other !== undefined && (other.time < own || (other.time === own && other.event > (patients.event[row!] ?? -1)))
    if (first) {
      time[k] = other.time
      event[k] = other.event
      next++
    } else {
      time[k] = own
      event[k] = patients.event[row!]!
      i++
    }
  }
}
