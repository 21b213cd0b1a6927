import { describe, expect, test } from 'vitest'
import { effectsOverTime } from '../../src/scenario/effects-over-time.ts'
import { patients } from '../../src/survival/patients.ts'
import { golden, goldenPatients } from './treatment-golden.ts'

describe('effects over time', () => {
  test('agrees with the formulas written out on R survfit', () => {
    const found = effectsOverTime(
      goldenPatients(),
      golden.effects.map((it) => it.time),
    )
    golden.effects.forEach((it, k) => {
      const { rmstDifference, rmstRatio, survivalDifference, test: loglog, numberNeeded } = found[k]!
      if (rmstDifference.kind !== 'value' || rmstRatio.kind !== 'value' || survivalDifference.kind !== 'value')
        throw new Error('no value')
      expect(rmstDifference.value).toBeCloseTo(it.difference, 10)
      expect(rmstDifference.standardError).toBeCloseTo(it.differenceError, 10)
      expect(Math.log(rmstRatio.value)).toBeCloseTo(it.logRatio, 10)
      expect(rmstRatio.standardError).toBeCloseTo(it.logRatioError, 10)
      expect(survivalDifference.value).toBeCloseTo(it.survival, 10)
      expect(survivalDifference.standardError).toBeCloseTo(it.survivalError, 10)
      expect(loglog.kind === 'value' && loglog.chiSquared).toBeCloseTo(it.chiSquared, 8)
      expect(numberNeeded.kind === 'value' && numberNeeded.value).toBeCloseTo(it.needed, 8)
    })
  })

  test('by hand: four patients', () => {
    const pair = patients({ arms: ['a', 'b'], time: [1, 3, 2, 4], event: [1, 1, 1, 1], assigned: [0, 0, 1, 1] })
    const [at] = effectsOverTime(pair, [1.5])
    // Areas to 1.5: 1 + 0.5/2 in a, 1.5 in b.
    expect(at?.rmstDifference).toMatchObject({ kind: 'value', value: 0.25 })
    expect(at?.survivalDifference).toMatchObject({ kind: 'value', value: 0.5 })
    expect(at?.numberNeeded).toMatchObject({ kind: 'value', value: 2, direction: 'benefit' })
    // Survival of 1 has no complementary log-log standard error.
    expect(at?.test.kind).toBe('not-estimable')
  })

  test('refuses times that do not ascend, and one arm', () => {
    expect(() => effectsOverTime(goldenPatients(), [6, 3])).toThrow(/ascending times/u)
    expect(() => effectsOverTime(patients({ time: [1], event: [1] }), [1])).toThrow(RangeError)
  })
})
