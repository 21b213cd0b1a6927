import { columns } from '../numeric/columns.ts'
import { sortOrder } from '../numeric/sort-order.ts'
import { requireTwoArms } from './arm.ts'
import { type Patients, selectRows } from './patients.ts'

/**
 * What every comparison of two arms is made from: at each distinct event time, ascending, the weight at risk and the
 * weight of the events in each arm (numbers of patients, where there are no weights).
 */
export interface RiskSets {
  readonly time: Float64Array
  readonly atRisk0: Float64Array
  readonly atRisk1: Float64Array
  readonly events0: Float64Array
  readonly events1: Float64Array
  /** Number of events, each counted once whatever it weighs. */
  readonly tied: Float64Array
}

export interface StratumOption {
  /** Stratum of each row of the patients, e.g. `patients.stratum`; default one stratum. */
  readonly stratum?: ArrayLike<number>
}

/** The risk sets of each stratum, strata in ascending order; one if there is no stratum. */
export function riskSets(patients: Patients, caller: string, stratum?: ArrayLike<number>): readonly RiskSets[] {
  requireTwoArms(patients, caller)
  if (!stratum) return [mergePass(patients)]
  const n = patients.time.length
  if (stratum.length !== n)
    throw new RangeError(`${caller}: one stratum a row is required, got ${stratum.length} for ${n} rows`)
  const rows = new Map<number, number[]>()
  for (let i = 0; i < n; i++) {
    const name = stratum[i]!
    if (!Number.isFinite(name))
      throw new RangeError(`${caller}: stratum must be a finite number, got ${name} in row ${i}`)
    const members = rows.get(name)
    if (members) members.push(i)
    else rows.set(name, [i])
  }
  const names = [...rows.keys()].sort((a, b) => a - b)
  return names.map((name) => mergePass(selectRows(patients, rows.get(name) ?? [])))
}

function mergePass(patients: Patients): RiskSets {
  const { weight, start } = patients
  return weight || start ? generalPass(patients, weight, start) : countingPass(patients)
}

/** Patients without weights, all at risk from 0: sums of zeros and ones without a branch on the arm. */
function countingPass(patients: Patients): RiskSets {
  const { time, event, assigned } = patients
  const sets = emptySets(patients)
  const { time: times, atRisk0, atRisk1, events0, events1, tied } = sets
  let k = times.length
  let n = 0
  let n1 = 0
  for (let i = time.length - 1; i >= 0;) {
    const t = time[i]!
    let d = 0
    let d1 = 0
    do {
      const arm = assigned[i]!
      const e = event[i]!
      n++
      n1 += arm
      d += e
      d1 += e & arm
      i--
    } while (i >= 0 && time[i] === t)
    if (d === 0) continue
    k--
    times[k] = t
    atRisk0[k] = n - n1
    atRisk1[k] = n1
    events0[k] = d - d1
    events1[k] = d1
    tied[k] = d
  }
  return sets
}

/** One pass from the last time backwards, so that sums of weights never cancel. */
function generalPass(patients: Patients, weight: Float64Array | undefined, start: Float64Array | undefined): RiskSets {
  const { time, event, assigned } = patients
  const n = time.length
  const sets = emptySets(patients)
  const entries = start ? lateEntries(patients, start) : null
  let k = sets.time.length
  let n0 = 0
  let n1 = 0
  for (let i = n - 1; i >= 0;) {
    const t = time[i]!
    let d0 = 0
    let d1 = 0
    let tied = 0
    for (; i >= 0 && time[i] === t; i--) {
      const w = weight ? weight[i]! : 1
      const e = event[i]!
      tied += e
      if (assigned[i] === 1) {
        n1 += w
        d1 += e * w
      } else {
        n0 += w
        d0 += e * w
      }
    }
    if (tied === 0) continue
    k--
    entries?.advance(t)
    sets.time[k] = t
    sets.atRisk0[k] = entries ? entered(n0, entries.sum0) : n0
    sets.atRisk1[k] = entries ? entered(n1, entries.sum1) : n1
    sets.events0[k] = d0
    sets.events1[k] = d1
    sets.tied[k] = tied
  }
  return sets
}

/** Sets for the event times of the patients, still empty. */
function emptySets({ time, event }: Patients): RiskSets {
  let size = 0
  let last = NaN
  for (let i = 0; i < time.length; i++) {
    if (event[i] === 0 || time[i] === last) continue
    last = time[i]!
    size++
  }
  const block = columns(6, size)
  return {
    time: block[0]!,
    atRisk0: block[1]!,
    atRisk1: block[2]!,
    events0: block[3]!,
    events1: block[4]!,
    tied: block[5]!,
  }
}

/** What is left when those who enter later are taken off; rounding of broken weights must not leave a crumb of a patient. */
function entered(all: number, later: number): number {
  const left = all - later
  return left > 1e-12 * all ? left : 0
}

/** Weight of the patients of each arm who have not entered before t (start >= t), for descending t. */
function lateEntries(patients: Patients, start: Float64Array) {
  const { weight, assigned } = patients
  const order = sortOrder(start)
  let k = order.length - 1
  return {
    sum0: 0,
    sum1: 0,
    advance(t: number) {
      for (; k >= 0 && start[order[k]!]! >= t; k--) {
        const row = order[k]!
        const w = weight ? weight[row]! : 1
        if (assigned[row] === 1) this.sum1 += w
        else this.sum0 += w
      }
    },
  }
}
