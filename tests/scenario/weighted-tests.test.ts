import { describe, expect, test } from 'vitest'
import { weightedTests } from '../../src/scenario/weighted-tests.ts'
import { patients } from '../../src/survival/patients.ts'
import { golden, goldenPatients } from './treatment-golden.ts'

const weights = [[0, 0], [1, 0], [0, 1], [1, 1]] as const // prettier-ignore

describe('weighted tests', () => {
  const found = weightedTests(goldenPatients(), { weights, modestUntil: 6 })

  test('agree with the formulas written out in R', () => {
    const z = found.map(({ result }) => (result.kind === 'value' ? result.z : null))
    const { fh00, fh10, fh01, fh11, modest6 } = golden.tests
    ;[fh00, fh10, fh01, fh11, modest6].forEach((it, k) => {
      expect(z[k]).toBeCloseTo(it ?? NaN, 9)
    })
    expect(found.map((it) => it.kind)).toEqual([
      'log-rank',
      'fleming-harrington',
      'fleming-harrington',
      'fleming-harrington',
      'modestly-weighted',
      'max-combo',
    ])
  })

  test('MaxCombo is no more certain than the surest of its tests, and no less than Bonferroni', () => {
    const p = found.map(({ result }) => (result.kind === 'value' ? result.pValue : NaN))
    const least = Math.min(...p.slice(0, 4))
    expect(p[5]).toBeGreaterThanOrEqual(least)
    expect(p[5]).toBeLessThanOrEqual(4 * least)
  })

  test('equal arms: every z is 0', () => {
    const same = patients({
      arms: ['a', 'b'],
      time: [1, 1, 2, 2, 3, 3],
      event: [1, 1, 1, 1, 0, 0],
      assigned: [0, 1, 0, 1, 0, 1],
    })
    for (const { kind, result } of weightedTests(same, { weights, modestUntil: 1 })) {
      if (result.kind !== 'value') throw new Error(kind)
      expect('maximum' in result ? result.maximum : result.z).toBeCloseTo(0, 12)
    }
  })

  test('refuses no weights, and one arm', () => {
    expect(() => weightedTests(goldenPatients(), { weights: [] })).toThrow(/1 to 4 pairs/u)
    expect(() => weightedTests(patients({ time: [1], event: [1] }), { weights })).toThrow(RangeError)
  })
})
