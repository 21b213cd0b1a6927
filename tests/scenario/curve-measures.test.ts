import { describe, expect, test } from 'vitest'
import { curveMedian, curveRmst, curveSurvival } from '../../src/scenario/curve-measures.ts'
import { rawCurve } from '../../src/scenario/raw-curve.ts'

const curve = rawCurve(Float64Array.of(0, 2, 6, 10), Float64Array.of(1, 0.8, 0.4, 0.2))

describe('by hand: 1 at 0, 4/5 at 2, 2/5 at 6, 1/5 at 10', () => {
  test('survival', () => {
    expect(curveSurvival(curve, 4, 'steps')).toMatchObject({ value: 0.8, lower: null })
    expect(curveSurvival(curve, 4, 'lines')).toMatchObject({ kind: 'value', value: expect.closeTo(0.6, 14) as number })
    expect(curveSurvival(curve, 11, 'lines').kind).toBe('not-estimable')
  })
  test('median: 6 in steps, 2 + 3/4 x 4 = 5 along lines', () => {
    expect(curveMedian(curve, 'steps')).toMatchObject({ value: 6 })
    expect(curveMedian(curve, 'lines')).toMatchObject({ kind: 'value', value: expect.closeTo(5, 12) as number })
  })
  test('no median: above 1/2 throughout, or crossing it twice', () => {
    expect(curveMedian(rawCurve(Float64Array.of(0, 2), Float64Array.of(1, 0.8)), 'lines').kind).toBe('not-reached')
    const twice = rawCurve(Float64Array.of(0, 2, 4, 6), Float64Array.of(1, 0.4, 0.6, 0.3))
    expect(curveMedian(twice, 'lines').kind).toBe('not-estimable')
  })
  test('area to 6: 2 + 3.2 in steps, 1.8 + 2.4 along lines; to 4: 2 + 1.6 and 1.8 + 1.4', () => {
    const area = (tau: number, reading: 'steps' | 'lines'): number => {
      const found = curveRmst(curve, tau, reading)
      return found.kind === 'value' ? found.value : NaN
    }
    expect(area(6, 'steps')).toBeCloseTo(5.2, 12)
    expect(area(6, 'lines')).toBeCloseTo(4.2, 12)
    expect(area(4, 'steps')).toBeCloseTo(3.6, 12)
    expect(area(4, 'lines')).toBeCloseTo(3.2, 12)
    expect(curveRmst(curve, 12, 'lines').kind).toBe('not-estimable')
    expect(() => curveRmst(curve, 0, 'lines')).toThrow('tau above 0')
  })
})
