/** A lower triangle by four rows at a time, column by column: the order in which a product reads it. */
export interface PackedTriangle {
  readonly size: number
  readonly elements: Float64Array
}

/** The lower triangle of a square matrix, flat. Rows beyond the last are zeros. */
export function packTriangle(matrix: Float64Array, size: number): PackedTriangle {
  const groups = Math.ceil(size / 4)
  // Group g has four rows of 4 g + 4 columns, the last group fewer.
  const elements = new Float64Array(8 * groups * (groups + 1))
  let at = 0
  for (let i = 0; i < size; i += 4)
    for (let j = 0; j < Math.min(i + 4, size); j += 1)
      for (let row = i; row < i + 4; row += 1, at += 1)
        if (row < size && j <= row) elements[at] = matrix[row * size + j]!
  return { size, elements }
}

/** Adds its product with a vector to `into`; four sums at a time, since each waits for its last term. */
export function addTriangleTimes({ size, elements }: PackedTriangle, vector: Float64Array, into: Float64Array): void {
  let at = 0
  for (let i = 0; i < size; i += 4) {
    const columns = Math.min(i + 4, size)
    let [a, b, c, d] = [0, 0, 0, 0]
    for (let j = 0; j < columns; j += 1) {
      const x = vector[j]!
      a += elements[at]! * x
      b += elements[at + 1]! * x
      c += elements[at + 2]! * x
      d += elements[at + 3]! * x
      at += 4
    }
    into[i]! += a
    if (i + 1 < size) into[i + 1]! += b
    if (i + 2 < size) into[i + 2]! += c
    if (i + 3 < size) into[i + 3]! += d
  }
}
