import fc from 'fast-check'
import { expect, test } from 'vitest'
import { curveRmst } from '../../src/scenario/curve-measures.ts'
import { infusedFromItt } from '../../src/scenario/infused-from-itt.ts'
import { rmstDifferenceBounds, stratumEffect, stratumRmstBounds } from '../../src/scenario/stratum-effect.ts'

const point = { exclusion: true, monotonicity: true, noAccessInControl: true } as const

test('by hand: a difference of 0.3 among 3/4 is one of 0.4', () => {
  const found = stratumEffect({ difference: 0.3, standardError: 0.06, share: 0.75, ...point })
  if (found.kind !== 'value') throw new Error(found.reason)
  expect(found.value).toBeCloseTo(0.4, 14)
  expect(found.standardError).toBeCloseTo(0.08, 14)
})

test('the point is refused where one of its assumptions does not hold', () => {
  const given = { difference: 0.3, standardError: 0.06, share: 0.75 }
  expect(stratumEffect({ ...given, ...point, noAccessInControl: false })).toEqual({
    kind: 'refused',
    reason: 'the point needs no access in the control arm; without it there are only bounds',
  })
  expect(stratumEffect({ ...given, ...point, exclusion: false }).kind).toBe('refused')
  expect(stratumEffect({ ...given, ...point, monotonicity: false }).kind).toBe('refused')
})

const arm = { time: Float64Array.of(0, 2, 4), survival: Float64Array.of(1, 0.75, 0.5) }
const control = { time: Float64Array.of(0, 2, 4), survival: Float64Array.of(1, 0.5, 0.25) }

const given = {
  arm: { curve: arm, standardError: 0.3 },
  control: { curve: control, standardError: 0.4 },
  tau: 4,
}

test('sampling error by hand: 0.3 and 0.4 over p at both ends, the control arm as it is where it is whole', () => {
  const stratum = rmstDifferenceBounds({ ...given, share: 0.5, against: 'stratum', level: 0.95 })
  expect(stratum.withSampling.upper - stratum.range.upper).toBeCloseTo(1.959964 * 1, 5)
  const whole = rmstDifferenceBounds({ ...given, share: 0.5, against: 'arm' })
  expect(whole.range.lower - whole.withSampling.lower).toBeCloseTo(1.959964 * Math.sqrt(0.36 + 0.16), 5)
  // The whole control arm has 2 + 2 x 1/2 = 3 months.
  expect(whole.range).toEqual({ lower: 2 + 2 * 0.5 - 3, upper: 4 - 3 })
  expect(whole.kind).toBe('in-range')
  expect(rmstDifferenceBounds({ ...given, share: 1, against: 'arm', target: 0.4 }).kind).toBe('none-in-range')
})

test('by hand: steps 1, 3/4, 1/2 with p = 3/4: bounds 1, 2/3, 1/3 and 1, 1, 2/3', () => {
  const found = stratumRmstBounds(arm, 0.75, 4)
  expect(found.lower).toBeCloseTo(2 + 4 / 3, 14)
  expect(found.upper).toBeCloseTo(4, 14)
  const difference = rmstDifferenceBounds({ ...given, share: 0.75, against: 'stratum' }).range
  // The control stratum: 1, 1/3 and 1, 2/3.
  expect(difference.lower).toBeCloseTo(2 + 4 / 3 - (2 + 4 / 3), 14)
  expect(difference.upper).toBeCloseTo(4 - (2 + 2 / 3), 14)
})

test('all infused: the difference itself', () => {
  const difference = rmstDifferenceBounds({ ...given, share: 1, against: 'stratum' }).range
  expect(difference).toEqual({ lower: 0.5, upper: 0.5 })
})

test('every feasible assumption about the others lies within the bounds', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.5, max: 1, noNaN: true }),
      fc.double({ min: 0.1, max: 50, noNaN: true }),
      (share, median) => {
        const { curve } = infusedFromItt({ arm, share, notInfused: { kind: 'exponential', median } })
        if (curve.above1 || curve.below0) return
        const area = curveRmst(curve, 4, 'steps')
        const { lower, upper } = stratumRmstBounds(arm, share, 4)
        expect(area.kind === 'value' ? area.value : NaN).toBeGreaterThanOrEqual(lower - 1e-9)
        expect(area.kind === 'value' ? area.value : NaN).toBeLessThanOrEqual(upper + 1e-9)
      },
    ),
  )
})

test('tau beyond the end', () => {
  expect(() => stratumRmstBounds(arm, 0.75, 5)).toThrow('got 5')
})
