import { expect, test } from 'vitest'
import { noSpread, spreadOf } from '../../src/analysis/spread.ts'

test('by hand: 2.5% and 97.5% points of 0 to 40 are 1 and 39', () => {
  expect(spreadOf(Array.from({ length: 41 }, (_, i) => 40 - i))).toEqual({ spreadLower: 1, spreadUpper: 39 })
})

test('draws that do not reach a time are later than all others: the upper end is open', () => {
  const values = [...Array.from({ length: 39 }, (_, i) => i), Infinity, Infinity]
  expect(spreadOf(values)).toEqual({ spreadLower: 1, spreadUpper: null })
  expect(spreadOf(Array.from({ length: 41 }, () => Infinity))).toEqual(noSpread)
})

test('a draw without an answer, or a single draw, gives no spread', () => {
  expect(spreadOf([1, null, 2])).toEqual(noSpread)
  expect(spreadOf([1])).toEqual(noSpread)
  expect(spreadOf([])).toEqual(noSpread)
})
