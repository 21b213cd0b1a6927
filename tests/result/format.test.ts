import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  enDash,
  fixed,
  hundredfold,
  levelText,
  minus,
  percent,
  pValue,
  range,
  significant,
  trimmed,
} from '../../src/result/format.ts'

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 })
const toNumber = (text: string): number => Number(text.replace(minus, '-').replace('%', ''))

describe('by hand', () => {
  test('minus is U+2212 and never stands before a zero', () => {
    expect(fixed(-3.25, 1)).toBe('−3.3')
    expect(fixed(-0.04, 1)).toBe('0.0')
    expect(fixed(-0, 2)).toBe('0.00')
  })
  test('large numbers have no exponent', () => {
    expect(fixed(-1e21, 0)).toBe('−1000000000000000000000')
    expect(significant(123456, 3)).toBe('123000')
    expect(significant(0.00123456, 3)).toBe('0.00123')
    expect(significant(9.996, 3)).toBe('10.0')
  })
  test('percent moves the point in the text: 0.285 is below 28.5% in binary, 100 x 0.285 rounds twice', () => {
    expect(percent(0.5486)).toBe('54.9%')
    expect(percent(0.285, 0)).toBe('28%')
    expect(percent(1)).toBe('100.0%')
    expect(percent(0)).toBe('0.0%')
    expect(hundredfold(-0.0312, 1)).toBe('−3.1')
    expect(percent(0.0004)).toBe('0.0%')
  })
  test('p-values', () => {
    expect([0, 0.0009999, 0.001, 0.0094, 0.0149, 0.2, 0.99, 0.995].map((p) => pValue(p))).toEqual([
      '<0.001',
      '<0.001',
      '0.001',
      '0.009',
      '0.01',
      '0.20',
      '0.99',
      '>0.99',
    ])
    expect(() => pValue(1.01)).toThrow(RangeError)
    expect(() => pValue(Number.NaN)).toThrow(RangeError)
  })
  test('ranges take an en dash, or "to" beside a minus or a word', () => {
    expect(range('11.8', '16.1')).toBe(`11.8${enDash}16.1`)
    expect(range('−3.2', '4.1')).toBe('−3.2 to 4.1')
    expect(range('34.5', 'not reached')).toBe('34.5 to not reached')
  })
  test('levels and times drop idle zeros', () => {
    expect([0.95, 0.975, 0.9, 0.9503].map((it) => levelText(it))).toEqual(['95%', '97.5%', '90%', '95.03%'])
    expect([12, 1.3, 0.25, 100, -0.001].map((it) => trimmed(it))).toEqual(['12', '1.3', '0.25', '100', '0'])
  })
  test('what is no number is refused', () => {
    for (const print of [fixed, significant]) expect(() => print(Number.NaN, 2)).toThrow(RangeError)
    expect(() => percent(Number.POSITIVE_INFINITY)).toThrow(RangeError)
  })
})

describe('properties', () => {
  test('a printed number lies within half a unit of its last decimal', () => {
    fc.assert(
      fc.property(finite, fc.integer({ min: 0, max: 6 }), (x, decimals) => {
        const half = 0.5 * Number(`1e-${decimals}`)
        expect(Math.abs(toNumber(fixed(x, decimals)) - x)).toBeLessThanOrEqual(half * (1 + 1e-9) + 1e-9)
      }),
    )
  })
  test('percent is the number times 100, to half of the last decimal', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 4 }), (p, decimals) => {
        const text = percent(p, decimals)
        expect(text).toMatch(decimals === 0 ? /^\d+%$/ : /^\d+\.\d+%$/)
        expect(Math.abs(toNumber(text) - 100 * p)).toBeLessThanOrEqual(0.5 * Number(`1e-${decimals}`) + 1e-9)
      }),
    )
  })
  test('printing keeps the order', () => {
    fc.assert(
      fc.property(finite, finite, (x, y) => {
        const [low, high] = x < y ? [x, y] : [y, x]
        expect(toNumber(fixed(low, 2))).toBeLessThanOrEqual(toNumber(fixed(high, 2)))
      }),
    )
  })
  test('significant digits: what is printed is the number rounded by toPrecision', () => {
    fc.assert(
      fc.property(finite, fc.integer({ min: 1, max: 6 }), (x, digits) => {
        const text = significant(x, digits)
        expect(text).not.toMatch(/e/i)
        expect(toNumber(text)).toBeCloseTo(Number(x.toPrecision(digits)), 15)
      }),
    )
  })
})
