import type { Patients } from '../survival/patients.ts'
import { armHazard, type ArmHazard } from './arm-hazard.ts'
import { armRows, isDropOut, potentialFollowUp, requirePlainRows } from './arm-rows.ts'
import type { CensoringModel } from './censoring-model.ts'
import { lastIndexAtOrBefore } from './survival-function.ts'

export interface DropOut {
  readonly row: number
  /** Grid points at which the drop-out is at risk after the censoring: first..last. */
  readonly first: number
  readonly last: number
}

/** The risk sets of an arm, observed and imputed, on the union of its event times and the times of the model. */
export interface ExpectedFollowUp {
  readonly rows: Int32Array
  readonly dropOuts: readonly DropOut[]
  readonly time: Float64Array
  /** Observed at risk and observed events. */
  readonly nRisk: Float64Array
  readonly nEvent: Float64Array
  /** Hazard after a censoring that was not administrative: probability q of passing each grid point without the event. */
  readonly passing: Float64Array
  /** Expected number of drop-outs at risk. */
  readonly imputed: Float64Array
  /** Where the hazard comes from: the rows it was estimated from, its counts, the grid index of its times, and delta. */
  readonly source: {
    readonly rows: Int32Array
    readonly hazard: ArmHazard
    readonly index: Int32Array
    readonly delta: number
  } | null
}

/** Everything up to `until` (months) that the expected-value Kaplan-Meier curve is made from. */
export function expectedFollowUp(
  patients: Patients,
  arm: number,
  model: CensoringModel,
  until: number,
): ExpectedFollowUp {
  requirePlainRows(patients)
  const rows = armRows(patients, arm)
  const own = armHazard(patients, rows, until)
  const from = sourceOf(patients, arm, model, until)
  const lawTimes = from === null ? modelTimes(model, until) : from.hazard.time
  const time = union(own.time, lawTimes)
  const passing = new Float64Array(time.length).fill(1)
  const index = Int32Array.from(lawTimes, (at) => lastIndexAtOrBefore(time, at))
  if (from !== null) from.hazard.time.forEach((_, j) => (passing[index[j]!] = passHazard(from.hazard, j, from.delta)))
  else modelSteps(model, lawTimes).forEach((step, j) => (passing[index[j]!] = Math.exp(-step)))
  const dropOuts = dropOutsOf(patients, rows, time)
  return {
    rows,
    dropOuts,
    time,
    ...observed(patients, rows, time),
    passing,
    imputed: imputedAtRisk(dropOuts, passing),
    source: from === null ? null : { ...from, index },
  }
}

/** The same follow-up with another delta: only the hazard after drop-out changes, and who is still at risk under it. Of a model with a delta alone. */
export function withDelta(followUp: ExpectedFollowUp, delta: number): ExpectedFollowUp {
  const { source, dropOuts } = followUp
  if (source === null)
    throw new RangeError('withDelta: a follow-up under a delta is required, got a hazard from outside')
  requireDelta(delta)
  const passing = new Float64Array(followUp.time.length).fill(1)
  source.hazard.time.forEach((_, j) => (passing[source.index[j]!] = passHazard(source.hazard, j, delta)))
  return { ...followUp, passing, imputed: imputedAtRisk(dropOuts, passing), source: { ...source, delta } }
}

function requireDelta(delta: number): void {
  if (!(delta >= 0)) throw new RangeError(`informative censoring: delta >= 0 is required, got ${delta}`)
}

function sourceOf(
  patients: Patients,
  arm: number,
  model: CensoringModel,
  until: number,
): { rows: Int32Array; hazard: ArmHazard; delta: number } | null {
  if (model.kind === 'hazard') return null
  const delta = model.kind === 'delta' ? model.delta : 1
  requireDelta(delta)
  const rows = armRows(patients, model.kind === 'delta' ? arm : model.arm)
  return { rows, hazard: armHazard(patients, rows, until), delta }
}

/** (1 - d / Y)^delta: exactly 1 for delta 0, exactly 0 where the curve reaches 0. */
function passHazard(hazard: ArmHazard, j: number, delta: number): number {
  if (delta === 0) return 1
  const share = hazard.nEvent[j]! / hazard.nRisk[j]!
  return share === 1 ? 0 : Math.exp(delta * Math.log1p(-share))
}

function modelTimes(model: CensoringModel, until: number): Float64Array {
  return model.kind === 'hazard' ? model.time.filter((at) => at <= until) : new Float64Array(0)
}

function modelSteps(model: CensoringModel, times: Float64Array): Float64Array {
  if (model.kind !== 'hazard') return new Float64Array(0)
  const { cumulativeHazard } = model
  const steps = times.map((_, j) => cumulativeHazard[j]! - (j === 0 ? 0 : cumulativeHazard[j - 1]!))
  if (!steps.every((step) => step >= 0))
    throw new RangeError('informative censoring: a cumulative hazard that never falls is required, got one that does')
  return steps
}

function union(a: Float64Array, b: Float64Array): Float64Array {
  return Float64Array.from(new Set([...a, ...b])).sort()
}

function observed(
  patients: Patients,
  rows: Int32Array,
  time: Float64Array,
): { nRisk: Float64Array; nEvent: Float64Array } {
  const nRisk = new Float64Array(time.length)
  const nEvent = new Float64Array(time.length)
  let row = 0
  for (let k = 0; k < time.length; k++) {
    while (row < rows.length && patients.time[rows[row]!]! < time[k]!) row++
    nRisk[k] = rows.length - row
    for (let i = row; i < rows.length && patients.time[rows[i]!] === time[k]; i++)
      nEvent[k]! += patients.event[rows[i]!]!
  }
  return { nRisk, nEvent }
}

/** At risk after the censoring at c means at risk for events at c < t <= administrative time. */
function dropOutsOf(patients: Patients, rows: Int32Array, time: Float64Array): readonly DropOut[] {
  const found: DropOut[] = []
  for (const row of rows) {
    if (!isDropOut(patients, row)) continue
    const until = potentialFollowUp(patients, row)
    let first = 0
    while (first < time.length && time[first]! <= patients.time[row]!) first++
    let last = first - 1
    while (last + 1 < time.length && time[last + 1]! <= until) last++
    if (last >= first) found.push({ row, first, last })
  }
  return found
}

function imputedAtRisk(dropOuts: readonly DropOut[], passing: Float64Array): Float64Array {
  const imputed = new Float64Array(passing.length)
  for (const { first, last } of dropOuts) {
    let here = 1
    for (let k = first; k <= last && here > 0; k++) {
      imputed[k]! += here
      here = flushed(here * passing[k]!)
    }
  }
  return imputed
}

/** Denormal numbers cost fifty times as much and mean nothing here. */
export function flushed(x: number): number {
  return x < 1e-290 ? 0 : x
}
