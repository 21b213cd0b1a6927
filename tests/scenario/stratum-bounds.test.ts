import { describe, expect, test } from 'vitest'
import { differenceBounds, stratumBounds } from '../../src/scenario/stratum-bounds.ts'

describe('by hand: p = 3/4', () => {
  test('S = 1/2: [1/3, 2/3]', () => {
    expect(stratumBounds(1 / 2, 3 / 4).lower).toBeCloseTo(1 / 3, 14)
    expect(stratumBounds(1 / 2, 3 / 4).upper).toBeCloseTo(2 / 3, 14)
  })
  test('cut at 0 and 1', () => {
    expect(stratumBounds(1 / 8, 3 / 4)).toEqual({ lower: 0, upper: 1 / 6 })
    expect(stratumBounds(7 / 8, 3 / 4).upper).toBe(1)
  })
  test('p = 1: the point itself', () => {
    expect(stratumBounds(0.3, 1)).toEqual({ lower: 0.3, upper: 0.3 })
  })
  test('difference against S0 = 1/4: [1/12, 5/12]; against its stratum [0, 1/3]: [0, 2/3]', () => {
    const given = {
      arm: { survival: 1 / 2, standardError: 0 },
      control: { survival: 1 / 4, standardError: 0 },
      share: 3 / 4,
    }
    const arm = differenceBounds({ ...given, against: 'arm' })
    expect(arm.range.lower).toBeCloseTo(1 / 12, 14)
    expect(arm.range.upper).toBeCloseTo(5 / 12, 14)
    expect(arm.kind).toBe('none-in-range')
    const stratum = differenceBounds({ ...given, against: 'stratum', target: 0.01 })
    expect(stratum.range.lower).toBeCloseTo(0, 14)
    expect(stratum.range.upper).toBeCloseTo(2 / 3, 14)
    expect(stratum.kind).toBe('in-range')
  })
})

/**
 * Rodriguez-Otero 2023: 12-month progression-free survival 55% and 30%, 225 of 254 infused. Standard errors as if nobody had
 * been censored before: sqrt(S (1 - S) / n).
 */
describe('KarMMa-3 at 12 months', () => {
  const arm = { survival: 0.55, standardError: Math.sqrt((0.55 * 0.45) / 254) }
  const control = { survival: 0.3, standardError: Math.sqrt((0.3 * 0.7) / 132) }
  const share = 225 / 254

  test('infused between (0.55 x 254 - 29) / 225 and 0.55 x 254 / 225', () => {
    const bounds = stratumBounds(0.55, share)
    expect(bounds.lower).toBeCloseTo((0.55 * 254 - 29) / 225, 12)
    expect(bounds.upper).toBeCloseTo((0.55 * 254) / 225, 12)
  })
  test('no assumption about the 29 lets the difference vanish, even with sampling error', () => {
    const found = differenceBounds({ arm, control, share, against: 'arm' })
    expect(found).toMatchObject({ kind: 'none-in-range', kindWithSampling: 'none-in-range' })
    expect(found.range.lower).toBeCloseTo(0.192, 3)
    expect(found.range.upper).toBeCloseTo(0.321, 3)
    // 0.192 - 1.96 sqrt((0.0312 / 0.8858)^2 + 0.0399^2)
    expect(found.withSampling.lower).toBeCloseTo(0.088, 3)
  })
  test('nor against the patients of the control arm who would have been infused', () => {
    const found = differenceBounds({ arm, control, share, against: 'stratum' })
    expect(found.kind).toBe('none-in-range')
    expect(found.range.lower).toBeCloseTo(0.492 - 0.3387, 3)
    expect(found.range.upper).toBeCloseTo(0.6209 - 0.2098, 3)
  })
  test('with half as many infused some assumption does', () => {
    expect(differenceBounds({ arm, control, share: 0.6, against: 'arm' }).kind).toBe('in-range')
  })
})

test('mistakes of the caller', () => {
  expect(() => stratumBounds(1.2, 0.5)).toThrow('got 1.2')
  expect(() => stratumBounds(0.2, 1.5)).toThrow('got 1.5')
})
