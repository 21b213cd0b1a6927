/** A vector of which most elements are zero: those that are not, and their places, ascending. */
export interface SparseRow {
  readonly places: Int32Array
  readonly values: Float64Array
}

export function sparseRow(dense: Float64Array): SparseRow {
  let count = 0
  for (const x of dense) if (x !== 0) count += 1
  const places = new Int32Array(count)
  const values = new Float64Array(count)
  let k = 0
  for (let i = 0; k < count; i += 1) {
    const x = dense[i]!
    if (x === 0) continue
    places[k] = i
    values[k] = x
    k += 1
  }
  return { places, values }
}

/** Its product with a dense vector, added to `from`. */
export function sparseDot({ places, values }: SparseRow, dense: Float64Array, from = 0): number {
  let sum = from
  for (let k = 0; k < places.length; k += 1) sum += values[k]! * dense[places[k]!]!
  return sum
}

/** Product of a symmetric matrix, flat, with a sparse row, written over `product`. */
export function timesSparse(matrix: Float64Array, { places, values }: SparseRow, product: Float64Array): void {
  const size = product.length
  product.fill(0)
  // Four rows at a time: the product is read and written a quarter as often, and the sums are added in the same order.
  let k = 0
  for (; k + 4 <= places.length; k += 4) {
    const [u, v, w, x] = [values[k]!, values[k + 1]!, values[k + 2]!, values[k + 3]!]
    const p = places[k]! * size
    const q = places[k + 1]! * size
    const r = places[k + 2]! * size
    const s = places[k + 3]! * size
    for (let j = 0; j < size; j += 1)
      product[j] = product[j]! + u * matrix[p + j]! + v * matrix[q + j]! + w * matrix[r + j]! + x * matrix[s + j]!
  }
  for (; k < places.length; k += 1) {
    const factor = values[k]!
    const row = places[k]! * size
    for (let j = 0; j < size; j += 1) product[j] = product[j]! + factor * matrix[row + j]!
  }
}
