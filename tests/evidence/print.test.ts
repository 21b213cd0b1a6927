import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agrees } from '../../src/evidence/agrees.ts'
import type { Unit } from '../../src/evidence/evidence.ts'
import { parseQuantity, type PrintContext } from '../../src/evidence/parse-estimate.ts'
import { print, type PrintedLike, rounded } from '../../src/evidence/print.ts'

function figure(printed: string, context: PrintContext): PrintedLike {
  const it = parseQuantity(printed, context)
  if (it.kind === 'problems') throw new Error(JSON.stringify(it.problems))
  return { unit: context.unit, quantity: it.value.quantity }
}

const percent = figure('73%', { unit: 'proportion' })
const small = figure('<0.001', { unit: 'probability' })

/** A canonical print for each notation, with whole numbers that the domain allows. */
const printed = fc
  .tuple(
    fc.constantFrom('months', 'days', 'weeks', 'years', 'percent', 'ratio', 'probability', 'count'),
    fc.nat(4),
    fc.nat(1e6),
  )
  .map(([kind, places, size]): [string, PrintContext] => {
    const decimals = kind === 'count' ? 0 : places
    const limited =
      kind === 'percent'
        ? size % (100 * 10 ** decimals + 1)
        : kind === 'probability'
          ? size % (10 ** decimals + 1)
          : size
    const text = (Math.max(limited, kind === 'ratio' ? 1 : 0) / 10 ** decimals).toFixed(decimals)
    const unit: Unit =
      kind === 'percent'
        ? 'proportion'
        : kind === 'ratio' || kind === 'probability' || kind === 'count'
          ? kind
          : 'months'
    const suffix = kind === 'percent' ? '%' : unit === 'months' && kind !== 'months' ? ` ${kind}` : ''
    return [text + suffix, { unit }]
  })

describe('print and parse', () => {
  test('print takes back what parse read', () => {
    fc.assert(
      fc.property(printed, ([text, context]) => {
        const read = figure(text, context)
        if (read.quantity.kind !== 'number') throw new Error('not a number')
        expect(print(read.quantity.value, read)).toBe(text)
        expect(figure(print(read.quantity.value, read), context)).toEqual(read)
        expect(agrees(read, read.quantity.value)).toBe(true)
      }),
    )
  })

  test('every value agrees with its own print, and the interval is as wide as a last digit', () => {
    fc.assert(
      fc.property(printed, fc.double({ min: 1e-4, max: 1, noNaN: true }), ([text, context], share) => {
        const like = figure(text, context)
        const scale = context.unit === 'months' ? 120 : context.unit === 'count' ? 500 : 1
        const value = context.unit === 'count' ? Math.round(share * scale) : share * scale
        const shown = print(value, like)
        if (context.unit === 'ratio' && /^0(\.0*)?$/.test(shown)) return
        expect(agrees(figure(shown, { ...context, scale: 'percent' }), value)).toBe(true)
      }),
    )
  })
})

/** By hand. */
describe('rounding', () => {
  test.each([
    [0.725, 2, '0.73'],
    [0.7249999999999999, 2, '0.73'],
    [0.72499, 2, '0.72'],
    [2.5, 0, '3'],
    [-2.5, 0, '-3'],
    [-0.001, 2, '0.00'],
    [0, 1, '0.0'],
    [99.995, 2, '100.00'],
    [1e-9, 3, '0.000'],
    [1234567.891, 1, '1234567.9'],
    [1e21, 1, '1000000000000000000000.0'],
  ])('%d to %d decimals is %s', (value, decimals, expected) => {
    expect(rounded(value, decimals)).toBe(expected)
  })

  test('no figure prints an infinity', () => {
    expect(() => rounded(Infinity, 1)).toThrow(RangeError)
  })
})

describe('print like a figure', () => {
  test.each<[number | null, PrintedLike, string]>([
    [0.7349, percent, '73%'],
    [13.349, figure('13.3', { unit: 'months' }), '13.3'],
    [56 / 30.4375, figure('8 weeks', { unit: 'months' }), '8 weeks'],
    [null, figure('13.3', { unit: 'months' }), 'NR'],
    [null, figure('0.49', { unit: 'ratio' }), 'NE'],
    [0.0004, small, '<0.001'],
    [0.001, small, '0.0010'],
    [0.0123, small, '0.0123'],
    [0.004, figure('<1%', { unit: 'proportion' }), '<1%'],
    [40, figure('>36', { unit: 'months' }), '>36'],
    [30.04, figure('>36', { unit: 'months' }), '30.0'],
    [20.04, figure('NR', { unit: 'months' }), '20.0'],
  ])('%d', (value, like, expected) => {
    expect(print(value, like)).toBe(expected)
  })
})

describe('agreement at printed precision', () => {
  test.each<[string, PrintContext, number | null, boolean]>([
    ['73%', { unit: 'proportion' }, 0.725, true],
    ['73%', { unit: 'proportion' }, 0.735, true],
    ['73%', { unit: 'proportion' }, 0.7350001, false],
    ['73%', { unit: 'proportion' }, 1 - 11 / 40, true],
    ['72%', { unit: 'proportion' }, 1 - 11 / 40, true],
    ['<0.001', { unit: 'probability' }, 0.001, false],
    ['<0.001', { unit: 'probability' }, 0, true],
    ['<0.001', { unit: 'probability' }, null, false],
    ['>36', { unit: 'months' }, 36, false],
    ['>36', { unit: 'months' }, 36.1, true],
    ['>36', { unit: 'months' }, null, true],
    ['NR', { unit: 'months' }, null, true],
    ['NE', { unit: 'months' }, null, true],
    ['NR', { unit: 'months' }, 40, false],
    ['13.3', { unit: 'months' }, null, false],
    ['242', { unit: 'count' }, 242, true],
    ['242', { unit: 'count' }, 241, false],
  ])('%s as %o against %s: %s', (text, context, value, expected) => {
    expect(agrees(figure(text, context), value)).toBe(expected)
  })

  test('a missing number is null, not NaN', () => {
    expect(() => agrees(percent, Number.NaN)).toThrow(RangeError)
  })
})
