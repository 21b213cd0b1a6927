import { expect, test } from 'vitest'
import { isotonic } from '../../src/reconstruct/isotonic.ts'

// By hand: neighbours that fall are pooled at their weighted mean.
test('a sequence that rises stays; one that falls is pooled by weight', () => {
  expect([...isotonic(Float64Array.of(1, 2, 2, 5), Float64Array.of(1, 1, 1, 1))]).toEqual([1, 2, 2, 5])
  expect([...isotonic(Float64Array.of(4, 0, 3), Float64Array.of(1, 3, 1))]).toEqual([1, 1, 3])
  expect([...isotonic(Float64Array.of(3, 2, 1), Float64Array.of(1, 1, 1))]).toEqual([2, 2, 2])
})
