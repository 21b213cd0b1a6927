import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { descriptives, quantiles } from '../../src/statistics/descriptives.ts'
import { golden } from './golden.ts'

const near = (actual: number, expected: number): void => {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-13 * Math.max(1, Math.abs(expected)))
}

describe('against R', () => {
  test.each(Object.entries(golden.descriptives))('%s', (_name, r) => {
    const result = descriptives(r.values)
    if (result.kind !== 'value') throw new Error(result.reason)
    expect(result.count).toBe(r.values.length)
    near(result.mean, r.mean)
    if (r.sd === null) expect(result.standardDeviation).toBeNull()
    else near(result.standardDeviation ?? NaN, r.sd)
    expect([result.minimum, result.maximum]).toEqual([r.min, r.max])
    const actual = quantiles(r.values, r.probabilities)
    expect(actual).toHaveLength(r.quantiles.length)
    actual.forEach((value, i) => {
      near(value, r.quantiles[i]!)
    })
    expect([result.lowerQuartile, result.median, result.upperQuartile]).toEqual(quantiles(r.values, [0.25, 0.5, 0.75]))
  })
})

test('the order of the values does not matter, and they are left as they were', () => {
  const finite = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), { minLength: 1 })
  fc.assert(
    fc.property(finite, (values) => {
      const before = [...values]
      expect(descriptives([...values].reverse())).toEqual(descriptives(values))
      expect(values).toEqual(before)
    }),
  )
})

test('typed arrays are taken', () => {
  expect(quantiles(Float64Array.of(4, 1, 3, 2), [0.5])).toEqual([2.5])
})

test('nothing to describe is not estimable; what is not a number is refused', () => {
  expect(descriptives([])).toEqual({ kind: 'not-estimable', reason: 'no values' })
  expect(() => quantiles([], [0.5])).toThrow(RangeError)
  expect(() => descriptives([1, NaN])).toThrow('finite')
  expect(() => descriptives([1, Infinity])).toThrow('finite')
  expect(() => quantiles([1], [1.5])).toThrow('[0, 1]')
  expect(() => quantiles([1], [NaN])).toThrow('[0, 1]')
})
