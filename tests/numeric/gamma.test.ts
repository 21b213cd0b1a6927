import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  chiSquaredUpperTail,
  gammaDistribution,
  gammaLogDistribution,
  gammaLogUpperTail,
  gammaUpperTail,
  logGamma,
} from '../../src/numeric/gamma-distribution.ts'
import { normalUpperTail } from '../../src/numeric/normal-distribution.ts'

interface Golden {
  readonly gamma: Readonly<Record<'shape' | 'x' | 'lower' | 'upper' | 'log_lower' | 'log_upper', readonly number[]>>
  readonly log_gamma: Readonly<Record<'x' | 'value', readonly number[]>>
}

// R's values, written by tests/golden/numeric.R.
const parse: (text: string) => Golden = JSON.parse
const { gamma, log_gamma } = parse(readFileSync('tests/golden/numeric.json', 'utf8'))

/** Largest relative difference; below the smallest normal double both must be. */
function worst(f: (x: number, shape: number) => number, expected: readonly number[]): number {
  return Math.max(
    ...gamma.x.map((x, i) => {
      const ours = f(x, gamma.shape[i]!)
      const theirs = expected[i]!
      if (Math.abs(theirs) < 2.3e-308) return Math.abs(ours) < 2.3e-308 ? 0 : Infinity
      return Math.abs(ours - theirs) / Math.abs(theirs)
    }),
  )
}

describe('gamma distribution, against R to 1e-12 relative', () => {
  test('both tails', () => {
    expect(worst(gammaDistribution, gamma.lower)).toBeLessThan(1e-12)
    expect(worst(gammaUpperTail, gamma.upper)).toBeLessThan(1e-12)
  })
  test('their logarithms', () => {
    expect(worst(gammaLogDistribution, gamma.log_lower)).toBeLessThan(1e-12)
    expect(worst(gammaLogUpperTail, gamma.log_upper)).toBeLessThan(1e-12)
  })
  test('log Gamma', () => {
    log_gamma.x.forEach((x, i) => {
      const theirs = log_gamma.value[i]!
      expect(Math.abs(logGamma(x) - theirs)).toBeLessThan(1e-14 * Math.max(1, Math.abs(theirs)))
    })
  })
  test('chi-squared with 1 degree of freedom is the square of a normal', () => {
    for (const z of [0.01, 1, 1.96, 6, 20, 37]) {
      expect(chiSquaredUpperTail(z * z, 1) / (2 * normalUpperTail(z))).toBeCloseTo(1, 12)
    }
  })
  test('edges', () => {
    expect([gammaDistribution(0, 2), gammaUpperTail(0, 2), gammaDistribution(Infinity, 2)]).toEqual([0, 1, 1])
    expect([gammaUpperTail(Infinity, 2), gammaLogUpperTail(0, 2), gammaLogDistribution(0, 2)]).toEqual([
      0,
      0,
      -Infinity,
    ])
    expect(gammaDistribution(-1, 2)).toBe(0)
    expect(gammaUpperTail(NaN, 2)).toBeNaN()
    expect(() => gammaUpperTail(1, 0)).toThrow(RangeError)
    expect(() => logGamma(0)).toThrow(RangeError)
  })
})
