import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sparseDot, sparseRow, timesSparse } from '../../src/numeric/sparse-row.ts'

describe('sparseRow', () => {
  test('by hand: the elements that are not zero, and their places', () => {
    const { places, values } = sparseRow(Float64Array.of(0, 3, 0, -0, -2))
    expect([...places]).toEqual([1, 4])
    expect([...values]).toEqual([3, -2])
  })
  test('a row of zeros, and one without elements', () => {
    for (const dense of [new Float64Array(3), new Float64Array()]) {
      const row = sparseRow(dense)
      expect(row.places).toHaveLength(0)
      expect(sparseDot(row, dense, 5)).toBe(5)
    }
  })
  test('what is not a number is kept', () => {
    expect([...sparseRow(Float64Array.of(0, NaN)).places]).toEqual([1])
  })
})

describe('products', () => {
  test('by hand: (0, 3, -2) . (7, 5, 4) = 7, added to 1', () => {
    const row = sparseRow(Float64Array.of(0, 3, -2))
    expect(sparseDot(row, Float64Array.of(7, 5, 4))).toBe(7)
    expect(sparseDot(row, Float64Array.of(7, 5, 4), 1)).toBe(8)
  })
  test('by hand: [[1, 2, 3], [2, 4, 5], [3, 5, 6]] (0, 3, -2) = (0, 2, 3), whatever was in the array before', () => {
    const product = Float64Array.of(9, NaN, 9)
    timesSparse(Float64Array.of(1, 2, 3, 2, 4, 5, 3, 5, 6), sparseRow(Float64Array.of(0, 3, -2)), product)
    expect([...product]).toEqual([0, 2, 3])
  })
  test('property: the bits of the dense products, of any size', () => {
    const element = fc.oneof(fc.constant(0), fc.double({ min: -1e3, max: 1e3, noNaN: true }))
    fc.assert(
      fc.property(fc.array(element, { maxLength: 14 }), (dense) => {
        const size = dense.length
        const matrix = Float64Array.from({ length: size * size }, (_, k) => {
          const [i, j] = [Math.floor(k / size), k % size]
          return 1 / (1 + i + j + i * j)
        })
        const row = sparseRow(Float64Array.from(dense))
        const product = new Float64Array(size).fill(1)
        timesSparse(matrix, row, product)
        for (let i = 0; i < size; i += 1) {
          const own = matrix.subarray(i * size, (i + 1) * size)
          const expected = dense.reduce((sum, x, j) => sum + x * own[j]!, 0)
          expect(product[i]! + 0).toBe(expected + 0)
          expect(sparseDot(row, own) + 0).toBe(expected + 0)
        }
      }),
    )
  })
})
