import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { infusedFromItt } from '../../src/scenario/infused-from-itt.ts'
import { infusedShare } from '../../src/scenario/infused-share.ts'
import { ittFromInfused } from '../../src/scenario/itt-from-infused.ts'
import { fixedLag, lagFromMasses, lagFromRange } from '../../src/scenario/lag.ts'
import type { NotInfusedLaw } from '../../src/scenario/not-infused-law.ts'
import { notInfused } from '../../src/scenario/not-infused.ts'
import { infeasibleStretches, isFeasible, rawCurve } from '../../src/scenario/raw-curve.ts'
import { stratumBounds } from '../../src/scenario/stratum-bounds.ts'
import { survivalFunction } from '../../src/scenario/survival-function.ts'
import type { Curve } from '../../src/survival/curve.ts'
import { golden } from './golden.ts'

const curve = (time: readonly number[], survival: readonly number[]): Curve => ({
  time: Float64Array.from(time),
  survival: Float64Array.from(survival),
})

/** Two points: 3/4 of the arm are infused, half of the arm is event-free at month 6. */
const arm = curve([0, 6], [1, 1 / 2])

function near(found: Float64Array, expected: readonly number[], tolerance = 1e-12): void {
  expect(found.length).toBe(expected.length)
  expected.forEach((value, i) => {
    expect(Math.abs(found[i]! - value), `element ${i}: ${found[i]!} against ${value}`).toBeLessThan(tolerance)
  })
}

describe('by hand: p = 3/4, S(6) = 1/2', () => {
  const at6 = (law: NotInfusedLaw, control?: Curve): number =>
    infusedFromItt({ arm, share: 3 / 4, notInfused: law, ...(control && { control }) }).curve.survival[1]!

  test('all others failed: (1/2 - 0) / (3/4) = 2/3', () => {
    expect(at6({ kind: 'fail-at', time: 0 })).toBeCloseTo(2 / 3, 14)
  })
  test('none failed: (1/2 - 1/4) / (3/4) = 1/3', () => {
    expect(at6({ kind: 'never-fail' })).toBeCloseTo(1 / 3, 14)
  })
  test('half failed (median 6): (1/2 - 1/8) / (3/4) = 1/2', () => {
    expect(at6({ kind: 'exponential', median: 6 })).toBeCloseTo(1 / 2, 14)
  })
  test('as a control arm at 1/5: (1/2 - 1/20) / (3/4) = 3/5; at twice its hazard 1/25: 49/75', () => {
    const control = curve([0, 6], [1, 1 / 5])
    expect(at6({ kind: 'as-control', hazardMultiplier: 1 }, control)).toBeCloseTo(3 / 5, 14)
    expect(at6({ kind: 'as-control', hazardMultiplier: 2 }, control)).toBeCloseTo(49 / 75, 14)
  })
  test('as the arm itself: unchanged', () => {
    expect(at6({ kind: 'as-arm' })).toBeCloseTo(1 / 2, 14)
  })
  test('what the others must have been if the infused were at 3/5: (1/2 - 9/20) / (1/4) = 1/5', () => {
    expect(notInfused({ arm, infused: curve([0, 6], [1, 3 / 5]), share: 3 / 4 }).survival[1]).toBeCloseTo(1 / 5, 14)
  })
  test('infused at 3/4 would need others at -1/4: infeasible, and reported raw', () => {
    const others = notInfused({ arm, infused: curve([0, 6], [1, 3 / 4]), share: 3 / 4 })
    expect(others.survival[1]).toBeCloseTo(-1 / 4, 14)
    expect([...others.feasible]).toEqual([1, 0])
    expect([others.below0, others.above1, others.nonMonotone]).toEqual([true, false, false])
    expect([...others.repaired.survival]).toEqual([1, 0])
    expect(others.largestRepair).toBeCloseTo(1 / 4, 14)
  })
  test('the event precludes infusion: S_ITT at the first infusion must not be below p', () => {
    const notInfusedLaw: NotInfusedLaw = { kind: 'fail-at', time: 0 }
    const given = { arm: curve([0, 1, 2], [1, 0.8, 0.7]), share: 3 / 4, notInfused: notInfusedLaw }
    expect(infusedFromItt(given).guarantee).toBeNull()
    expect(infusedFromItt({ ...given, firstInfusion: 1.5 }).guarantee).toEqual({
      time: 1.5,
      survival: 0.8,
      feasible: true,
    })
    expect(infusedFromItt({ ...given, firstInfusion: 2 }).guarantee).toEqual({
      time: 2,
      survival: 0.7,
      feasible: false,
    })
  })
  test('forward with a lag of 2: at 6 the infused have been at risk for 4 months', () => {
    const infused = curve([0, 4, 5], [1, 0.8, 0.1])
    const whole = ittFromInfused({
      infused,
      share: 3 / 4,
      notInfused: { kind: 'fail-at', time: 0 },
      lag: fixedLag(2),
      times: Float64Array.of(0, 1, 5.9, 6, 7),
    })
    near(whole.survival, [1, 3 / 4, 3 / 4, 3 / 5, 3 / 40])
  })
})

describe('golden: R', () => {
  const { mixture } = golden
  const given = { arm: curve(mixture.time, mixture.arm), control: curve(mixture.time, mixture.control) }
  const laws: Readonly<Record<string, NotInfusedLaw>> = {
    failAt0: { kind: 'fail-at', time: 0 },
    'failAt2.5': { kind: 'fail-at', time: 2.5 },
    exponential3: { kind: 'exponential', median: 3 },
    control: { kind: 'as-control', hazardMultiplier: 1 },
    controlTimes2: { kind: 'as-control', hazardMultiplier: 2 },
    never: { kind: 'never-fail' },
    arm: { kind: 'as-arm' },
  }
  test('every family has its law here', () => {
    expect(Object.keys(mixture.infused)).toEqual(Object.keys(laws))
  })
  test.each(Object.entries(laws))('inverse mixture, %s', (name, law) => {
    const expected = mixture.infused[name]!
    const { curve: found } = infusedFromItt({ ...given, share: mixture.share, notInfused: law })
    near(found.survival, expected.raw)
    near(found.repaired.survival, expected.repaired)
    expect(found).toMatchObject({
      above1: expected.above1,
      below0: expected.below0,
      nonMonotone: expected.nonMonotone,
    })
  })
  test('forward mixture with a lag', () => {
    const fine = Array.from({ length: 2001 }, (_, i) => i / 100)
    const { lag } = mixture
    const found = ittFromInfused({
      infused: curve(
        fine,
        fine.map((t) => Math.exp(-mixture.infusedRate * t)),
      ),
      share: mixture.share,
      notInfused: { kind: 'exponential', median: 3 },
      lag: lagFromMasses(lag.time, lag.probability),
      times: Float64Array.from(mixture.time),
      reading: 'lines',
    })
    near(found.survival, mixture.forward)
  })
})

describe('properties', () => {
  const share = fc.double({ min: 0.05, max: 0.99, noNaN: true })
  const proper = fc
    .array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 })
    .map((factors) => {
      let here = 1
      return curve(
        [0, ...factors.map((_, i) => 2 * (i + 1))],
        [1, ...factors.map((factor) => (here *= 0.5 + factor / 2))],
      )
    })
  const law = fc.oneof(
    fc.constant<NotInfusedLaw>({ kind: 'never-fail' }),
    fc.double({ min: 0, max: 20, noNaN: true }).map((time): NotInfusedLaw => ({ kind: 'fail-at', time })),
    fc.double({ min: 0.1, max: 50, noNaN: true }).map((median): NotInfusedLaw => ({ kind: 'exponential', median })),
    fc
      .double({ min: 0.1, max: 10, noNaN: true })
      .map((hazardMultiplier): NotInfusedLaw => ({ kind: 'as-control', hazardMultiplier })),
  )

  test('p = 1 is the identity, whatever is assumed about nobody', () => {
    fc.assert(
      fc.property(proper, proper, law, (whole, control, notInfusedLaw) => {
        const found = infusedFromItt({ arm: whole, control, share: 1, notInfused: notInfusedLaw })
        expect([...found.curve.survival]).toEqual([...whole.survival])
        expect(isFeasible(found.curve)).toBe(true)
      }),
    )
  })
  test('forward after inverse gives the arm back', () => {
    fc.assert(
      fc.property(proper, proper, share, law, (whole, control, p, notInfusedLaw) => {
        const { curve: infused } = infusedFromItt({ arm: whole, control, share: p, notInfused: notInfusedLaw })
        const back = ittFromInfused({ infused, control, share: p, notInfused: notInfusedLaw })
        near(back.survival, [...whole.survival], 1e-9)
      }),
    )
  })
  test('what the others must have been gives the assumption back', () => {
    fc.assert(
      fc.property(proper, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (whole, p) => {
        const { curve: infused } = infusedFromItt({
          arm: whole,
          share: p,
          notInfused: { kind: 'exponential', median: 4 },
        })
        near(
          notInfused({ arm: whole, infused, share: p }).survival,
          [...whole.time].map((t) => 2 ** (-t / 4)),
          1e-9,
        )
      }),
    )
  })
  test('wherever a family is feasible, it stays within the bounds over all families', () => {
    fc.assert(
      fc.property(proper, proper, share, law, (whole, control, p, notInfusedLaw) => {
        const { curve: infused } = infusedFromItt({ arm: whole, control, share: p, notInfused: notInfusedLaw })
        whole.survival.forEach((itt, i) => {
          const raw = infused.survival[i]!
          if (raw < 0 || raw > 1) return
          const bounds = stratumBounds(itt, p)
          expect(raw).toBeGreaterThanOrEqual(bounds.lower - 1e-9)
          expect(raw).toBeLessThanOrEqual(bounds.upper + 1e-9)
        })
      }),
    )
  })
  test('the worse the others, the better the infused', () => {
    fc.assert(
      fc.property(proper, share, fc.double({ min: 0.1, max: 20, noNaN: true }), (whole, p, median) => {
        const at = (m: number): Float64Array =>
          infusedFromItt({ arm: whole, share: p, notInfused: { kind: 'exponential', median: m } }).curve.survival
        const better = at(median)
        at(median * 2).forEach((value, i) => {
          expect(value).toBeLessThanOrEqual(better[i]! + 1e-12)
        })
      }),
    )
  })
  test('the repaired curve is a survival curve, and the raw one where that is one', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 2, noNaN: true }), { minLength: 1, maxLength: 20 }), (values) => {
        const found = rawCurve(
          Float64Array.from(values, (_, i) => i),
          Float64Array.from(values),
        )
        expect(isFeasible(rawCurve(found.time, found.repaired.survival))).toBe(true)
        expect(found.feasible.every((it) => it === 1)).toBe(isFeasible(found))
        if (isFeasible(found)) near(found.repaired.survival, values)
      }),
    )
  })
})

test('infeasible stretches are runs of points', () => {
  const found = rawCurve(Float64Array.of(0, 1, 2, 3, 4, 5), Float64Array.of(1, 0.8, 0.9, 0.85, 0.7, -0.1))
  expect([...found.feasible]).toEqual([1, 1, 0, 0, 1, 0])
  expect(infeasibleStretches(found)).toEqual([
    { from: 2, to: 3 },
    { from: 5, to: 5 },
  ])
  // Repairs of 0.1, 0.05 and 0.1.
  expect(infeasibleStretches(found, 0.06)).toEqual([
    { from: 2, to: 2 },
    { from: 5, to: 5 },
  ])
  expect(infeasibleStretches(found, 0.11)).toEqual([])
  expect([isFeasible(found), isFeasible(found, 0.09), isFeasible(found, 0.11)]).toEqual([false, false, true])
})

describe('who belongs to the infused (KarMMa-3: 225 of 254, 29 not infused by the cut-off)', () => {
  test('nobody waiting 225/254, everybody waiting 1, and between', () => {
    expect(infusedShare({ infused: 225, randomised: 254 })).toBe(225 / 254)
    expect(infusedShare({ infused: 225, randomised: 254, waiting: 29 })).toBe(1)
    expect(infusedShare({ infused: 225, randomised: 254, waiting: 10 })).toBe(235 / 254)
    expect(infusedShare({ infused: 225, randomised: 254, waiting: 10, eventually: 0.5 })).toBe(230 / 254)
  })
  test('leaving those who wait out of the denominator is one value of `eventually`', () => {
    const waiting = 12
    const eventually = 225 / (254 - waiting)
    expect(infusedShare({ infused: 225, randomised: 254, waiting, eventually })).toBeCloseTo(225 / (254 - waiting), 14)
  })
  test('counts that do not fit', () => {
    expect(() => infusedShare({ infused: 225, randomised: 254, waiting: 30 })).toThrow('[0, 29], got 30')
    expect(() => infusedShare({ infused: 255, randomised: 254 })).toThrow('infused <= randomised')
    expect(() => infusedShare({ infused: 225, randomised: 254, eventually: 2 })).toThrow('got 2')
  })
})

describe('lag from a median and a range', () => {
  test('half of the mass on each side of the median, none outside the range', () => {
    const lag = lagFromRange(1, 2, 6)
    const below = lag.time.reduce((sum, t, i) => sum + (t < 2 ? lag.probability[i]! : 0), 0)
    expect(below).toBeCloseTo(0.5, 12)
    expect(Math.min(...lag.time)).toBeGreaterThan(1)
    expect(Math.max(...lag.time)).toBeLessThan(6)
    // Mean of the two uniform halves: (1.5 + 4) / 2.
    expect(lag.time.reduce((sum, t, i) => sum + t * lag.probability[i]!, 0)).toBeCloseTo(2.75, 12)
  })
  test('refuses what is no law', () => {
    expect(() => lagFromRange(2, 1, 3)).toThrow('minimum <= median')
    expect(() => lagFromMasses([1, 2], [0.5, 0.4])).toThrow('a sum of 0.9')
    expect(() => fixedLag(-1)).toThrow('got -1')
  })
})

describe('reading a curve between its points', () => {
  const two = curve([0, 4], [1, 0.6])
  test('in steps and along lines; flat after the end', () => {
    expect([3.9, 4, 9].map(survivalFunction(two))).toEqual([1, 0.6, 0.6])
    expect([1, 4, 9].map(survivalFunction(two, 'lines'))).toEqual([0.9, 0.6, 0.6])
  })
})

test('mistakes of the caller', () => {
  const law: NotInfusedLaw = { kind: 'never-fail' }
  expect(() => infusedFromItt({ arm, share: 0, notInfused: law })).toThrow('share on (0, 1] is required, got 0')
  expect(() => infusedFromItt({ arm, share: 0.5, notInfused: { kind: 'exponential', median: 0 } })).toThrow('got 0')
  expect(() => infusedFromItt({ arm, share: 0.5, notInfused: { kind: 'as-control', hazardMultiplier: 1 } })).toThrow(
    "control arm's curve is required",
  )
  expect(() => notInfused({ arm, infused: arm, share: 1 })).toThrow('there is nobody who was not infused')
  expect(() => ittFromInfused({ infused: arm, share: 0.5, notInfused: { kind: 'as-arm' } })).toThrow("'as-arm'")
  expect(() => rawCurve(Float64Array.of(0, 1), Float64Array.of(1, NaN))).toThrow('finite, got NaN at 1')
  expect(() => rawCurve(Float64Array.of(1, 2), Float64Array.of(1, 0.5))).toThrow('start at 0')
})
