import { expect, test } from 'vitest'
import { isotonic } from '../../src/reconstruct/isotonic.ts'

const risen = (values: number[], weights: number[]): number[] => {
  const own = Float64Array.from(values)
  isotonic(Float64Array.from(weights))(own, 0)
  return [...own]
}

// By hand: neighbours that fall are pooled at their weighted mean.
test('a sequence that rises stays; one that falls is pooled by weight', () => {
  expect(risen([1, 2, 2, 5], [1, 1, 1, 1])).toEqual([1, 2, 2, 5])
  expect(risen([4, 0, 3], [1, 3, 1])).toEqual([1, 1, 3])
  expect(risen([3, 2, 1], [1, 1, 1])).toEqual([2, 2, 2])
})

test('works in place, from a place on, once and again', () => {
  const rise = isotonic(Float64Array.of(1, 1))
  const values = Float64Array.of(9, 3, 1, 0)
  rise(values, 1)
  expect([...values]).toEqual([9, 2, 2, 0])
  values.set([5, 7, 3])
  rise(values, 1)
  expect([...values]).toEqual([5, 5, 5, 0])
})
