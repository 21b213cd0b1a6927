/**
 * `sortRows` for keys of any law: least significant digit first, 11 bits a pass, on the bits of the numbers, which for
 * non-negative doubles sort alike.
 */
export function radixSortRows(keys: Float64Array, n: number, sorted: Float64Array, rows: Uint32Array): void {
  // Adding 0 turns -0 into 0, whose bits sort first.
  const words = new Uint32Array(keys.subarray(0, n).map((key) => key + 0).buffer)
  const low = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 0 : 1
  let from: Uint32Array = rows
  let to: Uint32Array = new Uint32Array(n)
  for (let i = 0; i < n; i++) from[i] = i
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
  if (from !== rows) rows.set(from)
  for (let i = 0; i < n; i++) sorted[i] = keys[rows[i]!]!
}
