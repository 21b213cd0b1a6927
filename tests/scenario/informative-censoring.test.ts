import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { atRandom, censoringSentence, type CensoringModel } from '../../src/scenario/censoring-model.ts'
import { expectedKaplanMeier } from '../../src/scenario/expected-kaplan-meier.ts'
import { expectedMilestone } from '../../src/scenario/expected-milestone.ts'
import { eventAtCensoring, eventFreeAfterCensoring } from '../../src/scenario/extreme-censoring.ts'
import { differenceUnderCensoring, milestoneUnderCensoring } from '../../src/scenario/milestone-under-censoring.ts'
import { survivalFunction } from '../../src/scenario/survival-function.ts'
import { armAt } from '../../src/survival/arm.ts'
import { kaplanMeier } from '../../src/survival/kaplan-meier.ts'
import { milestone, milestoneDifference } from '../../src/survival/milestone.ts'
import { patients, type Patients } from '../../src/survival/patients.ts'
import { golden, goldenPatients } from './golden.ts'

const delta = (value: number): CensoringModel => ({ kind: 'delta', delta: value })
const at = (set: Patients, arm: number, model: CensoringModel, time: number): number =>
  survivalFunction(expectedKaplanMeier(set, arm, model))(time)

/** Four patients: events at 2 and 4, one drop-out at 1 who could have been followed to 5 (or 3), one seen to 5. */
const four = (potential: number): Patients =>
  patients({ time: [1, 2, 4, 5], event: [0, 1, 1, 0], reason: [1, 0, 0, 0], administrative: [potential, NaN, NaN, 5] })

describe('by hand: 3 at risk at 2, 2 at risk at 4', () => {
  test('delta 1: the Kaplan-Meier curve 2/3, 1/3', () => {
    expect(at(four(5), 0, atRandom, 2)).toBeCloseTo(2 / 3, 14)
    expect(at(four(5), 0, atRandom, 4)).toBeCloseTo(1 / 3, 14)
  })
  test('delta 2: q = 4/9 and 1/4', () => {
    // At 2: (3 - 1 + 4/9) / 4 = 11/18; at 4: 4/9 at risk, (2 - 1 + 4/9 x 1/4) / (2 + 4/9) = 5/11.
    expect(at(four(5), 0, delta(2), 2)).toBeCloseTo(11 / 18, 14)
    expect(at(four(5), 0, delta(2), 4)).toBeCloseTo(5 / 18, 14)
  })
  test('delta 2 with follow-up to 3 only: censored there, so 11/18 x 1/2', () => {
    expect(at(four(3), 0, delta(2), 4)).toBeCloseTo(11 / 36, 14)
  })
  test('delta 0: (3 - 1 + 1) / 4 = 3/4, then (2 - 1 + 1) / 3 = 2/3', () => {
    expect(at(four(5), 0, delta(0), 4)).toBeCloseTo(1 / 2, 14)
  })
  test('delta without end: the event at the next event time, (3 - 1) / 4, then 1/2', () => {
    expect(at(four(5), 0, delta(1e9), 2)).toBeCloseTo(1 / 2, 14)
    expect(at(four(5), 0, delta(1e9), 4)).toBeCloseTo(1 / 4, 14)
    expect(at(four(5), 0, delta(Infinity), 4)).toBeCloseTo(1 / 4, 14)
  })
  test('worst case: the event at 1, so 3/4, 1/2, 1/4', () => {
    expect([...kaplanMeier(eventAtCensoring(four(5), 0)).survival].slice(0, 3)).toEqual([3 / 4, 1 / 2, 1 / 4])
  })
  test('best case: seen to 5 (given 9: to 9)', () => {
    expect([...eventFreeAfterCensoring(four(5), 0).time]).toEqual([2, 4, 5, 5])
    expect([...eventFreeAfterCensoring(four(5), 0, 'drop-outs', 9).time]).toEqual([2, 4, 5, 9])
  })
  test('jump to reference: control events at 3 of 2 at risk, so the drop-out keeps 1/2', () => {
    const set = patients({
      arms: ['control', 'new'],
      time: [3, 6, 1, 2, 4, 5],
      event: [1, 0, 0, 1, 1, 0],
      assigned: [0, 0, 1, 1, 1, 1],
      reason: [0, 0, 1, 0, 0, 0],
      administrative: [NaN, NaN, 5, NaN, NaN, NaN],
    })
    // At 2: (2 + 1) / 4; at 3: (2 + 1/2) / 3; at 4: (1 + 1/2) / (2 + 1/2).
    expect(at(set, 1, { kind: 'reference', arm: 0 }, 4)).toBeCloseTo((3 / 4) * (5 / 6) * (3 / 5), 14)
  })
  test('administrative censoring is never touched', () => {
    const set = patients({ time: [1, 2, 4, 5], event: [0, 1, 1, 0], reason: [0, 0, 0, 0] })
    expect(at(set, 0, delta(100), 4)).toBeCloseTo(1 / 3, 14)
  })
})

describe('golden: R', () => {
  const set = goldenPatients()
  const { censoring } = golden
  test.each(censoring.byDelta)('delta $delta: curve and jackknife', (expected) => {
    ;[3, 6, 12, 18].forEach((time, i) => {
      expect(at(set, 1, delta(expected.delta), time)).toBeCloseTo(expected.survival[i]!, 12)
    })
    const found = milestoneUnderCensoring(set, 1, delta(expected.delta), 12)
    if (found.kind !== 'value') throw new Error('must exist')
    expect(Math.abs(found.standardError! - expected.standardError12)).toBeLessThan(1e-8)
  })
  test('jump to reference: difference and its standard error, dependence of the arms included', () => {
    const found = differenceUnderCensoring(set, [atRandom, { kind: 'reference', arm: 0 }], 12)
    if (found.kind !== 'value') throw new Error('must exist')
    expect(found.value).toBeCloseTo(censoring.reference.difference, 12)
    expect(Math.abs(found.standardError! - censoring.reference.standardError)).toBeLessThan(1e-8)
  })
  test('worst and best case', () => {
    const worst = milestone(armAt(eventAtCensoring(set, 1), 1), 12)
    const best = milestone(armAt(eventFreeAfterCensoring(set, 1), 1), 12)
    if (worst.kind !== 'value' || best.kind !== 'value') throw new Error('must exist')
    expect(worst.value).toBeCloseTo(censoring.worst12[0], 12)
    expect(worst.standardError).toBeCloseTo(censoring.worst12[1], 12)
    expect(best.value).toBeCloseTo(censoring.best12[0], 12)
    expect(best.standardError).toBeCloseTo(censoring.best12[1], 12)
  })
})

/**
 * Freireich 1963, 6-mercaptopurine arm. With an exponential imputation at the arm's own rate 9/359 and nobody administratively
 * censored before 35, the expected-value curve is the mean of the patients' own survival functions.
 */
describe('a hazard from outside', () => {
  const time = [10, 7, 32, 23, 22, 6, 16, 34, 32, 25, 11, 20, 19, 6, 17, 35, 6, 13, 9, 6, 10]
  const event = [1, 1, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0]
  const set = patients({ time, event, reason: event.map((it) => 1 - it), administrative: time.map(() => 35) })
  const rate = 9 / 359
  const law = (factor: number): CensoringModel => {
    const grid = Float64Array.from({ length: 36 }, (_, i) => i)
    return { kind: 'hazard', time: grid, cumulativeHazard: grid.map((t) => factor * rate * t) }
  }
  test.each([0, 0.5, 1, 2, 5])('delta %d, mean over patients', (factor) => {
    for (const t of [5, 10, 20, 30]) {
      const own = time.map((x, i) => (x > t ? 1 : event[i] === 1 ? 0 : Math.exp(-factor * rate * (t - x))))
      const mean = own.reduce((sum, it) => sum + it, 0) / time.length
      expect(at(set, 0, law(factor), t)).toBeCloseTo(mean, 12)
    }
  })
})

/** Invented arms: every patient has a latent event, drop-out and administrative time. */
const invented = fc
  .array(
    fc.record({
      event: fc.integer({ min: 1, max: 40 }),
      dropOut: fc.integer({ min: 1, max: 60 }),
      administrative: fc.integer({ min: 5, max: 50 }),
      arm: fc.integer({ min: 0, max: 1 }),
    }),
    { minLength: 6, maxLength: 60 },
  )
  .filter((rows) => rows.some((it) => it.arm === 0) && rows.some((it) => it.arm === 1))
  .map((rows) =>
    patients({
      arms: ['control', 'new'],
      time: rows.map((it) => Math.min(it.event, it.dropOut, it.administrative)),
      event: rows.map((it) => it.event <= Math.min(it.dropOut, it.administrative)),
      assigned: rows.map((it) => it.arm),
      reason: rows.map((it) => Number(it.dropOut < Math.min(it.event, it.administrative))),
      administrative: rows.map((it) => it.administrative),
    }),
  )

describe('properties', () => {
  test('delta 1 leaves the curve as it is, standard error included', () => {
    fc.assert(
      fc.property(invented, fc.integer({ min: 1, max: 20 }), (set, time) => {
        const own = armAt(set, 1)
        const km = kaplanMeier(own)
        const found = expectedKaplanMeier(set, 1, atRandom)
        found.time.forEach((t, i) => {
          const j = km.time.indexOf(t)
          expect(found.survival[i]).toBeCloseTo(j < 0 ? 1 : km.survival[j]!, 12)
        })
        const published = milestone(own, time)
        const rebuilt = milestoneUnderCensoring(set, 1, atRandom, time)
        expect(rebuilt.kind).toBe(published.kind)
        if (published.kind !== 'value' || rebuilt.kind !== 'value') return
        for (const key of ['value', 'lower', 'upper', 'standardError'] as const)
          expect(rebuilt[key] ?? -1, key).toBeCloseTo(published[key] ?? -1, 10)
        const difference = milestoneDifference(set, time)
        const mine = differenceUnderCensoring(set, [atRandom, atRandom], time)
        expect(mine.kind).toBe(difference.kind)
        if (difference.kind !== 'value' || mine.kind !== 'value') return
        expect(mine.lower).toBeCloseTo(difference.lower!, 10)
      }),
    )
  })
  test('delta 0 is the best case, standard error included', () => {
    fc.assert(
      fc.property(invented, fc.integer({ min: 1, max: 20 }), (set, time) => {
        const best = milestone(armAt(eventFreeAfterCensoring(set, 1), 1), time)
        const found = milestoneUnderCensoring(set, 1, delta(0), time)
        if (best.kind !== 'value' || found.kind !== 'value') return
        expect(found.value).toBeCloseTo(best.value, 12)
        expect(found.standardError).toBeCloseTo(best.standardError!, 10)
      }),
    )
  })
  test('without administrative censoring: survival falls as delta grows, and never below the worst case', () => {
    const open = invented.map((set) =>
      patients({
        ...set,
        reason: set.event.map((it) => 1 - it),
        administrative: new Float64Array(set.time.length).fill(100),
      }),
    )
    fc.assert(
      fc.property(open, fc.double({ min: 0, max: 20, noNaN: true }), (set, value) => {
        const low = expectedKaplanMeier(set, 1, delta(value))
        const high = expectedKaplanMeier(set, 1, delta(value * 1.5 + 0.1))
        const worstAt = survivalFunction(kaplanMeier(armAt(eventAtCensoring(set, 1), 1)))
        low.time.forEach((t, i) => {
          expect(high.survival[i]).toBeLessThanOrEqual(low.survival[i]! + 1e-12)
          expect(high.survival[i]).toBeGreaterThanOrEqual(worstAt(t) - 1e-12)
        })
      }),
    )
  })
  test('with it, a larger delta may raise a late milestone a little: 0.2924 at 3.83, 3/10 without end', () => {
    // Those who failed early no longer stand in for the ones whom the cut-off removed.
    const set = patients({
      time: [1, 2, 2, 6, 6],
      event: [0, 1, 0, 1, 0],
      reason: [1, 0, 1, 0, 0],
      administrative: [6, 5, 5, 6, 6],
    })
    // (3 + q) / 5 x (1 + q / 2^3.83) / (2 + q) with q = (3/4)^3.83.
    expect(at(set, 0, delta(3.83), 6)).toBeCloseTo(0.2924, 4)
    expect(at(set, 0, delta(Infinity), 6)).toBeCloseTo((3 / 5) * (1 / 2), 14)
  })
  test('the influence of all patients together is 0: doubling everybody changes nothing', () => {
    fc.assert(
      fc.property(invented, fc.constantFrom(0, 0.5, 1, 3, 40), (set, value) => {
        const { influence } = expectedMilestone(set, 1, delta(value), 15)
        if (influence === null) return
        expect(influence.reduce((sum, it) => sum + it, 0)).toBeCloseTo(0, 9)
      }),
    )
  })
  test('jump to a reference arm with the same patients is censoring at random', () => {
    fc.assert(
      fc.property(invented, (set) => {
        const one = armAt(set, 1)
        const n = one.time.length
        const twice = (column: ArrayLike<number>): number[] => [...Array.from(column), ...Array.from(column)]
        const both = patients({
          arms: ['a', 'b'],
          time: twice(one.time),
          event: twice(one.event),
          assigned: Array.from({ length: 2 * n }, (_, i) => Number(i >= n)),
          reason: twice(one.reason!),
          administrative: twice(one.administrative!),
        })
        const jump = expectedKaplanMeier(both, 1, { kind: 'reference', arm: 0 })
        const random = survivalFunction(expectedKaplanMeier(both, 1, atRandom))
        jump.time.forEach((t, i) => {
          expect(jump.survival[i]).toBeCloseTo(random(t), 12)
        })
      }),
    )
  })
})

describe('mistakes of the caller', () => {
  test('a drop-out without an administrative time', () => {
    const set = patients({ time: [1, 2], event: [0, 1], reason: [1, 0] })
    expect(() => expectedKaplanMeier(set, 0, delta(2))).toThrow('administrative time at or after the censoring at 1')
  })
  test('a delta below 0, a falling hazard, delayed entry, an arm that is not there', () => {
    expect(() => expectedKaplanMeier(four(5), 0, delta(-1))).toThrow('delta >= 0 is required, got -1')
    const falling: CensoringModel = {
      kind: 'hazard',
      time: Float64Array.of(1, 2),
      cumulativeHazard: Float64Array.of(1, 0.5),
    }
    expect(() => expectedKaplanMeier(four(5), 0, falling)).toThrow('never falls')
    const late = patients({ time: [1, 2], event: [1, 1], start: [0, 1] })
    expect(() => expectedKaplanMeier(late, 0, atRandom)).toThrow('without delayed entry')
    expect(() => expectedKaplanMeier(four(5), 1, atRandom)).toThrow('0..0 is required, got 1')
  })
  test('a milestone beyond the follow-up is not estimable', () => {
    expect(milestoneUnderCensoring(four(9), 0, delta(2), 6)).toMatchObject({ kind: 'not-estimable' })
  })
})

test('the assumption in words', () => {
  expect(censoringSentence(delta(2.5), 'ide-cel', 'standard')).toBe(
    'After a censoring that was not administrative, patients of the ide-cel arm had 2.5 times the hazard of those of the arm who stayed under observation, until their administrative censoring.',
  )
})
