import { sortOrder } from '../numeric/sort-order.ts'
import { mergeNearTies } from './merge-near-ties.ts'
import { finite, nonNegative, readColumn, type Requirement, weighing, zeroOrOne } from './read-column.ts'
import { requireNames } from './require-names.ts'

/** Rows of a Cox regression: one a patient, or several (start, stop] rows where covariates change in time. */
export interface CoxRows {
  /** End of the row, finite and >= 0. */
  readonly time: ArrayLike<number>
  /** 1 or true = the row ends with the event. */
  readonly event: ArrayLike<number | boolean>
  /** Columns of numbers, by name; finite. */
  readonly covariates: Readonly<Record<string, ArrayLike<number>>>
  /** Beginning of the row, >= 0, < time: at risk on (start, time]. */
  readonly start?: ArrayLike<number>
  /** On [1e-50, 1e50]. */
  readonly weight?: ArrayLike<number>
  /** Rows of different strata have baseline hazards of their own. */
  readonly stratum?: ArrayLike<number>
  /** Finite. Rows of the same cluster (the same patient) are not independent: for the robust standard error. */
  readonly cluster?: ArrayLike<number>
}

/**
 * The rows sorted by stratum and time. Covariates are centred and scaled within strata, over the rows that are at risk at some event;
 * whoever is at risk at none says nothing, and has all covariates 0.
 */
export interface PreparedRows {
  readonly names: readonly string[]
  /** Row by row. */
  readonly x: Float64Array
  readonly scale: Float64Array
  readonly time: Float64Array
  readonly event: Uint8Array
  readonly start: Float64Array | null
  readonly weight: Float64Array | null
  readonly cluster: Float64Array | null
  readonly strata: readonly PreparedStratum[]
}

/** Rows [from, to), by ascending time. */
export interface PreparedStratum {
  readonly name: number
  readonly from: number
  readonly to: number
  /** Of each covariate; what is 0 in `x`. */
  readonly centre: Float64Array
  /** The same rows by descending start; empty where nobody enters late. */
  readonly byStart: Uint32Array
}

/** Columns of `patients`, too: they may be spread into the rows. */
const KNOWN = ['time', 'event', 'covariates', 'start', 'weight', 'stratum', 'cluster', 'arms', 'assigned', 'infusion', 'switched', 'reason', 'administrative'] // prettier-ignore

export function prepareRows(rows: CoxRows, caller: string): PreparedRows {
  requireNames(caller, rows, KNOWN, 3)
  const n = rows.time.length
  const names = Object.keys(rows.covariates)
  if (names.length === 0) throw new RangeError(`${caller}: at least one covariate is required, got none`)
  const read = (name: string, column: ArrayLike<number>, requirement: Requirement) =>
    readColumn(name, column, new Float64Array(n), requirement, caller)
  const time = read('time', rows.time, nonNegative)
  const event = readColumn('event', rows.event, new Uint8Array(n), zeroOrOne, caller)
  const start = rows.start ? read('start', rows.start, nonNegative) : null
  for (let i = 0; start && i < n; i++)
    if (!(start[i]! < time[i]!))
      throw new RangeError(`${caller}: start before time is required, got (${start[i]!}, ${time[i]!}] in row ${i}`)
  const weight = rows.weight ? read('weight', rows.weight, weighing) : null
  const cluster = rows.cluster ? read('cluster', rows.cluster, finite) : null
  const stratum = rows.stratum ? read('stratum', rows.stratum, finite) : null
  const columns = names.map((name) => read(name, rows.covariates[name]!, finite))
  const byTime = sortOrder(time)
  mergeRowTimes(time, start, byTime)
  const { order, ends } = byStratum(byTime, stratum)
  const late = start?.some((s) => s > 0) ? gather(start, order) : null
  const sorted = { time: gather(time, order), event: Uint8Array.from(order, (row) => event[row]!), start: late }
  let from = 0
  const strata = [...ends].map(([name, to]): PreparedStratum => {
    const byStart = late ? latestFirst(late, from, to) : new Uint32Array(0)
    const stratum = { name, from, to, centre: new Float64Array(names.length), byStart }
    from = to
    return stratum
  })
  return {
    names,
    ...standardise(columns, order, strata, atRiskAtEvents(sorted, strata)),
    ...sorted,
    weight: weight && gather(weight, order),
    cluster: cluster && gather(cluster, order),
    strata,
  }
}

function gather(column: Float64Array, order: Uint32Array): Float64Array {
  const gathered = new Float64Array(order.length)
  for (let i = 0; i < order.length; i++) gathered[i] = column[order[i]!]!
  return gathered
}

/** Near-ties are merged on times that ascend; the rows stay where they are. */
function mergeRowTimes(time: Float64Array, start: Float64Array | null, order: Uint32Array): void {
  const sortedTime = gather(time, order)
  const sortedStart = start ? gather(start, order) : undefined
  if (!mergeNearTies(sortedTime, sortedStart)) return
  order.forEach((row, i) => {
    time[row] = sortedTime[i]!
    if (start && sortedStart) start[row] = sortedStart[i]!
  })
}

/** The same order within each stratum, the strata one after the other by name; and where each ends. */
function byStratum(byTime: Uint32Array, stratum: Float64Array | null) {
  if (!stratum || byTime.length === 0) return { order: byTime, ends: new Map([[0, byTime.length]]) }
  const ends = new Map([...new Set(stratum)].sort((a, b) => a - b).map((name) => [name, 0]))
  for (const name of stratum) ends.set(name, ends.get(name)! + 1)
  let before = 0
  for (const [name, size] of ends) {
    ends.set(name, before)
    before += size
  }
  const order = new Uint32Array(byTime.length)
  for (const row of byTime) {
    const at = ends.get(stratum[row]!)!
    order[at] = row
    ends.set(stratum[row]!, at + 1)
  }
  return { order, ends }
}

function latestFirst(start: Float64Array, from: number, to: number): Uint32Array {
  return sortOrder(start.slice(from, to))
    .reverse()
    .map((row) => row + from)
}

/** 1 where a row is at risk at an event of its stratum: one lies in (start, time]. */
function atRiskAtEvents(
  { time, event, start }: Pick<PreparedRows, 'time' | 'event' | 'start'>,
  strata: readonly PreparedStratum[],
): Uint8Array {
  const marks = new Uint8Array(time.length)
  for (const { from, to } of strata) {
    let lastEvent = -1
    for (let i = from, end = from; i < to; i = end) {
      for (; end < to && time[end] === time[i]; end++) if (event[end] === 1) lastEvent = time[i]!
      for (let k = i; k < end; k++) marks[k] = lastEvent >= 0 && (!start || lastEvent > start[k]!) ? 1 : 0
    }
  }
  return marks
}

/**
 * Covariates less the median of the stratum, in units of how far three quarters of all are from it: one value far from all
 * others moves neither, as it would mean and standard deviation.
 */
function standardise(
  columns: readonly Float64Array[],
  order: Uint32Array,
  strata: readonly PreparedStratum[],
  atRisk: Uint8Array,
) {
  const p = columns.length
  const x = new Float64Array(order.length * p)
  const scale = new Float64Array(p)
  columns.forEach((column, j) => {
    const centred = new Float64Array(order.length)
    for (const { from, to, centre } of strata) {
      const rows = order.subarray(from, to)
      const values = Float64Array.from(rows, (row) => column[row]!).filter((_, k) => atRisk[from + k] === 1)
      centre[j] = values.sort()[(values.length - 1) >> 1] ?? 0
      for (let i = from; i < to; i++) if (atRisk[i] === 1) centred[i] = column[order[i]!]! - centre[j]
    }
    scale[j] = spreadOf(centred.filter((_, i) => atRisk[i] === 1).map(Math.abs))
    for (let i = 0; i < centred.length; i++) x[i * p + j] = centred[i]! / scale[j]
  })
  return { x, scale }
}

/** The upper quartile of distances; where it is 0 their root mean square, and 1 where all are 0. */
function spreadOf(distances: Float64Array): number {
  const n = distances.length
  const sorted = distances.sort()
  const quartile = sorted[Math.ceil(0.75 * n) - 1] ?? 0
  if (quartile > 0) return quartile
  const furthest = sorted[n - 1] ?? 0
  // Squares of what is near the ends of the doubles have none.
  const squares = sorted.reduce((sum, d) => sum + (d / furthest) * (d / furthest), 0)
  return furthest > 0 ? furthest * Math.sqrt(squares / n) : 1
}
