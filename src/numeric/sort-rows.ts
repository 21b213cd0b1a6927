/** Rows to be sorted: a non-negative number, and two bytes that go along. */
export interface KeyedRows {
  readonly key: Float64Array
  /** 1 comes before 0 where keys are equal. */
  readonly first: Uint8Array
  readonly label: Uint8Array
}

/**
 * Sorts rows by key into `to`, and writes the rows that they came from to `order`, if that is asked for. Rows of the same key
 * and first byte stay in order. Keys must not be NaN; -0 becomes 0.
 *
 * A bucket ("flash") sort: each row goes to the cell that its place between least and greatest key names, and insertion does
 * the rest. What is too long for the cache, or crowds in a few cells, is parted by cells, and the parts are sorted in the same way
 * between bounds of their own.
 */
export function sortRows(from: KeyedRows, to: KeyedRows, order: Uint32Array | null): void {
  sortRange({ from, to, names: null, order }, 0, from.key.length, 0)
}

/** The same in place, for rows that are in order but for a few. */
export function resortRows(rows: KeyedRows, order: Uint32Array | null): void {
  const { key, first, label } = rows
  if (insert(rows, order, 0, key.length)) return
  const from = { key: key.slice(), first: first.slice(), label: label.slice() }
  sortRange({ from, to: rows, names: order?.slice() ?? null, order }, 0, key.length, 0)
}

interface Task {
  readonly from: KeyedRows
  readonly to: KeyedRows
  /** What the rows of `from` are called in `order`; null = by their index. */
  readonly names: Uint32Array | null
  readonly order: Uint32Array | null
}

/** Rows [begin, end) to `at` and on. */
function sortRange(task: Task, begin: number, end: number, at: number): void {
  const { key } = task.from
  let least = Infinity
  let greatest = -Infinity
  for (let i = begin; i < end; i++) {
    const k = key[i]!
    if (k < least) least = k
    if (k > greatest) greatest = k
  }
  if (!(least < greatest)) copyTied(task, begin, end, at)
  else if (end - begin > SHORT || !sortShort(task, begin, end - begin, at, least, greatest))
    sortParts(task, begin, end, at, least, greatest)
}

/** Rows of one key: those that come first, then the others. */
function copyTied({ from, to, names, order }: Task, begin: number, end: number, at: number): void {
  for (let first = 1; first >= 0; first--)
    for (let i = begin; i < end; i++) {
      if (from.first[i] !== first) continue
      to.key[at] = from.key[i]! + 0
      to.first[at] = first
      to.label[at] = from.label[i]!
      if (order) order[at] = names ? names[i]! : i
      at++
    }
}

/** Up to here two cells a row fit the cache. */
const SHORT = 4096
const cells = new Uint16Array(2 * SHORT)
const cellOf = new Uint16Array(SHORT)

/** Each row to its cell, then insertion. False = keys crowd so much that this would be slow. */
function sortShort(
  { from, to, names, order }: Task,
  begin: number,
  n: number,
  at: number,
  least: number,
  greatest: number,
): boolean {
  const { key, first, label } = from
  const count = 2 << (31 - Math.clz32(n))
  const scale = (count - 1) / (greatest - least)
  cells.fill(0, 0, count)
  for (let i = 0; i < n; i++) {
    const cell = ((key[begin + i]! - least) * scale) | 0
    cellOf[i] = cell
    cells[cell]!++
  }
  for (let cell = 0, sum = 0; cell < count; cell++) {
    const size = cells[cell]!
    cells[cell] = sum
    sum += size
  }
  for (let i = 0; i < n; i++) {
    const row = begin + i
    const put = at + cells[cellOf[i]!]!++
    to.key[put] = key[row]! + 0
    to.first[put] = first[row]!
    to.label[put] = label[row]!
    if (order) order[put] = names ? names[row]! : row
  }
  return insert(to, order, at, at + n)
}

/** Insertion sort of the rows [begin, end) in place; false where more than a few moves a row are needed. */
function insert({ key, first, label }: KeyedRows, order: Uint32Array | null, begin: number, end: number): boolean {
  let budget = 8 * (end - begin)
  for (let i = begin + 1; i < end; i++) {
    const k = key[i]!
    let before = key[i - 1]!
    if (before < k) continue
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

function sortParts(task: Task, begin: number, end: number, at: number, least: number, greatest: number): void {
  const { from, names, order } = task
  const { key, first, label } = from
  const n = end - begin
  const count = Math.max(64, n >>> 9)
  // Two factors: the range may be too small to be divided by.
  const lift = greatest - least < 1e-290 ? 1e290 : 1
  const scale = (count - 1) / ((greatest - least) * lift)
  const ends = new Int32Array(count)
  for (let i = begin; i < end; i++) ends[((key[i]! - least) * lift * scale) | 0]!++
  for (let part = 0, sum = 0; part < count; part++) {
    const size = ends[part]!
    ends[part] = sum
    sum += size
  }
  const parts = { key: new Float64Array(n), first: new Uint8Array(n), label: new Uint8Array(n) }
  const partNames = order && new Uint32Array(n)
  for (let i = begin; i < end; i++) {
    const k = key[i]!
    const put = ends[((k - least) * lift * scale) | 0]!++
    parts.key[put] = k
    parts.first[put] = first[i]!
    parts.label[put] = label[i]!
    if (partNames) partNames[put] = names ? names[i]! : i
  }
  const inner = { from: parts, to: task.to, names: partNames, order }
  for (let part = 0, last = 0; part < count; part++) {
    sortRange(inner, last, ends[part]!, at + last)
    last = ends[part]!
  }
}
