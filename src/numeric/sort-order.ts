import { sortRows } from './sort-rows.ts'

/**
 * The order that sorts non-negative finite numbers: `keys[order[0]] <= keys[order[1]] <= ...`. Equal keys stay as they came.
 * Keys must not be NaN.
 */
export function sortOrder(key: Float64Array): Uint32Array {
  const n = key.length
  const order = new Uint32Array(n)
  const bytes = new Uint8Array(n)
  sortRows({ key, first: bytes, label: bytes }, { key: new Float64Array(n), first: bytes, label: bytes }, order)
  return order
}
