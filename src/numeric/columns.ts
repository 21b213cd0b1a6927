/** Columns of doubles in one block of memory: one large allocation costs less than several small ones. */
export function columns(count: number, length: number): Float64Array[] {
  const block = new ArrayBuffer(count * length * 8)
  const result: Float64Array[] = []
  for (let k = 0; k < count; k++) result.push(new Float64Array(block, k * length * 8, length))
  return result
}
