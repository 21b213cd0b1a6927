/** Rows to be sorted: a non-negative number, and two bytes that go along. */
export interface KeyedRows {
  readonly key: Float64Array
  /** 1 comes before 0 where keys are equal. */
  readonly first: Uint8Array
  readonly label: Uint8Array
}

/** Least and greatest key. */
export interface Bounds {
  readonly least: number
  readonly greatest: number
}

/**
 * Sorts rows by key into `to`, and writes the rows that they came from to `order`, if that is asked for. Rows of the same key
 * and first byte stay in order. Keys must not be NaN; -0 becomes 0.
 *
 * By 16 bits of the place between least and greatest key, 8 at a time, without a branch that depends on the data: none can be
 * foretold. Insertion does the rest. What is too long for the cache, or crowds in few places, is parted by place, and
 * the parts are sorted in the same way between bounds of their own.
 */
export function sortRows(from: KeyedRows, to: KeyedRows, order: Uint32Array | null, bounds?: Bounds): void {
  if (!copyInOrder(from, to, order)) sortInto({ from, names: null, to, order }, 0, from.key.length, bounds)
}

/** False = they are not in order, which most rows show at once. */
function copyInOrder({ key, first, label }: KeyedRows, to: KeyedRows, order: Uint32Array | null): boolean {
  const { key: toKey, first: toFirst, label: toLabel } = to
  let before = -Infinity
  let firstBefore = 1
  for (let i = 0; i < key.length; i++) {
    const k = key[i]!
    const f = first[i]!
    if (k < before || (k === before && f > firstBefore)) return false
    toKey[i] = k + 0
    toFirst[i] = f
    toLabel[i] = label[i]!
    if (order) order[i] = i
    before = k
    firstBefore = f
  }
  return true
}

/** The same in place, for rows that are in order but for a few. */
export function resortRows(rows: KeyedRows, order: Uint32Array | null): void {
  const n = rows.key.length
  if (!insert(rows, order, 0, n)) sortPart(rows, order, 0, n)
}

interface Task {
  readonly from: KeyedRows
  /** What the rows of `from` are called in `order`; null = by their index. */
  readonly names: Uint32Array | null
  /** Other memory than `from`. */
  readonly to: KeyedRows
  readonly order: Uint32Array | null
}

/** Up to here a row and its place fit one word, and the row the cache. */
const SHORT = 4096
const ROW_BITS = 12
const words = new Int32Array(SHORT)
const byLow = new Int32Array(SHORT)
const lowEnds = new Int32Array(256)
const highEnds = new Int32Array(256)

/** The first n rows to `at` and on. */
function sortInto(task: Task, at: number, n: number, bounds: Bounds = boundsOf(task.from.key, n)): void {
  if (n > SHORT || !sortShort(task, at, n, bounds)) sortParts(task, at, n, bounds)
}

function boundsOf(key: Float64Array, n: number): Bounds {
  let least = Infinity
  let greatest = -Infinity
  for (let i = 0; i < n; i++) {
    const k = key[i]!
    if (k < least) least = k
    if (k > greatest) greatest = k
  }
  return { least, greatest }
}

/** False = keys crowd so much, or so many are tied, that insertion would be slow. */
function sortShort({ from, names, to, order }: Task, at: number, n: number, bounds: Bounds): boolean {
  sortByLow(from.key, n, bounds)
  countsToStarts(highEnds, at)
  moveByHigh(from, to, n)
  if (order)
    for (let i = 0; i < n; i++) order[words[i]!] = names ? names[byLow[i]! & (SHORT - 1)]! : byLow[i]! & (SHORT - 1)
  return insert(to, order, at, at + n)
}

/** Places and rows, one word each, by the lower 8 bits of the place; counts the upper ones. */
function sortByLow(key: Float64Array, n: number, { least, greatest }: Bounds): void {
  const scale = 65535 / (greatest - least)
  lowEnds.fill(0)
  highEnds.fill(0)
  for (let row = 0; row < n; row++) {
    const place = ((key[row]! - least) * scale) | 0
    words[row] = (place << ROW_BITS) | row
    lowEnds[place & 255]!++
    highEnds[place >>> 8]!++
  }
  countsToStarts(lowEnds, 0)
  for (let row = 0; row < n; row++) {
    const word = words[row]!
    byLow[lowEnds[(word >>> ROW_BITS) & 255]!++] = word
  }
}

/** To where the upper 8 bits send each row, which `words` then holds. */
function moveByHigh({ key, first, label }: KeyedRows, to: KeyedRows, n: number): void {
  const { key: toKey, first: toFirst, label: toLabel } = to
  for (let i = 0; i < n; i++) {
    const word = byLow[i]!
    const row = word & (SHORT - 1)
    const put = highEnds[word >>> (ROW_BITS + 8)]!++
    words[i] = put
    toKey[put] = key[row]! + 0
    toFirst[put] = first[row]!
    toLabel[put] = label[row]!
  }
}

function countsToStarts(counts: Int32Array, at: number): void {
  for (let k = 0, sum = at; k < counts.length; k++) {
    const size = counts[k]!
    counts[k] = sum
    sum += size
  }
}

/** Insertion sort of the rows [begin, end) in place; false where more than a few moves a row are needed. */
function insert({ key, first, label }: KeyedRows, order: Uint32Array | null, begin: number, end: number): boolean {
  let budget = 8 * (end - begin)
  let greatest = key[begin]!
  for (let i = begin + 1; i < end; i++) {
    const k = key[i]!
    let before = greatest
    if (before < k) {
      greatest = k
      continue
    }
    const f = first[i]!
    if (before === k && first[i - 1]! >= f) continue
    const l = label[i]!
    const o = order ? order[i]! : 0
    let j = i
    do {
      key[j] = before
      first[j] = first[j - 1]!
      label[j] = label[j - 1]!
      if (order) order[j] = order[j - 1]!
      j--
      if (j === begin) break
      before = key[j - 1]!
    } while (before > k || (before === k && first[j - 1]! < f))
    key[j] = k
    first[j] = f
    label[j] = l
    if (order) order[j] = o
    budget -= i - j
    if (budget < 0) return false
  }
  return true
}

/** To a part each, and each part in the same way; rows of one key need no more than that those come first that do. */
function sortParts({ from, names, to, order }: Task, at: number, n: number, { least, greatest }: Bounds): void {
  const { key, first, label } = from
  const { key: toKey, first: toFirst, label: toLabel } = to
  const tied = least === greatest
  const count = Math.max(64, n >>> 10)
  // Two factors: the range may be too small to be divided by.
  const lift = greatest - least < 1e-290 ? 1e290 : 1
  const scale = (count - 1) / ((greatest - least) * lift)
  const ends = new Int32Array(count)
  for (let row = 0; row < n; row++) ends[tied ? 1 - first[row]! : ((key[row]! - least) * lift * scale) | 0]!++
  countsToStarts(ends, at)
  for (let row = 0; row < n; row++) {
    const k = key[row]!
    const put = ends[tied ? 1 - first[row]! : ((k - least) * lift * scale) | 0]!++
    toKey[put] = k + 0
    toFirst[put] = first[row]!
    toLabel[put] = label[row]!
    if (order) order[put] = names ? names[row]! : row
  }
  if (!tied) for (let k = 0, begin = at; k < count; begin = ends[k++]!) sortPart(to, order, begin, ends[k]!)
}

function emptyRows(n: number): KeyedRows {
  return { key: new Float64Array(n), first: new Uint8Array(n), label: new Uint8Array(n) }
}

/** A short part, to be sorted back to where it was. */
const part = emptyRows(SHORT)
const partNames = new Uint32Array(SHORT)

/** The rows [begin, end) in place. */
function sortPart(to: KeyedRows, order: Uint32Array | null, begin: number, end: number): void {
  const n = end - begin
  if (n < 2) return
  const from = n > SHORT ? emptyRows(n) : part
  const names = order && (n > SHORT ? new Uint32Array(n) : partNames)
  from.key.set(to.key.subarray(begin, end))
  from.first.set(to.first.subarray(begin, end))
  from.label.set(to.label.subarray(begin, end))
  if (order) names?.set(order.subarray(begin, end))
  sortInto({ from, names, to, order }, begin, n)
}
