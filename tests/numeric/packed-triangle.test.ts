import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addTriangleTimes, packTriangle } from '../../src/numeric/packed-triangle.ts'

test('by hand: [[1, 0], [2, 3]] (5, 7) = (5, 31), added to (1, 1); what stands above the diagonal is not read', () => {
  const into = Float64Array.of(1, 1)
  addTriangleTimes(packTriangle(Float64Array.of(1, NaN, 2, 3), 2), Float64Array.of(5, 7), into)
  expect([...into]).toEqual([6, 32])
})

test('property: of any size the product row by row', () => {
  const sized = fc.integer({ min: 0, max: 13 }).chain((size) => {
    const numbers = (length: number) =>
      fc.array(fc.integer({ min: -9, max: 9 }), { minLength: length, maxLength: length })
    return fc.tuple(fc.constant(size), numbers(size * size), numbers(size))
  })
  fc.assert(
    fc.property(sized, ([size, matrix, vector]) => {
      const into = new Float64Array(size)
      addTriangleTimes(packTriangle(Float64Array.from(matrix), size), Float64Array.from(vector), into)
      const byHand = vector.map((_, i) =>
        vector.reduce((sum, x, j) => (j <= i ? sum + matrix[i * size + j]! * x : sum), 0),
      )
      expect([...into].map((x) => x + 0)).toEqual(byHand.map((x) => x + 0))
    }),
  )
})
