import { describe, expect, test } from 'vitest'

import { betaQuantile, chiSquaredQuantile, gammaQuantile } from '../../src/statistics/distribution-quantiles.ts'
import { golden } from './golden.ts'

describe('against R', () => {
  test.each(golden.beta)('qbeta($p, $a, $b)', ({ p, a, b, x }) => {
    expect(Math.abs(betaQuantile(p, a, b) - x)).toBeLessThan(1e-11)
  })

  test.each(golden.gamma)('qgamma($p, $shape, scale = $scale)', ({ p, shape, scale, x }) => {
    expect(Math.abs(gammaQuantile(p, shape, scale) - x)).toBeLessThan(5e-11 * x)
  })

  test.each(golden.chiSquared)('qchisq($p, $df)', ({ p, df, x }) => {
    expect(Math.abs(chiSquaredQuantile(p, df) - x)).toBeLessThan(5e-11 * x)
  })
})

describe('by hand', () => {
  test('a uniform is its own quantile, and powers have closed forms', () => {
    expect(betaQuantile(0.3, 1, 1)).toBeCloseTo(0.3, 14)
    expect(betaQuantile(0.25, 2, 1)).toBeCloseTo(0.5, 13)
    expect(betaQuantile(0.75, 1, 2)).toBeCloseTo(0.5, 13)
    expect(betaQuantile(1e-250, 5, 1) / 1e-50).toBeCloseTo(1, 11)
    expect(1 - betaQuantile(1e-12, 1, 5)).toBeCloseTo(1 - 2e-13, 15)
    expect(betaQuantile(1 - 1e-12, 1, 1)).toBeCloseTo(1, 11)
    expect(betaQuantile(1 - 2 ** -40, 1, 2)).toBeCloseTo(1 - 2 ** -20, 13)
    expect(gammaQuantile(0.5, 1, 2)).toBeCloseTo(2 * Math.LN2, 10)
  })

  test('the ends of the support', () => {
    expect([betaQuantile(0, 3, 4), betaQuantile(1, 3, 4)]).toEqual([0, 1])
    expect([gammaQuantile(0, 3, 4), gammaQuantile(1, 3, 4)]).toEqual([0, Infinity])
    expect([chiSquaredQuantile(0, 3), chiSquaredQuantile(1, 3)]).toEqual([0, Infinity])
  })
})

describe('what has no answer is refused, not guessed', () => {
  test.each([
    () => betaQuantile(-0.1, 2, 2),
    () => betaQuantile(NaN, 2, 2),
    () => betaQuantile(0.5, 0.49, 2),
    () => betaQuantile(0.5, 2, Infinity),
    () => gammaQuantile(0.5, 0, 1),
    () => gammaQuantile(0.5, 1, -1),
    () => gammaQuantile(1e-10, 0.05, 1),
    () => chiSquaredQuantile(1.01, 2),
    () => chiSquaredQuantile(0.5, NaN),
  ])('%s', (call) => {
    expect(call).toThrow(RangeError)
  })
})
