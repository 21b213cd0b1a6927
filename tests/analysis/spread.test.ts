import { expect, test } from 'vitest'
import { row } from '../chart/fixture.ts'
import { explainOutside, noSpread, spreadOf } from '../../src/analysis/spread.ts'

test('by hand: 2.5% and 97.5% points of 79 draws lie one in from each end, at rank 2 of 80', () => {
  expect(spreadOf(Array.from({ length: 79 }, (_, i) => 78 - i))).toEqual({ spreadLower: 1, spreadUpper: 77 })
})

test('a further draw of the same law lies inside with probability 95%: with 39 draws that is between the extremes, 38 of 40', () => {
  expect(spreadOf(Array.from({ length: 39 }, (_, i) => i))).toEqual({ spreadLower: 0, spreadUpper: 38 })
  const { spreadLower, spreadUpper } = spreadOf(Array.from({ length: 60 }, (_, i) => (i + 1) / 61))
  expect((spreadUpper ?? 0) - (spreadLower ?? 0)).toBeCloseTo(0.95, 12)
})

test('draws that do not reach a time are later than all others: the upper end is open', () => {
  const values = [...Array.from({ length: 77 }, (_, i) => i), Infinity, Infinity]
  expect(spreadOf(values)).toEqual({ spreadLower: 1, spreadUpper: null })
  expect(spreadOf(Array.from({ length: 79 }, () => Infinity))).toEqual(noSpread)
})

test('a draw without an answer, or a single draw, gives no spread', () => {
  expect(spreadOf([1, null, 2])).toEqual(noSpread)
  expect(spreadOf([1])).toEqual(noSpread)
  expect(spreadOf([])).toEqual(noSpread)
})

test('a number outside of its own spread says why, another says nothing', () => {
  const of = (estimate: number) =>
    explainOutside(row({ estimate, spreadLower: 131, spreadUpper: 150, draws: 1000, assumption: 'Split.' })).assumption
  expect(of(152)).toMatch(
    /^Split\. The number lies outside of its spread \(2\.5% and 97\.5% points over 1000 draws\): /,
  )
  expect(of(150)).toBe('Split.')
})
