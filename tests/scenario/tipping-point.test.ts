import { describe, expect, test } from 'vitest'
import { tippingFrontier } from '../../src/scenario/tipping-frontier.ts'
import { tippingPoint, type Root } from '../../src/scenario/tipping-point.ts'
import { cox } from '../../src/survival/cox.ts'
import { patients } from '../../src/survival/patients.ts'
import { golden } from './golden.ts'

function onlyRoot(f: (x: number) => number | null, from: number, to: number, target = 0): Root {
  const found = tippingPoint(f, { from, to, target })
  if (found.kind !== 'found') throw new Error(found.kind)
  return found.root
}

describe('by hand', () => {
  test('x^2 = 2', () => {
    const root = onlyRoot((x) => x * x, 0, 3, 2)
    expect(root.value).toBeCloseTo(Math.SQRT2, 9)
    expect(root).toMatchObject({ kind: 'crossing', direction: 'rising' })
    expect(root.lower).toBeLessThanOrEqual(Math.SQRT2)
    expect(root.upper).toBeGreaterThanOrEqual(Math.SQRT2)
    expect(root.upper - root.lower).toBeLessThan(1e-7)
  })
  test('a root at an end, and on a point of the scan', () => {
    expect(onlyRoot((x) => x, 0, 1).value).toBe(0)
    expect(onlyRoot((x) => 1 - x, 0, 1).value).toBe(1)
    expect(onlyRoot((x) => 0.5 - x, 0, 1)).toEqual({
      value: 0.5,
      lower: 0.5,
      upper: 0.5,
      kind: 'crossing',
      direction: 'falling',
    })
  })
  test('all roots of (x - 1)(x - 2)(x - 3)', () => {
    const found = tippingPoint((x) => (x - 1) * (x - 2) * (x - 3), { from: 0.05, to: 3.95 })
    if (found.kind !== 'multiple-roots') throw new Error(found.kind)
    expect(found.roots.map((it) => Math.round(it.value * 1e8) / 1e8)).toEqual([1, 2, 3])
    expect(found.roots.map((it) => it.direction)).toEqual(['rising', 'falling', 'rising'])
  })
  test('none: what is attainable', () => {
    const found = tippingPoint((x) => x / 10 + 0.2, { from: 0, to: 1 })
    expect(found).toMatchObject({ kind: 'none-in-range', target: 0, attainable: { lower: 0.2 } })
    if (found.kind === 'none-in-range') expect(found.attainable.upper).toBeCloseTo(0.3, 14)
  })
  test('a step function gives the bracket of its jump', () => {
    const root = onlyRoot((x) => (x < 0.7313 ? -1 : 2), 0, 1)
    expect(root).toMatchObject({ kind: 'jump', direction: 'rising' })
    expect(root.lower).toBeLessThan(0.7313)
    expect(root.upper).toBeGreaterThanOrEqual(0.7313)
    expect(root.upper - root.lower).toBeLessThan(1e-7)
  })
  test('standing on the target is one root from end to end', () => {
    const root = onlyRoot((x) => (x < 0.25 ? 1 : x > 0.75 ? -1 : 0), 0, 1)
    expect(root).toMatchObject({ kind: 'on-target', direction: 'falling', lower: 0.25, upper: 0.75 })
  })
  test('log spacing finds small roots', () => {
    const found = tippingPoint((x) => Math.log(x) + 6.9, { from: 1e-4, to: 1e4, spacing: 'log' })
    if (found.kind !== 'found') throw new Error(found.kind)
    expect(found.root.value / Math.exp(-6.9)).toBeCloseTo(1, 4)
    expect(found.scan[0]!.value).toBe(1e-4)
    expect(found.scan.at(-1)!.value).toBe(1e4)
  })
  test('holes are holes: not estimable there, and no root across them', () => {
    const found = tippingPoint((x) => (x < 0.4 ? -1 : x > 0.6 ? 1 : null), { from: 0, to: 1 })
    expect(found).toMatchObject({ kind: 'none-in-range', attainable: { lower: -1, upper: 1 } })
    expect(tippingPoint(() => null, { from: 0, to: 1 }).kind).toBe('not-estimable')
    expect(tippingPoint(() => NaN, { from: 0, to: 1 }).kind).toBe('not-estimable')
  })
  test('mistakes of the caller', () => {
    const f = (x: number): number => x
    expect(() => tippingPoint(f, { from: 1, to: 1 })).toThrow('from < to is required, got 1 to 1')
    expect(() => tippingPoint(f, { from: 0, to: 1, spacing: 'log' })).toThrow('from > 0, got 0')
    expect(() => tippingPoint(f, { from: 0, to: 1, points: 1 })).toThrow('at least 2 points')
  })
})

describe('frontier of two parameters', () => {
  test('x y = 2: y = 2 / x where that is in range', () => {
    const found = tippingFrontier((x, y) => x * y, { from: 0.5, to: 2.5, points: 5 }, { from: 0.1, to: 3, target: 2 })
    expect(found.kind).toBe('found')
    expect(found.points.map((it) => it.first)).toEqual([0.5, 1, 1.5, 2, 2.5])
    expect(found.points[0]!.second.kind).toBe('none-in-range')
    for (const { first, second } of found.points.slice(1)) {
      if (second.kind !== 'found') throw new Error(second.kind)
      expect(second.root.value).toBeCloseTo(2 / first, 7)
    }
    expect(found.attainable).toEqual({ lower: 0.5 * 0.1, upper: 7.5 })
  })
  test('nowhere', () => {
    const found = tippingFrontier((x, y) => x + y, { from: 0, to: 1, points: 2 }, { from: 0, to: 1, target: 5 })
    expect(found).toMatchObject({ kind: 'none-in-range', attainable: { lower: 0, upper: 2 } })
  })
})

/** 45 infused (median 6), 15 not (median m) against 40 controls (median 4.4), quantile times, cut at 24: upper limit of the hazard ratio. */
function upperLimit(m: number): number {
  const times = (n: number, median: number): number[] =>
    Array.from({ length: n }, (_, i) => median * -Math.log2(1 - (i + 0.5) / n))
  const time = [...times(40, 4.4), ...times(45, 6), ...times(15, m)]
  const found = cox(
    patients({
      arms: ['control', 'new'],
      time: time.map((t) => Math.min(t, 24)),
      event: time.map((t) => t <= 24),
      assigned: time.map((_, i) => Number(i >= 40)),
    }),
  )
  if (found.kind !== 'value') throw new Error('must exist')
  return found.hazardRatio.upper!
}

describe('over patients: median of those not infused at which the upper limit of the hazard ratio is 1', () => {
  test('golden: R', () => {
    golden.tipping.median.forEach((median, i) => {
      expect(upperLimit(median)).toBeCloseTo(golden.tipping.upper[i]!, 6)
    })
  })
  test('the tipping point lies between the medians that R brackets it with', () => {
    const found = tippingPoint(upperLimit, { from: 0.5, to: 32, target: 1, spacing: 'log' })
    if (found.kind === 'none-in-range' || found.kind === 'not-estimable') throw new Error(found.kind)
    const roots = found.kind === 'found' ? [found.root] : found.roots
    for (const root of roots) {
      expect(root.lower).toBeGreaterThan(8)
      expect(root.upper).toBeLessThan(16)
      expect(upperLimit(root.lower)).toBeGreaterThan(1)
      expect(upperLimit(root.upper)).toBeLessThan(1)
    }
  })
})
