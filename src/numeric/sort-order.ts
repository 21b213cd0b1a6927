import { sortRows } from './sort-rows.ts'

/**
 * The order that sorts non-negative finite numbers: `keys[order[0]] <= keys[order[1]] <= ...`. Equal keys stay as they came.
 * Keys must not be NaN.
 */
export function sortOrder(keys: Float64Array): Uint32Array {
  const order = new Uint32Array(keys.length)
  sortRows(keys, keys.length, new Float64Array(keys.length), order)
  return order
}
