import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  normalDensity,
  normalDistribution,
  normalLogDensity,
  normalLogDistribution,
  normalLogUpperTail,
  normalUpperTail,
} from '../../src/numeric/normal-distribution.ts'
import { normalQuantile, normalQuantileOfLog, normalUpperQuantile } from '../../src/numeric/normal-quantile.ts'

interface Golden {
  readonly normal: Readonly<Record<'x' | 'lower' | 'upper' | 'density', readonly number[]>>
  readonly logs: Readonly<Record<'x' | 'lower' | 'upper', readonly number[]>>
  readonly quantile: Readonly<Record<'p' | 'x' | 'log_p' | 'x_of_log', readonly number[]>>
}

// R's values, written by tests/golden/numeric.R.
const parse: (text: string) => Golden = JSON.parse
const golden = parse(readFileSync('tests/golden/numeric.json', 'utf8'))

/** Largest relative difference; where R's value is below the smallest normal double, ours must be below it as well. */
function worst(f: (x: number) => number, x: readonly number[], expected: readonly number[]): number {
  return Math.max(
    ...x.map((value, i) => {
      const ours = f(value)
      const theirs = expected[i]!
      if (Math.abs(theirs) < 2.3e-308) return Math.abs(ours) < 2.3e-308 ? 0 : Infinity
      return Math.abs(ours - theirs) / Math.abs(theirs)
    }),
  )
}

describe('standard normal distribution, against R to 1e-12 relative', () => {
  const { normal, logs, quantile } = golden
  test('both tails, to 1e-300 and beyond', () => {
    expect(worst(normalDistribution, normal.x, normal.lower)).toBeLessThan(1e-12)
    expect(worst(normalUpperTail, normal.x, normal.upper)).toBeLessThan(1e-12)
  })
  test('density', () => {
    expect(worst(normalDensity, normal.x, normal.density)).toBeLessThan(1e-13)
  })
  test('logarithms of both tails', () => {
    expect(worst(normalLogDistribution, logs.x, logs.lower)).toBeLessThan(1e-12)
    expect(worst(normalLogUpperTail, logs.x, logs.upper)).toBeLessThan(1e-12)
  })
  test('quantiles, and quantiles of logarithms', () => {
    const p = quantile.p.filter((value) => value !== 0.5)
    const x = quantile.x.filter((_, i) => quantile.p[i] !== 0.5)
    expect(worst(normalQuantile, p, x)).toBeLessThan(1e-12)
    expect(normalQuantile(0.5)).toBe(0)
    const far = [...quantile.p.keys()].filter((i) => quantile.p[i]! < 0.4)
    const pick = (column: readonly number[]) => far.map((i) => column[i]!)
    expect(worst(normalQuantileOfLog, pick(quantile.log_p), pick(quantile.x_of_log))).toBeLessThan(1e-12)
  })
})

describe('normal quantile', () => {
  test('inverts the distribution where the probability is below every double', () => {
    for (const x of [-40, -60, -1000]) expect(normalQuantileOfLog(normalLogDistribution(x))).toBeCloseTo(x, 9)
  })
  test('the logarithm of the density', () => {
    expect(normalLogDensity(3)).toBeCloseTo(Math.log(normalDensity(3)), 14)
  })
  test('edges of its domain', () => {
    expect(normalQuantile(0)).toBe(-Infinity)
    expect(normalQuantile(1)).toBe(Infinity)
    expect(normalUpperQuantile(0)).toBe(Infinity)
    expect(normalQuantileOfLog(0)).toBe(Infinity)
    expect(normalQuantileOfLog(-Infinity)).toBe(-Infinity)
    for (const p of [-0.1, 1.1, NaN]) expect(() => normalQuantile(p)).toThrow(RangeError)
    for (const p of [0.1, NaN]) expect(() => normalQuantileOfLog(p)).toThrow(RangeError)
  })
  test('distribution at the infinities', () => {
    expect(normalDistribution(-Infinity)).toBe(0)
    expect(normalDistribution(Infinity)).toBe(1)
    expect(normalLogDistribution(-Infinity)).toBe(-Infinity)
    expect(normalLogDistribution(Infinity)).toBe(0)
    expect(normalDistribution(NaN)).toBeNaN()
  })
})
