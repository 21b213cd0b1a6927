import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cholesky, choleskyInverse, choleskySolve } from '../../src/numeric/cholesky.ts'
import { power } from '../../src/numeric/power.ts'
import { root } from '../../src/numeric/root.ts'
import { sortOrder } from '../../src/numeric/sort-order.ts'
import { type KeyedRows, resortRows, sortRows } from '../../src/numeric/sort-rows.ts'

describe('power', () => {
  test('by hand', () => {
    expect(power(2, 10)).toBe(1024)
    expect(power(10, -5)).toBe(0.00001)
    expect(power(-2, 3)).toBe(-8)
    expect(power(9, 0.5)).toBe(3)
    expect(power(0, 0)).toBe(1)
    expect(power(0, 2.5)).toBe(0)
    expect(power(0, -0.7)).toBe(Infinity)
    expect(power(-8, 1 / 3)).toBeNaN()
    expect(power(2, -1074)).toBe(5e-324)
    expect(power(-1, 2e9)).toBe(1)
    expect(power(NaN, 1)).toBeNaN()
  })
  test('property: near Math.pow', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.double({ min: -20, max: 20, noNaN: true }),
        (x, y) => {
          const expected = Math.pow(x, y)
          expect(Math.abs(power(x, y) - expected)).toBeLessThanOrEqual(1e-13 * expected)
        },
      ),
    )
  })
})

describe('root', () => {
  test('roots that are known', () => {
    expect(root((x) => x * x - 2, 0, 2)).toBeCloseTo(Math.SQRT2, 15)
    expect(root((x) => Math.exp(x) - 5, -10, 10)).toBeCloseTo(Math.log(5), 14)
    expect(root((x) => x * x * x, -1, 2)).toBeCloseTo(0, 14)
    expect(root((x) => (x < 0.3 ? -1 : 1), 0, 1)).toBeCloseTo(0.3, 14)
    expect(root((x) => x, 0, 1)).toBe(0)
    expect(root((x) => x - 1, 0, 1)).toBe(1)
  })
  test('a coarser tolerance asks f less often', () => {
    const calls = (tolerance: number) => {
      let count = 0
      root(
        (x) => {
          count++
          return Math.cos(x) - x
        },
        0,
        1,
        { tolerance },
      )
      return count
    }
    expect(calls(1e-3)).toBeLessThan(calls(0))
    expect(calls(0)).toBeLessThan(12)
  })
  test('property: finds the root of a monotone cubic', () => {
    fc.assert(
      fc.property(fc.double({ min: -50, max: 50, noNaN: true }), (at) => {
        const x = root((value) => (value - at) * (1 + (value - at) * (value - at)), -60, 70)
        expect(Math.abs(x - at)).toBeLessThan(1e-12)
      }),
    )
  })
  test('no change of sign is refused', () => {
    expect(() => root((x) => x * x + 1, -1, 1)).toThrow(RangeError)
    expect(() => root(() => NaN, -1, 1)).toThrow(RangeError)
  })
})

describe('cholesky', () => {
  test('by hand: [[4, 2], [2, 5]] = L L with L = [[2, 0], [1, 2]]', () => {
    const factor = cholesky(Float64Array.of(4, 2, 2, 5), 2)!
    expect([...factor]).toEqual([2, 0, 1, 2])
    expect([...choleskySolve(factor, 2, Float64Array.of(8, 12))]).toEqual([1, 2])
    expect([...choleskyInverse(factor, 2)]).toEqual([5 / 16, -1 / 8, -1 / 8, 1 / 4])
  })
  test.each([5, 6, 7, 8, 9, 11, 13])(
    'by hand, %i rows: L of whole numbers from its product, in an array that held others',
    (n) => {
      // Powers of 2 on the diagonal: every step is exact.
      const lower = Float64Array.from({ length: n * n }, (_, k) => {
        const [i, j] = [Math.floor(k / n), k % n]
        return i === j ? power(2, i % 3) : i > j ? ((3 * i + 5 * j) % 7) - 3 : 0
      })
      const matrix = new Float64Array(n * n).fill(NaN)
      for (let i = 0; i < n; i++) {
        for (let j = 0; j <= i; j++) {
          matrix[i * n + j] = 0
          for (let k = 0; k <= j; k++) matrix[i * n + j]! += lower[i * n + k]! * lower[j * n + k]!
        }
      }
      expect([...cholesky(matrix, n)!]).toEqual([...lower])
      const dirty = new Float64Array(n * n).fill(7)
      expect(cholesky(matrix, n, dirty)).toBe(dirty)
      expect([...dirty]).toEqual(Array.from(lower, (x, k) => (k % n > Math.floor(k / n) ? 7 : x)))
      for (let i = 0; i < n; i++) {
        const flawed = matrix.slice()
        flawed[i * n + i]! -= power(4, i % 3)
        expect(cholesky(flawed, n)).toBeNull()
      }
    },
  )
  test('a matrix that is not positive definite has no factor', () => {
    expect(cholesky(Float64Array.of(1, 2, 2, 1), 2)).toBeNull()
    expect(cholesky(Float64Array.of(1, 1, 1, 1), 2)).toBeNull()
    expect(cholesky(Float64Array.of(NaN), 1)).toBeNull()
    expect(() => cholesky(Float64Array.of(1, 2), 2)).toThrow(RangeError)
  })
})

describe('sortOrder', () => {
  const check = (keys: readonly number[]) => {
    const expected = keys.map((_, i) => i).sort((a, b) => keys[a]! - keys[b]! || a - b)
    expect([...sortOrder(Float64Array.from(keys))]).toEqual(expected)
  }
  test('property: a stable sort', () => {
    const key = fc.oneof(
      fc.nat(5),
      fc.double({ min: 0, max: 1e308, noNaN: true }),
      fc.double({ min: 0, max: 10, noNaN: true }),
    )
    fc.assert(
      fc.property(fc.array(key, { maxLength: 200 }), (keys) => {
        check(keys.map((k) => k + 0))
      }),
    )
  })
  test.each([3000, 9000, 40_000])('%i keys: smooth, crowded and tied', (n) => {
    check(Array.from({ length: n }, (_, i) => ((i * 7919) % n) / 3))
    check(Array.from({ length: n }, (_, i) => 1 + 1e-12 * ((i * 7919) % n)))
    check(Array.from({ length: n }, (_, i) => (i * 31) % 17))
    check(Array.from({ length: n }, (_, i) => power(2, (i * 7919) % 1000)))
  })
  test.each([60, 5000])('%i keys so near that their range cannot be divided by', (n) => {
    check(Array.from({ length: n }, (_, i) => 5e-324 * ((i * 7919) % 97)))
  })
  test('small and crowded: one far key leaves all others in one cell', () => {
    check([1e9, ...Array.from({ length: 500 }, (_, i) => ((i * 37) % 500) / 1000)])
  })
})

describe('sortRows', () => {
  const rowsOf = (key: readonly number[]): KeyedRows => ({
    key: Float64Array.from(key),
    first: Uint8Array.from(key, (_, i) => ((i * 7) % 3) & 1),
    label: Uint8Array.from(key, (_, i) => i & 255),
  })
  const empty = (n: number): KeyedRows => ({
    key: new Float64Array(n),
    first: new Uint8Array(n),
    label: new Uint8Array(n),
  })
  const expectedOrder = ({ key, first }: KeyedRows) =>
    [...key.keys()].sort((a, b) => key[a]! - key[b]! || first[b]! - first[a]! || a - b)
  const gathered = (rows: KeyedRows, order: readonly number[]) => [
    order.map((row) => rows.key[row]! + 0),
    order.map((row) => rows.first[row]),
    order.map((row) => rows.label[row]),
  ]
  const listed = ({ key, first, label }: KeyedRows) => [[...key], [...first], [...label]]
  const laws: readonly (readonly [string, (i: number) => number])[] = [
    ['smooth', (i) => ((i * 7919) % 10_007) / 3],
    ['few values', (i) => (i * 31) % 7],
    ['one value', () => 4],
    ['one far key', (i) => (i === 5 ? 1e300 : ((i * 37) % 500) / 1000)],
    ['ascending', (i) => i / 8],
    ['ascending but for one of 400', (i) => (i % 400 === 399 ? 0 : i)],
    ['descending', (i) => 1e6 - i / 8],
    ['over many magnitudes', (i) => power(2, ((i * 7919) % 1800) - 900)],
  ]
  test.each(laws.flatMap(([law, key]) => [1, 2, 400, 4097, 30_000].map((n) => [law, n, key] as const)))(
    '%s, %i rows: by key, those that come first before the others, else as they came; with order or without',
    (_, n, key) => {
      const from = rowsOf(Array.from({ length: n }, (__, i) => key(i)))
      const expected = expectedOrder(from)
      const order = new Uint32Array(n)
      const to = empty(n)
      sortRows(from, to, order)
      expect([...order]).toEqual(expected)
      expect(listed(to)).toEqual(gathered(from, expected))
      const alone = empty(n)
      sortRows(from, alone, null)
      expect(listed(alone)).toEqual(listed(to))
    },
  )
  test.each([[[1, -0]], [[-0, 1]]])('-0 becomes 0: %j', (key) => {
    const to = empty(2)
    sortRows(rowsOf(key), to, null)
    expect(Object.is(to.key[0], 0)).toBe(true)
  })
  test.each([
    ['hardly anything to do', (i: number) => i >> 3],
    ['everything to do', (i: number) => (i < 20_000 ? 1 : 2)],
  ])('again, in place: %s', (_, key) => {
    const n = 30_000
    const rows = rowsOf(Array.from({ length: n }, (__, i) => key(i)))
    const before = rowsOf([...rows.key])
    const expected = expectedOrder(before)
    const order = Uint32Array.from({ length: n }, (__, i) => i)
    resortRows(rows, order)
    expect([...order]).toEqual(expected)
    expect(listed(rows)).toEqual(gathered(before, expected))
  })
})
