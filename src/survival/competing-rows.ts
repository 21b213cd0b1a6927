import { columns } from '../numeric/columns.ts'
import { sortOrder } from '../numeric/sort-order.ts'
import { mergeNearTies } from './merge-near-ties.ts'
import { nonNegative, readColumn, weighing, wholeBelow } from './read-column.ts'
import { refuse } from './refuse.ts'
import { requireNames } from './require-names.ts'

/** Patients with competing events. */
export interface CompetingRows {
  /** Names of the kinds of event. */
  readonly causes: readonly string[]
  /** Finite, >= 0. */
  readonly time: ArrayLike<number>
  /** 0 = censored, k = an event of kind `causes[k - 1]`. */
  readonly event: ArrayLike<number>
  /** Case weights, on [1e-50, 1e50]. */
  readonly weight?: ArrayLike<number>
}

/** Sums over the patients at each distinct time. */
export interface CompetingTable {
  readonly time: Float64Array
  /** Weight at risk. */
  readonly nRisk: Float64Array
  /** Weight of the events of each kind. */
  readonly events: readonly Float64Array[]
  /** For each time, sums of squared weights: of the censored, then of the events of each kind. */
  readonly squares: readonly Float64Array[]
}

export function tabulate(rows: CompetingRows): CompetingTable {
  requireNames('aalenJohansen', rows, ['time', 'event', 'causes', 'weight'], 3)
  const n = rows.time.length
  const kinds = rows.causes.length
  if (!(kinds > 0)) refuse('aalenJohansen', 'a list of at least one kind of event', rows.causes)
  const given = readColumn('time', rows.time, new Float64Array(n), nonNegative, 'aalenJohansen')
  const event = readColumn('event', rows.event, new Uint8Array(n), wholeBelow(kinds + 1), 'aalenJohansen')
  const weight = rows.weight
    ? readColumn('weight', rows.weight, new Float64Array(n), weighing, 'aalenJohansen')
    : new Float64Array(n).fill(1)
  const order = sortOrder(given)
  const sorted = given.map((_, i) => given[order[i]!]!)
  mergeNearTies(sorted)
  const time = Float64Array.from(new Set(sorted))
  const size = time.length
  const sums = columns(kinds + 1, size)
  const squares = columns(kinds + 1, size)
  for (let i = 0, at = 0; i < n; i++) {
    if (sorted[i] !== time[at]) at++
    const row = order[i]!
    sums[event[row]!]![at]! += weight[row]!
    squares[event[row]!]![at]! += weight[row]! * weight[row]!
  }
  const nRisk = new Float64Array(size)
  for (let at = size - 1, later = 0; at >= 0; at--) {
    for (const sum of sums) later += sum[at]!
    nRisk[at] = later
  }
  return { time, nRisk, events: sums.slice(1), squares }
}
