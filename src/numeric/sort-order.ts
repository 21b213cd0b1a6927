/** Below this length a bucket sort wins, above it the radix sort: its passes stay sequential in memory. */
const BUCKETS_UP_TO = 8192

/**
 * The order that sorts non-negative finite numbers: `keys[order[0]] <= keys[order[1]] <= ...`. Equal keys are ordered by
 * `second` descending (1 before 0) and then as they came. Keys must not be negative, -0 or NaN.
 */
export function sortOrder(keys: Float64Array, second?: Uint8Array): Uint32Array {
  const order = new Uint32Array(keys.length)
  for (let i = 0; i < order.length; i++) order[i] = i
  if (isSorted(keys, second)) return order
  if (keys.length <= BUCKETS_UP_TO && bucketSort(keys, second, order)) return order
  return radixSort(keys, second, order)
}

function isSorted(keys: Float64Array, second: Uint8Array | undefined): boolean {
  for (let i = 1; i < keys.length; i++) {
    if (keys[i]! < keys[i - 1]!) return false
    if (second && keys[i] === keys[i - 1] && second[i]! > second[i - 1]!) return false
  }
  return true
}

/** Distribute evenly between least and greatest, then insert. Returns false (order unusable) where the keys crowd. */
function bucketSort(keys: Float64Array, second: Uint8Array | undefined, order: Uint32Array): boolean {
  const n = keys.length
  let least = Infinity
  let greatest = -Infinity
  for (let i = 0; i < n; i++) {
    const key = keys[i]!
    if (key < least) least = key
    if (key > greatest) greatest = key
  }
  const scale = (n - 1) / (greatest - least)
  if (!(scale > 0) || scale === Infinity) return false
  const ends = new Uint32Array(n + 1)
  for (let i = 0; i < n; i++) ends[((keys[i]! - least) * scale) | 0]!++
  for (let b = 0, sum = 0; b < n; b++) {
    const size = ends[b]!
    if (size > 64) return false
    ends[b] = sum
    sum += size
  }
  for (let i = 0; i < n; i++) order[ends[((keys[i]! - least) * scale) | 0]!++] = i
  insertionSort(keys, second, order)
  return true
}

function insertionSort(keys: Float64Array, second: Uint8Array | undefined, order: Uint32Array): void {
  for (let i = 1; i < order.length; i++) {
    const row = order[i]!
    const key = keys[row]!
    const rank = second ? second[row]! : 0
    let j = i - 1
    while (j >= 0) {
      const other = order[j]!
      const otherKey = keys[other]!
      if (otherKey < key || (otherKey === key && (!second || second[other]! >= rank))) break
      order[j + 1] = other
      j--
    }
    order[j + 1] = row
  }
}

/** Least significant digit first, 11 bits a pass, on the bits of the numbers: for non-negative doubles they sort alike. */
function radixSort(keys: Float64Array, second: Uint8Array | undefined, order: Uint32Array): Uint32Array {
  const n = keys.length
  const words = new Uint32Array(keys.slice().buffer)
  const low = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 0 : 1
  for (let i = 0; i < n; i++) order[i] = i
  let from: Uint32Array = order
  let to: Uint32Array = new Uint32Array(n)
  if (second) {
    let position = 0
    for (let i = 0; i < n; i++) if (second[i] !== 0) to[position++] = i
    for (let i = 0; i < n; i++) if (second[i] === 0) to[position++] = i
    ;[from, to] = [to, from]
  }
  const starts = new Uint32Array(2048)
  for (let pass = 0; pass < 6; pass++) {
    const word = pass < 3 ? low : 1 - low
    const shift = 11 * (pass % 3)
    starts.fill(0)
    for (let i = 0; i < n; i++) starts[(words[2 * i + word]! >>> shift) & 2047]!++
    if (starts[(words[word]! >>> shift) & 2047] === n) continue
    for (let digit = 0, sum = 0; digit < 2048; digit++) {
      const size = starts[digit]!
      starts[digit] = sum
      sum += size
    }
    for (let i = 0; i < n; i++) {
      const row = from[i]!
      to[starts[(words[2 * row + word]! >>> shift) & 2047]!++] = row
    }
    ;[from, to] = [to, from]
  }
  return from
}
