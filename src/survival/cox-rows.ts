import { sortOrder } from '../numeric/sort-order.ts'
import { mergeNearTies } from './merge-near-ties.ts'
import { anything, finite, nonNegative, positive, readColumn, zeroOrOne } from './read-column.ts'

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
  /** Finite and > 0. */
  readonly weight?: ArrayLike<number>
  /** Rows of different strata have baseline hazards of their own. */
  readonly stratum?: ArrayLike<number>
  /** Rows of the same cluster (the same patient) are not independent: for the robust standard error. */
  readonly cluster?: ArrayLike<number>
}

/** The rows in working order, covariates centred and scaled to standard deviation 1. */
export interface PreparedRows {
  readonly names: readonly string[]
  /** Row by row. */
  readonly x: Float64Array
  readonly centre: Float64Array
  readonly scale: Float64Array
  readonly time: Float64Array
  readonly event: Uint8Array
  readonly start: Float64Array | null
  readonly weight: Float64Array | null
  readonly cluster: Float64Array | null
  /** Rows by ascending time, and by descending start, of each stratum. */
  readonly strata: readonly PreparedStratum[]
}

export interface PreparedStratum {
  readonly name: number
  readonly byTime: Uint32Array
  /** Empty where nobody enters late. */
  readonly byStart: Uint32Array
}

export function prepareRows(rows: CoxRows, caller: string): PreparedRows {
  const n = rows.time.length
  const names = Object.keys(rows.covariates)
  if (names.length === 0) throw new RangeError(`${caller}: at least one covariate is required, got none`)
  const read = (name: string, column: ArrayLike<number>, requirement = anything) =>
    readColumn(name, column, new Float64Array(n), requirement, caller)
  const time = read('time', rows.time, nonNegative)
  const event = readColumn('event', rows.event, new Uint8Array(n), zeroOrOne, caller)
  const start = rows.start ? read('start', rows.start, nonNegative) : null
  for (let i = 0; start && i < n; i++)
    if (!(start[i]! < time[i]!))
      throw new RangeError(`${caller}: start before time is required, got (${start[i]!}, ${time[i]!}] in row ${i}`)
  const weight = rows.weight ? read('weight', rows.weight, positive) : null
  const cluster = rows.cluster ? read('cluster', rows.cluster) : null
  const stratum = rows.stratum ? read('stratum', rows.stratum, finite) : new Float64Array(n)
  mergeRowTimes(time, start)
  const columns = names.map((name) => read(name, rows.covariates[name]!, finite))
  const { x, centre, scale } = standardise(columns, n)
  return { names, x, centre, scale, time, event, start, weight, cluster, strata: splitStrata(time, start, stratum) }
}

/** Near-ties are merged on times that ascend; the rows stay where they are. */
function mergeRowTimes(time: Float64Array, start: Float64Array | null): void {
  const order = sortOrder(time)
  const sortedTime = time.map((_, i) => time[order[i]!]!)
  const sortedStart = start ? start.map((_, i) => start[order[i]!]!) : undefined
  if (!mergeNearTies(sortedTime, sortedStart)) return
  order.forEach((row, i) => {
    time[row] = sortedTime[i]!
    if (start && sortedStart) start[row] = sortedStart[i]!
  })
}

function standardise(columns: readonly Float64Array[], n: number) {
  const p = columns.length
  const x = new Float64Array(n * p)
  const centre = new Float64Array(p)
  const scale = new Float64Array(p)
  columns.forEach((column, j) => {
    const mean = column.reduce((sum, value) => sum + value, 0) / n
    const sd = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / n)
    centre[j] = mean
    scale[j] = sd > 0 ? sd : 1
    for (let i = 0; i < n; i++) x[i * p + j] = (column[i]! - mean) / scale[j]
  })
  return { x, centre, scale }
}

function splitStrata(time: Float64Array, start: Float64Array | null, stratum: Float64Array): PreparedStratum[] {
  const pick = (order: Uint32Array, name: number) => order.filter((row) => stratum[row] === name)
  const byTime = sortOrder(time)
  const byStart = start ? sortOrder(start).reverse() : new Uint32Array(0)
  return [...new Set(stratum)]
    .sort((a, b) => a - b)
    .map((name) => ({ name, byTime: pick(byTime, name), byStart: pick(byStart, name) }))
}
