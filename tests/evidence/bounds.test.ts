import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bounds, type Bounds, canBeAtMost, countBounds, timeBounds } from '../../src/evidence/bounds.ts'
import { parseQuantity } from '../../src/evidence/parse-estimate.ts'

function of(printed: string): Bounds {
  const it = parseQuantity(printed, { unit: 'months' })
  const found = it.kind === 'value' ? timeBounds(it.value.quantity) : null
  if (found === null) throw new Error(printed)
  return found
}

describe('what a figure can be against what another can be', () => {
  test.each([
    ['13.3', '13.3', true],
    ['13.3', '13.4', true],
    ['13.4', '13.3', false],
    ['13.4', '13', true],
    ['14', '13', false],
    ['13', '12.9', true],
    ['12.5', '12', true],
    ['12.6', '12', false],
    ['NR', '36', false],
    ['36', 'NR', true],
    ['NR', 'NR', true],
    ['>36', 'NR', true],
    ['NR', '>36', true],
    ['>36', '36', true],
    ['>36', '35', false],
    ['0', '<1', true],
    ['1 year', '<18', true],
    ['1 year', '<6', false],
    ['8 weeks', '1', false],
  ])('%s can be at most %s: %s', (a, b, expected) => {
    expect(canBeAtMost(of(a), of(b))).toBe(expected)
  })

  test('rounding keeps order: what is at most another can be so after both are printed', () => {
    fc.assert(
      fc.property(fc.nat(1e5), fc.nat(1e5), fc.nat(2), fc.nat(2), (a, b, places, others) => {
        const [low, high] = [Math.min(a, b) / 1e3, Math.max(a, b) / 1e3]
        expect(canBeAtMost(of(low.toFixed(places)), of(high.toFixed(others)))).toBe(true)
      }),
    )
  })

  test('counts are whole', () => {
    const count = (printed: string): Bounds | null => {
      const it = parseQuantity(printed, { unit: 'count' })
      return it.kind === 'value' ? countBounds(it.value.quantity) : null
    }
    expect(count('5')).toEqual({ lower: 5, upper: 5 })
    expect(count('<5')).toEqual({ lower: 0, upper: 4 })
    expect(count('≤5')).toEqual({ lower: 0, upper: 5 })
    expect(count('>5')).toEqual({ lower: 6, upper: Infinity })
    expect(bounds({ kind: 'not-estimable' })).toBeNull()
  })
})
