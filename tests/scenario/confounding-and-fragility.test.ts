import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eValue } from '../../src/scenario/e-value.ts'
import { fragility, survivalFragility } from '../../src/scenario/fragility.ts'
import { golden, near, rowsToPatients } from './golden-assumptions.ts'

describe('E-value', () => {
  const given = { hazardRatio: 0.5, lower: 0.35, upper: 0.7, outcome: 'rare', contrast: 'as treated' } as const
  test('by hand: a rare event with a ratio of 1/2: 2 + sqrt(2)', () => {
    const found = eValue(given)
    expect(found.kind === 'value' && found.point).toBeCloseTo(2 + Math.SQRT2, 14)
  })
  test.each(golden.evalues)('golden: R uniroot, $hazardRatio, common $common', ({ point, limit, common, ...ratio }) => {
    const found = eValue({ ...ratio, outcome: common === 1 ? 'common' : 'rare', contrast: 'as treated' })
    near(found.kind === 'value' ? found.point : NaN, point, 1e-9)
    near(found.kind === 'value' ? found.limit : NaN, limit, 1e-9)
  })
  test('refused on a randomised contrast, with the reason', () => {
    const found = eValue({ ...given, contrast: 'randomised' })
    expect(found.kind === 'refused' ? found.reason : '').toContain('no confounding')
  })
  test('a ratio and its inverse have the same; 1 has 1; never below 1', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 1, noNaN: true }),
        fc.constantFrom('common', 'rare'),
        (ratio, outcome) => {
          const of = (x: number) => eValue({ hazardRatio: x, lower: x, upper: x, outcome, contrast: 'as treated' })
          const [one, two] = [of(ratio), of(1 / ratio)]
          if (one.kind !== 'value' || two.kind !== 'value') throw new Error('refused')
          near(one.point, two.point, 1e-9 * one.point)
          expect(one.point).toBeGreaterThanOrEqual(1)
        },
      ),
    )
    expect(eValue({ ...given, hazardRatio: 1, lower: 1, upper: 1 })).toMatchObject({ point: 1, limit: 1 })
  })
  test('limits out of order', () => {
    expect(() => eValue({ ...given, lower: 0.6 })).toThrow(RangeError)
  })
})

describe('fragility', () => {
  test.each(golden.fragility)(
    'golden: R fisher.test, $counts',
    ({ counts: [a, n, b, m], p, reverse, patients, pAfter }) => {
      const found = fragility({ events: a, patients: n }, { events: b, patients: m })
      near(found.pValue, p, 1e-9)
      if (patients === null) {
        expect(found.kind).toBe('not-estimable')
        return
      }
      expect(found).toMatchObject({ kind: 'value', direction: reverse === 1 ? 'reverse' : 'fragility', patients })
      near(found.kind === 'value' ? found.pAfter : NaN, pAfter, 1e-9)
    },
  )
  test('which arm is named first does not matter where proportions differ', () => {
    const [one, two] = [
      { events: 3, patients: 50 },
      { events: 14, patients: 50 },
    ]
    const [found, other] = [fragility(one, two), fragility(two, one)]
    expect(found.kind === 'value' && other.kind === 'value' && found.patients === other.patients).toBe(true)
  })
  test.each(Object.entries(golden.sifi))('golden: R survdiff, %s', (_, { data, p, patients, pAfter }) => {
    const found = survivalFragility(rowsToPatients(data))
    near(found.pValue, p, 1e-9)
    expect(found).toMatchObject({
      kind: 'value',
      direction: patients < 0 ? 'reverse' : 'fragility',
      patients: Math.abs(patients),
    })
    near(found.kind === 'value' ? found.pAfter : NaN, pAfter, 1e-9)
  })
  test('refuses counts and levels that cannot be', () => {
    expect(() => fragility({ events: 3, patients: 2 }, { events: 1, patients: 2 })).toThrow(RangeError)
    expect(() => fragility({ events: 1, patients: 2 }, { events: 1, patients: 2 }, 1)).toThrow('alpha')
  })
})
