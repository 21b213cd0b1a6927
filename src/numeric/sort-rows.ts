import { radixSortRows } from './radix-sort-rows.ts'

/** Up to here all cells fit the cache, and are kept between calls; longer columns are parted first. */
const SHORT = 4096
const cells = new Uint32Array(SHORT)

/**
 * Sorts the first n of non-negative finite numbers: writes them ascending to `sorted`, and the rows that they came from to
 * `rows`. Equal keys stay in order of their rows. Keys must not be NaN.
 *
 * A bucket ("flash") sort: each key goes to the cell that its place between least and greatest names, and an insertion sort
 * repairs the rest. Where keys crowd so much that insertion would be slow, a radix sort does it.
 */
export function sortRows(keys: Float64Array, n: number, sorted: Float64Array, rows: Uint32Array): void {
  let least = Infinity
  let greatest = -Infinity
  let ascending = true
  for (let i = 0, last = 0; i < n; i++) {
    const key = keys[i]!
    if (key < last) ascending = false
    if (key < least) least = key
    if (key > greatest) greatest = key
    last = key
  }
  if (ascending) {
    for (let i = 0; i < n; i++) {
      sorted[i] = keys[i]!
      rows[i] = i
    }
  } else if (
    !(n <= SHORT ? sortShort(keys, n, least, greatest, sorted, rows) : sortLong(keys, n, least, greatest, sorted, rows))
  )
    radixSortRows(keys, n, sorted, rows)
}

function sortShort(
  keys: Float64Array,
  n: number,
  least: number,
  greatest: number,
  sorted: Float64Array,
  rows: Uint32Array,
): boolean {
  const scale = (n - 1) / (greatest - least)
  if (!(scale < Infinity && scale > 0)) return false
  countCells(keys, 0, n, least, scale, cells, n)
  for (let i = 0; i < n; i++) {
    const key = keys[i]!
    const at = cells[((key - least) * scale) | 0]!++
    sorted[at] = key
    rows[at] = i
  }
  return insert(sorted, rows, 0, n, 8 * n) >= 0
}

/** Parts the keys into cells of some hundreds first, so that each is then sorted within the cache. */
function sortLong(
  keys: Float64Array,
  n: number,
  least: number,
  greatest: number,
  sorted: Float64Array,
  rows: Uint32Array,
): boolean {
  const parts = Math.min(2048, n >>> 8)
  const scale = (parts - 1) / (greatest - least)
  if (!(scale < Infinity && scale > 0)) return false
  const ends = new Uint32Array(parts)
  countCells(keys, 0, n, least, scale, ends, parts)
  const partedKeys = new Float64Array(n)
  const partedRows = new Uint32Array(n)
  for (let i = 0; i < n; i++) {
    const key = keys[i]!
    const at = ends[((key - least) * scale) | 0]!++
    partedKeys[at] = key
    partedRows[at] = i
  }
  let inner = cells
  let budget = 8 * n
  for (let part = 0, from = 0; part < parts && budget >= 0; part++) {
    const to = ends[part]!
    if (to - from > inner.length) inner = new Uint32Array(to - from)
    sortPart(partedKeys, partedRows, from, to, sorted, rows, inner)
    budget = insert(sorted, rows, from, to, budget)
    from = to
  }
  return budget >= 0
}

/** From one pair of columns to the other, between two places, by cells; `insert` has to follow. */
function sortPart(
  keys: Float64Array,
  given: Uint32Array,
  from: number,
  to: number,
  sorted: Float64Array,
  rows: Uint32Array,
  ends: Uint32Array,
): void {
  let least = Infinity
  let greatest = -Infinity
  for (let i = from; i < to; i++) {
    const key = keys[i]!
    if (key < least) least = key
    if (key > greatest) greatest = key
  }
  const even = (to - from - 1) / (greatest - least)
  const scale = even < Infinity ? even : 0
  countCells(keys, from, to, least, scale, ends, to - from)
  for (let i = from; i < to; i++) {
    const key = keys[i]!
    const at = from + ends[((key - least) * scale) | 0]!++
    sorted[at] = key
    rows[at] = given[i]!
  }
}

/** Where each cell begins. */
function countCells(
  keys: Float64Array,
  from: number,
  to: number,
  least: number,
  scale: number,
  starts: Uint32Array,
  count: number,
): void {
  starts.fill(0, 0, count)
  for (let i = from; i < to; i++) starts[((keys[i]! - least) * scale) | 0]!++
  for (let cell = 0, sum = 0; cell < count; cell++) {
    const size = starts[cell]!
    starts[cell] = sum
    sum += size
  }
}

/** Insertion sort between two places; returns what is left of the moves allowed, below 0 if it gave up. */
function insert(keys: Float64Array, rows: Uint32Array, from: number, to: number, budget: number): number {
  for (let i = from + 1; i < to; i++) {
    const key = keys[i]!
    if (keys[i - 1]! <= key) continue
    const row = rows[i]!
    let j = i - 1
    do {
      keys[j + 1] = keys[j]!
      rows[j + 1] = rows[j]!
      j--
    } while (j >= from && keys[j]! > key)
    keys[j + 1] = key
    rows[j + 1] = row
    budget -= i - j
    if (budget < 0) return budget
  }
  return budget
}
