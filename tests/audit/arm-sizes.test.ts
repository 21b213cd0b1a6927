import { assert, integer, property, record } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { armSizes } from '../../src/audit/arm-sizes.ts'
import { attainable, attainableValues, type PrintedShare } from '../../src/audit/attainable.ts'

const share = (printed: string): PrintedShare => {
  const [whole = '', fraction = ''] = printed.split('.')
  return { digits: Number(whole + fraction), decimals: fraction.length }
}

/** By hand: of 3 patients, 0, 33.3..., 66.6... and 100 percent. */
describe('attainable', () => {
  test.each([
    ['33', 3, 'nearest', true],
    ['34', 3, 'nearest', false],
    ['67', 3, 'nearest', true],
    ['66', 3, 'nearest', false],
    ['66', 3, 'truncated', true],
    ['67', 3, 'truncated', false],
    ['66', 3, 'any', true],
    ['67', 3, 'any', true],
    ['68', 3, 'any', false],
    ['12', 8, 'nearest', true], // 12.5 goes either way
    ['13', 8, 'nearest', true],
    ['13', 8, 'truncated', false],
    ['0', 5, 'nearest', true],
    ['100', 5, 'truncated', true],
    ['33.3', 3, 'nearest', true],
    ['33.4', 3, 'nearest', false],
    ['33.4', 3, 'any', true],
  ] as const)('%s%% of %i, %s: %s', (printed, n, rounding, expected) => {
    expect(attainable(share(printed), n, rounding)).toBe(expected)
  })

  test('with its count', () => {
    expect(attainable({ digits: 33, decimals: 0, count: 1 }, 3)).toBe(true)
    expect(attainable({ digits: 33, decimals: 0, count: 2 }, 3)).toBe(false)
    expect(attainable({ digits: 100, decimals: 0, count: 4 }, 3)).toBe(false)
  })

  test('how many values are attainable, against trying each', () => {
    for (const decimals of [0, 1]) {
      const values = Array.from({ length: 100 * 10 ** decimals + 1 }, (_, digits) => ({ digits, decimals }))
      for (let n = 1; n <= 240; n += 1) {
        expect([n, attainableValues({ digits: 0, decimals }, n)]).toEqual([
          n,
          values.filter((it) => attainable(it, n)).length,
        ])
      }
      const counted = values.filter((it) => attainable({ ...it, count: 1 }, 8)).length
      expect(attainableValues({ digits: 0, decimals, count: 1 }, 8)).toBe(counted)
    }
    expect(attainableValues({ digits: 0, decimals: 0 }, 5000)).toBe(101)
  })
})

describe('armSizes', () => {
  test('by hand: 33% and 25% of 7 patients are of 3 and 4', () => {
    const it = armSizes({ total: 7, shares: [[share('33')], [share('25')]] })
    expect([it.possible, it.pairs]).toEqual([6, [[3, 4]]])
    // n + 1 values out of n patients, and one more for each that goes either way (1/2, 1/4, 3/4 do not): (2*7 + 3*6 + 4*5 + 5*4 + 6*3 + 7*2) of 6 * 101^2.
    expect(it.byChance).toEqual({ numerator: 104n, denominator: 6n * 101n * 101n })
  })

  test('what is known otherwise leaves fewer divisions', () => {
    const shares = [[share('50')], []] as const
    expect(armSizes({ total: 7, shares }).pairs).toEqual([
      [2, 5],
      [4, 3],
      [6, 1],
    ])
    expect(armSizes({ total: 7, shares, atLeast: [3, 2] })).toMatchObject({ possible: 3, pairs: [[4, 3]] })
  })

  test('precision that excludes nothing: whole percentages of arms of hundreds', () => {
    const it = armSizes({ total: 400, shares: [[share('15')], []], atLeast: [101, 101] })
    expect(it.pairs).toHaveLength(it.possible)
    expect(it.byChance.numerator).toBe(it.byChance.denominator)
  })

  test('no division', () => {
    expect(armSizes({ total: 4, shares: [[share('17')], []] })).toMatchObject({ pairs: [], truncated: [] })
  })

  test('percentages cut off are told apart from rounded ones', () => {
    const it = armSizes({ total: 6, shares: [[share('66')], [share('66')]] })
    expect([it.pairs, it.truncated]).toEqual([[], [[3, 3]]])
  })

  test.each([0, 1, 2.5, 200_000])('a total of %f is refused', (total) => {
    expect(() => armSizes({ total, shares: [[], []] })).toThrow(/total that is a whole number on \[2, 100000\]/u)
  })

  test('percentages above 100 are refused', () => {
    expect(() => armSizes({ total: 9, shares: [[share('101')], []] })).toThrow(/percentages on \[0, 100\]/u)
  })

  /** Properties: percentages made from known arms, rounded half up, down to even or either way, never exclude those arms. */
  test('the true division always remains', () => {
    const cases = record({
      n: integer({ min: 1, max: 400 }),
      m: integer({ min: 1, max: 400 }),
      decimals: integer({ min: 0, max: 2 }),
      seed: integer({ min: 0, max: 1_000_000 }),
    })
    assert(
      property(cases, ({ n, m, decimals, seed }) => {
        const of = (size: number, k: number): PrintedShare => {
          const scaled = 100 * 10 ** decimals * k
          const below = Math.floor(scaled / size)
          const twice = 2 * (scaled - below * size)
          const up = twice > size || (twice === size && seed % 2 === 0)
          return { digits: up ? below + 1 : below, decimals }
        }
        const some = (size: number) => [seed, 7 * seed + 3, 13 * seed + 5].map((it) => of(size, it % (size + 1)))
        const it = armSizes({ total: n + m, shares: [some(n), some(m)] })
        expect(it.pairs).toContainEqual([n, m])
        expect(it.any).toContainEqual([n, m])
      }),
      { numRuns: 200 },
    )
  })

  test('each pair found prints every percentage, and no other does', () => {
    const shares = [[share('84.6')], [share('67.3'), share('21.8')]] as const
    const prints = (n: number, printed: string): boolean =>
      Array.from({ length: n + 1 }, (_, k) => k).some((k) => {
        const exact = (100 * k) / n
        return Math.abs(exact - Number(printed)) <= 0.05 + 1e-9
      })
    const byHand = Array.from({ length: 418 }, (_, i) => [i + 1, 418 - i] as const).filter(
      ([n, m]) => prints(n, '84.6') && prints(m, '67.3') && prints(m, '21.8'),
    )
    expect(armSizes({ total: 419, shares }).pairs).toEqual(byHand)
  })
})
