import { describe, expect, test } from 'vitest'
import { betaDistribution, betaLogDistribution, betaUpperTail } from '../../src/numeric/beta-distribution.ts'
import {
  binomialDistribution,
  binomialLogDistribution,
  binomialProbability,
  binomialUpperTail,
} from '../../src/numeric/binomial-distribution.ts'
import { normalDistribution } from '../../src/numeric/normal-distribution.ts'
import { studentDistribution, studentLogUpperTail, studentUpperTail } from '../../src/numeric/student-t-distribution.ts'
import { specialFunctions } from './special-functions.ts'

// R's values, written by tests/golden/numeric.R; the same comparison is the table in docs/validation.md.
describe('special functions, against R to 1e-12 relative into the far tails', () => {
  const all = specialFunctions()
  test.each(all.map((row) => [row.name, row] as const))('%s', (_, { own, points }) => {
    expect(points).toBeGreaterThan(10)
    expect(own.all).toBeLessThan(1e-12)
  })
  test('the comparison can fail: jstat has no upper tails', () => {
    expect(all.find((row) => row.name === 'beta P(X > x)')?.jstat?.all).toBeGreaterThan(0.9)
  })
})

describe('beta, by hand', () => {
  test('a uniform variable, and the powers', () => {
    expect(betaDistribution(0.3, 1, 1)).toBeCloseTo(0.3, 15)
    expect(betaDistribution(0.3, 4, 1)).toBeCloseTo(0.0081, 15)
    expect(betaUpperTail(0.9, 1, 20) / 1e-20).toBeCloseTo(1, 11)
  })
  test('edges', () => {
    expect([betaDistribution(0, 2, 3), betaDistribution(1, 2, 3), betaUpperTail(0, 2, 3)]).toEqual([0, 1, 1])
    expect([betaDistribution(-1, 2, 3), betaDistribution(2, 2, 3), betaLogDistribution(0, 2, 3)]).toEqual([
      0,
      1,
      -Infinity,
    ])
    expect(betaDistribution(NaN, 2, 3)).toBeNaN()
    for (const [a, b] of [[0, 1], [1, -1], [NaN, 1], [Infinity, 1]] as const) expect(() => betaDistribution(0.5, a, b)).toThrow(RangeError) // prettier-ignore
  })
})

describe("Student's t, by hand", () => {
  test('one degree of freedom is the Cauchy distribution, two have a closed form', () => {
    for (const t of [-5, -0.2, 0, 1, 30]) {
      expect(studentDistribution(t, 1)).toBeCloseTo(0.5 + Math.atan(t) / Math.PI, 14)
      expect(studentDistribution(t, 2)).toBeCloseTo(0.5 + t / (2 * Math.sqrt(2 + t * t)), 14)
    }
  })
  test('infinite degrees of freedom, infinite t', () => {
    expect(studentDistribution(1.5, Infinity)).toBe(normalDistribution(1.5))
    expect([studentDistribution(-Infinity, 3), studentDistribution(Infinity, 3)]).toEqual([0, 1])
    expect(studentLogUpperTail(Infinity, 3)).toBe(-Infinity)
    expect(studentUpperTail(NaN, 3)).toBeNaN()
    expect(() => studentDistribution(1, 0)).toThrow(RangeError)
  })
})

describe('binomial, by hand', () => {
  test('three trials', () => {
    ;[27, 27, 9, 1].forEach((x, k) => {
      expect(binomialProbability(k, 3, 0.25) * 64).toBeCloseTo(x, 12)
    })
    expect(binomialDistribution(1, 3, 0.25)).toBeCloseTo(54 / 64, 14)
    expect(binomialUpperTail(1, 3, 0.25)).toBeCloseTo(10 / 64, 14)
  })
  test('edges', () => {
    expect([binomialDistribution(-1, 3, 0.5), binomialDistribution(3, 3, 0.5), binomialUpperTail(-1, 3, 0.5)]).toEqual([0, 1, 1]) // prettier-ignore
    expect(binomialDistribution(1.9, 3, 0.5)).toBe(binomialDistribution(1, 3, 0.5))
    expect([0, 1, 0.5, 4].map((k) => binomialProbability(k, 3, 0))).toEqual([1, 0, 0, 0])
    expect([binomialProbability(3, 3, 1), binomialProbability(0, 0, 0.5), binomialUpperTail(2, 3, 1)]).toEqual([
      1, 1, 1,
    ])
    expect([binomialDistribution(2, 3, 1), binomialDistribution(0, 3, 0)]).toEqual([0, 1])
    expect(binomialLogDistribution(-1, 3, 0.5)).toBe(-Infinity)
    for (const [n, p] of [[-1, 0.5], [1.5, 0.5], [3, 1.1], [3, NaN]] as const) expect(() => binomialProbability(1, n, p)).toThrow(RangeError) // prettier-ignore
  })
})
