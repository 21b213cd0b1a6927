import { describe, expect, test } from 'vitest'
import { type Prior, priorQuantile } from '../../src/scenario/prior.ts'
import { probabilisticBias } from '../../src/scenario/probabilistic-bias.ts'
import { golden, near } from './golden-assumptions.ts'

describe('priors', () => {
  const levels = [0.01, 0.3, 0.9]
  test.each<[keyof typeof golden.priors, Prior]>([
    ['beta', { kind: 'beta', a: 2, b: 5 }],
    ['gamma', { kind: 'gamma', shape: 3, scale: 0.5 }],
    ['logNormal', { kind: 'log-normal', median: 2, logStandardDeviation: 0.4 }],
  ])('golden: R, %s', (name, prior) => {
    levels.forEach((p, i) => {
      const expected = golden.priors[name][i]!
      near(priorQuantile(prior, p), expected, 1e-9 * expected)
    })
  })
  test('by hand: uniform, triangular, point', () => {
    expect(priorQuantile({ kind: 'uniform', from: 2, to: 6 }, 0.25)).toBe(3)
    // The area up to the mode is 1/4; a quarter of that is half the way to it.
    const triangle: Prior = { kind: 'triangular', from: 0, mode: 1, to: 4 }
    expect(priorQuantile(triangle, 0.25)).toBeCloseTo(1, 14)
    expect(priorQuantile(triangle, 1 / 16)).toBeCloseTo(0.5, 14)
    // Right of the mode: 1 - (4 - x)^2 / 12 = 2/3 at x = 2.
    expect(priorQuantile(triangle, 2 / 3)).toBeCloseTo(2, 14)
    expect(priorQuantile({ kind: 'point', value: 7 }, 0.9)).toBe(7)
  })
  test.each<Prior>([
    { kind: 'uniform', from: 1, to: 1 },
    { kind: 'triangular', from: 0, mode: 5, to: 4 },
    { kind: 'log-normal', median: 0, logStandardDeviation: 1 },
    { kind: 'beta', a: 0, b: 1 },
    { kind: 'gamma', shape: -1, scale: 1 },
    { kind: 'point', value: NaN },
  ])('refused: $kind', (prior) => {
    expect(() => priorQuantile(prior, 0.5)).toThrow(RangeError)
  })
})

describe('golden: quadrature in R of p x + (1 - p) exp(-6 rate)', () => {
  const given = {
    priors: { share: { kind: 'beta', a: 40, b: 10 }, rate: { kind: 'gamma', shape: 3, scale: 0.1 } },
    result: ({ share = NaN, rate = NaN }) => share * 0.7 + (1 - share) * Math.exp(-6 * rate),
    seed: 11,
  } as const
  const found = probabilisticBias(given)
  if (found.kind !== 'value') throw new Error(found.reason)
  const { bias } = golden

  test('mean, standard deviation and quantiles within 4 Monte Carlo standard errors', () => {
    expect(found.draws).toBe(10_000)
    near(found.systematic.mean, bias.mean, (4 * bias.standardDeviation) / 100)
    near(found.systematic.standardDeviation, bias.standardDeviation, (4 * bias.standardDeviation) / Math.sqrt(20_000))
    // Quantiles: sqrt(p (1 - p) / n) / density, the density taken from a normal.
    near(found.systematic.lower, bias.quantiles[0], 4 * bias.standardDeviation * 0.027)
    near(found.systematic.median, bias.quantiles[1], 4 * bias.standardDeviation * 0.0126)
    near(found.systematic.upper, bias.quantiles[2], 4 * bias.standardDeviation * 0.027)
  })
  test('random error adds its variance', () => {
    const both = probabilisticBias({ ...given, standardError: () => 0.05 })
    if (both.kind !== 'value') throw new Error(both.reason)
    expect(both.systematic).toEqual(found.systematic)
    const expected = Math.hypot(bias.standardDeviation, 0.05)
    near(both.withRandomError?.standardDeviation, expected, (4 * expected) / Math.sqrt(20_000))
    near(both.withRandomError?.mean, bias.mean, (4 * expected) / 100)
    expect(found.withRandomError).toBeNull()
  })
  test('the tornado: each prior at its ends, the others at their medians; the largest swing first', () => {
    expect(found.tornado.map((it) => it.prior)).toEqual(['rate', 'share'])
    const share = priorQuantile(given.priors.share, 0.5)
    const [rate] = found.tornado
    expect(rate?.atUpper).toBeCloseTo(given.result({ share, rate: priorQuantile(given.priors.rate, 0.975) }), 14)
    for (const it of found.tornado) expect(it.swing).toBe(Math.abs((it.atUpper ?? NaN) - (it.atLower ?? NaN)))
  })
  test('the same seed gives the same draws; a prior that is added leaves those of the others', () => {
    expect(probabilisticBias(given)).toEqual(found)
    const more = probabilisticBias({ ...given, priors: { idle: { kind: 'uniform', from: 0, to: 1 }, ...given.priors } })
    expect(more.kind === 'value' && more.results).toEqual(found.results)
    expect(more.kind === 'value' && more.tornado.at(-1)).toMatchObject({ prior: 'idle', swing: 0 })
  })
})

test('points alone: the result itself, without width', () => {
  const found = probabilisticBias({
    priors: { x: { kind: 'point', value: 3 } },
    result: ({ x = NaN }) => 2 * x,
    seed: 1,
    draws: 100,
  })
  expect(found).toMatchObject({ systematic: { mean: 6, standardDeviation: 0, lower: 6, upper: 6 }, without: 0 })
})

test('draws without a result are counted; with none there is no answer', () => {
  const priors = { x: { kind: 'uniform', from: 0, to: 1 } } as const
  const half = probabilisticBias({ priors, result: ({ x = NaN }) => (x < 0.5 ? x : null), seed: 1, draws: 1000 })
  expect(half.kind === 'value' ? half.without + half.results.length : 0).toBe(1000)
  expect(half.kind === 'value' && half.systematic.upper).toBeLessThan(0.5)
  expect(probabilisticBias({ priors, result: () => null, seed: 1 }).kind).toBe('not-estimable')
  expect(() => probabilisticBias({ priors: {}, result: () => 1, seed: 1 })).toThrow('at least one prior')
  expect(() => probabilisticBias({ priors, result: () => 1, seed: 1, draws: 10 })).toThrow('draws')
})
