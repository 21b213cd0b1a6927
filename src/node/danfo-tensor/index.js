'use strict'

/*
 * Stand-in for @tensorflow/tfjs-node, with what danfojs-node 1.2 calls and nothing more. The original brings 290 MB, fetches a
 * binary when it is installed and computes in float32 (0.1 + 0.2 = 0.30000001192...); this one computes in float64.
 *
 * A tensor here holds rank 0 to 2. `null` and `undefined` are missing and become NaN, so that a sum over a missing value is
 * missing too; tfjs reads them as 0. Strings are kept for label encoders and cannot be computed with.
 */

const product = (shape) => shape.reduce((total, length) => total * length, 1)

const cell = (value) => {
  if (value === null || value === undefined) return NaN
  if (typeof value === 'boolean') return Number(value)
  return value
}

class Tensor {
  constructor(values, shape, dtype) {
    if (values.length !== product(shape)) {
      throw new RangeError(`A tensor of shape [${shape}] holds ${product(shape)} values; ${values.length} came.`)
    }
    this.values = values
    this.shape = shape
    this.rank = shape.length
    this.size = values.length
    this.dtype = dtype ?? (values.some((value) => typeof value === 'string') ? 'string' : 'float32')
  }

  /** Values in rows, as danfojs reads them back: a number, an array, or an array of arrays. */
  arraySync() {
    if (this.rank === 0) return this.values[0]
    if (this.rank === 1) return this.values.slice()
    const [rows, columns] = this.shape
    return Array.from({ length: rows }, (_, row) => this.values.slice(row * columns, (row + 1) * columns))
  }

  dataSync() {
    return this.values.slice()
  }

  clone() {
    return new Tensor(this.values.slice(), this.shape.slice(), this.dtype)
  }

  transpose() {
    if (this.rank < 2) return this.clone()
    const [rows, columns] = this.shape
    const values = Array.from({ length: this.size }, (_, i) => this.values[(i % rows) * columns + Math.floor(i / rows)])
    return new Tensor(values, [columns, rows], this.dtype)
  }

  add(other) {
    return combine(this, other, (a, b) => a + b)
  }
  sub(other) {
    return combine(this, other, (a, b) => a - b)
  }
  mul(other) {
    return combine(this, other, (a, b) => a * b)
  }
  div(other) {
    return combine(this, other, (a, b) => a / b)
  }
  /** Division that answers 0 where the divisor is 0, as in tfjs. */
  divNoNan(other) {
    return combine(this, other, (a, b) => (b === 0 ? 0 : a / b))
  }
  pow(other) {
    return combine(this, other, (a, b) => Math.pow(a, b))
  }
  /** Floored modulus, with the sign of the divisor, as in tfjs and Python. */
  mod(other) {
    return combine(this, other, (a, b) => {
      const remainder = a % b
      return remainder !== 0 && remainder < 0 !== b < 0 ? remainder + b : remainder
    })
  }
  greater(other) {
    return compare(this, other, (a, b) => a > b)
  }
  less(other) {
    return compare(this, other, (a, b) => a < b)
  }
  greaterEqual(other) {
    return compare(this, other, (a, b) => a >= b)
  }
  lessEqual(other) {
    return compare(this, other, (a, b) => a <= b)
  }
  equal(other) {
    return compare(this, other, (a, b) => a === b)
  }
  notEqual(other) {
    return compare(this, other, (a, b) => a !== b)
  }
  sqrt() {
    return new Tensor(this.values.map(Math.sqrt), this.shape, this.dtype)
  }

  max(axis) {
    return reduce(this, axis, (values) => values.reduce((a, b) => Math.max(a, b), -Infinity))
  }
  min(axis) {
    return reduce(this, axis, (values) => values.reduce((a, b) => Math.min(a, b), Infinity))
  }
  mean(axis) {
    return reduce(this, axis, mean)
  }
  /** Position of the first largest value; missing values are passed over. */
  argMax() {
    return scalar(extremePosition(this.values, (a, b) => a > b))
  }
  argMin() {
    return scalar(extremePosition(this.values, (a, b) => a < b))
  }
}

const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length

/** Mean square distance from the mean (divisor n, as in tfjs), in two passes. */
const variance = (values) => {
  const centre = mean(values)
  return mean(values.map((value) => (value - centre) * (value - centre)))
}

function extremePosition(values, better) {
  let best = -1
  values.forEach((value, i) => {
    if (!Number.isNaN(value) && (best < 0 || better(value, values[best]))) best = i
  })
  return best
}

/** Rank-2 view of a shape: a row vector for rank 1, as in tfjs's broadcasting. */
const asMatrix = (shape) => [shape.at(-2) ?? 1, shape.at(-1) ?? 1]

function broadcastLength(a, b) {
  if (a === b || b === 1) return a
  if (a === 1) return b
  throw new RangeError(`Tensors cannot be combined: lengths ${a} and ${b} along one axis.`)
}

function combine(left, other, operation, dtype = 'float32') {
  const right = other instanceof Tensor ? other : scalar(other)
  if (left.dtype === 'string' || right.dtype === 'string') throw new TypeError('Strings cannot be computed with.')
  const [leftRows, leftColumns] = asMatrix(left.shape)
  const [rightRows, rightColumns] = asMatrix(right.shape)
  const rows = broadcastLength(leftRows, rightRows)
  const columns = broadcastLength(leftColumns, rightColumns)
  const at = (tensor, r, c, tensorRows, tensorColumns) =>
    tensor.values[(tensorRows === 1 ? 0 : r) * tensorColumns + (tensorColumns === 1 ? 0 : c)]
  const values = []
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      values.push(operation(at(left, r, c, leftRows, leftColumns), at(right, r, c, rightRows, rightColumns)))
    }
  }
  const rank = Math.max(left.rank, right.rank)
  return new Tensor(values, rank === 2 ? [rows, columns] : rank === 1 ? [columns] : [], dtype)
}

const compare = (left, right, operation) => combine(left, right, (a, b) => Number(operation(a, b)), 'bool')

function reduce(tensor, axis, summary) {
  if (tensor.rank < 2 || axis === undefined) return scalar(summary(tensor.values))
  const rows = axis === 0 ? tensor.transpose().arraySync() : tensor.arraySync()
  return new Tensor(rows.map(summary), [rows.length])
}

function scalar(value) {
  return new Tensor([cell(value)], [])
}

function tensor1d(values, dtype) {
  const cells = Array.from(values, cell)
  return new Tensor(cells, [cells.length], dtype === 'string' ? dtype : undefined)
}

function tensor2d(values, shape) {
  const flat = Array.isArray(values[0]) ? values.flat() : Array.from(values)
  return new Tensor(flat.map(cell), shape ?? [values.length, values[0]?.length ?? 0])
}

/** Mean and variance (divisor n) along an axis, or of all the values. */
function moments(tensor, axis) {
  return { mean: reduce(tensor, axis, mean), variance: reduce(tensor, axis, variance) }
}

/** FNV-1a, then a 32-bit mixing generator (mulberry32): a seeded sample is the same everywhere, though not tfjs's. */
function seededUniform(seed) {
  let state = 0x811c9dc5
  for (const character of String(seed)) state = Math.imul(state ^ character.codePointAt(0), 0x01000193)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

function shuffled(items, seed) {
  const uniform = seededUniform(seed)
  const result = items.slice()
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1))
    ;[result[i], result[j]] = [result[j], result[i]]
  }
  return result
}

/** What `sample` needs of tf.data. The whole set is shuffled, where tfjs shuffles within a buffer of `size`. */
const dataset = (items) => ({
  shuffle: (_size, seed) => dataset(shuffled(items, seed)),
  take: (count) => dataset(items.slice(0, count)),
  toArray: () => Promise.resolve(items.slice()),
})

module.exports = { Tensor, scalar, tensor1d, tensor2d, moments, data: { array: (items) => dataset(Array.from(items)) } }
