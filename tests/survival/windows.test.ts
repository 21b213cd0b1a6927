import { describe, expect, test } from 'vitest'
import {
  aalenJohansen,
  conditionalSurvival,
  kaplanMeier,
  milestoneDifference,
  milestoneTest,
  numberNeededToTreat,
  patients,
  piecewiseHazardRatio,
  timeWindow,
} from '../../src/survival/index.ts'

const six = patients({
  arms: ['control', 'new'],
  time: [1, 2, 3, 4, 5, 6],
  event: [1, 1, 1, 0, 0, 1],
  assigned: [0, 1, 0, 1, 0, 1],
})

describe('six patients by hand', () => {
  test('a window of time (1, 4]: five enter at 1, two are cut at 4', () => {
    const window = timeWindow(six, 1, 4)
    expect([...window.time]).toEqual([2, 3, 4, 4, 4])
    expect([...window.event]).toEqual([1, 1, 0, 0, 0])
    expect([...window.start!]).toEqual([1, 1, 1, 1, 1])
    expect([...kaplanMeier(window).survival]).toEqual([4 / 5, 3 / 5, 3 / 5])
  })
  test('cut follow-up stays behind an event at the cut, and is administrative', () => {
    const p = patients({ time: [2, 3, 4], event: [0, 1, 0], reason: [1, 0, 1] })
    const window = timeWindow(p, 0, 3)
    expect([...window.event]).toEqual([0, 1, 0])
    expect([...window.reason!]).toEqual([1, 0, 0])
  })
  test('conditional survival: S(3 | 1) = (3/6) / (5/6)', () => {
    expect(conditionalSurvival(six, 1, 3)).toMatchObject({ kind: 'value', value: 3 / 5 })
    expect(conditionalSurvival(six, 2, 2)).toMatchObject({ kind: 'value', value: 1 })
    expect(conditionalSurvival(six, 6, 7)).toEqual({ kind: 'not-estimable', reason: 'nobody is in follow-up after 6' })
  })
  test('piecewise hazard ratios: the score of each period has a root of its own', () => {
    const [early, late] = piecewiseHazardRatio(six, [2])
    // theta / (theta + 1) + 3 theta / (3 theta + 2) = 1, one event of each arm: 3 theta^2 = 2.
    expect(early).toMatchObject({ from: 0, to: 2, fit: { kind: 'value' } })
    if (early?.fit.kind === 'value') expect(early.fit.hazardRatio.value).toBeCloseTo(Math.sqrt(2 / 3), 13)
    // The event at 6 comes when arm 0 is empty, so after 2 only arm 0 has an event that counts.
    expect(late).toMatchObject({ from: 2, to: Infinity, fit: { kind: 'monotone', hazardRatio: 0 } })
    expect(piecewiseHazardRatio(six, [])[0]?.fit.kind).toBe('value')
  })
  test('an event at time 0 is in the first period', () => {
    const p = patients({ arms: ['a', 'b'], time: [0, 1, 2, 3], event: [1, 1, 1, 0], assigned: [0, 1, 0, 1] })
    // theta / (theta + 1) + 2 theta / (2 theta + 1) = 1.
    const [first] = piecewiseHazardRatio(p, [1.5])
    if (first?.fit.kind !== 'value') throw new Error('no value')
    expect(first.fit.hazardRatio.value).toBeCloseTo(Math.SQRT1_2, 13)
  })
  test('milestone tests at 3.5: (2/3 - 1/3) over the root of 4/27; symmetric, so larger on no scale', () => {
    const plain = milestoneTest(six, 3.5, { scale: 'plain' })
    if (plain.kind !== 'value') throw new Error(plain.reason)
    expect(plain.z).toBeCloseTo(1 / 3 / Math.sqrt(4 / 27), 13)
    const loglog = milestoneTest(six, 3.5)
    if (loglog.kind !== 'value') throw new Error(loglog.reason)
    const error = (s: number) => Math.sqrt(2 / 27) / (s * Math.log(s))
    const distance = Math.log(Math.log(3)) - Math.log(Math.log(1.5))
    expect(loglog.z).toBeCloseTo(distance / Math.hypot(error(1 / 3), error(2 / 3)), 13)
    expect(milestoneTest(six, 0.5).kind).toBe('not-estimable')
    expect(milestoneTest(six, 9).kind).toBe('not-estimable')
  })
})

describe('number needed to treat', () => {
  test('the interval of a difference that spans 0 goes through infinity', () => {
    const result = numberNeededToTreat(six, 3.5)
    const difference = milestoneDifference(six, 3.5)
    if (result.kind !== 'value' || difference.kind !== 'value') throw new Error('no value')
    expect(result.value).toBeCloseTo(3, 12)
    expect(result.direction).toBe('benefit')
    expect(result.interval).toEqual([
      { direction: 'benefit', from: 1 / difference.upper!, to: Infinity },
      { direction: 'harm', from: -1 / difference.lower!, to: Infinity },
    ])
  })
  test('one side of 0 gives one stretch, in either direction', () => {
    const time = Array.from({ length: 200 }, (_, i) => i + 1)
    const gone = time.map((t) => (t <= 100 ? 1 : 0))
    const harmed = patients({ arms: ['a', 'b'], time, event: gone, assigned: gone })
    const harm = numberNeededToTreat(harmed, 50)
    const benefit = numberNeededToTreat({ ...harmed, assigned: harmed.assigned.map((a) => 1 - a) }, 50)
    if (harm.kind !== 'value' || benefit.kind !== 'value') throw new Error('no value')
    expect(harm.direction).toBe('harm')
    expect(harm.value).toBeCloseTo(2, 12)
    expect(harm.interval).toHaveLength(1)
    expect(harm.interval[0]!.from).toBeLessThan(2)
    expect(harm.interval[0]!.to).toBeGreaterThan(2)
    expect(benefit.interval).toEqual(harm.interval.map((range) => ({ ...range, direction: 'benefit' })))
  })
  test('no difference needs infinitely many, and what is beyond follow-up has no answer', () => {
    expect(numberNeededToTreat(six, 0.5)).toMatchObject({ value: Infinity, direction: 'none', interval: [] })
    expect(numberNeededToTreat(six, 9).kind).toBe('not-estimable')
  })
})

describe('competing events', () => {
  test('incidences and survival add up to 1; one kind is 1 - Kaplan-Meier', () => {
    const rows = { causes: ['a', 'b'], time: [1, 2, 2, 3, 4, 5], event: [1, 2, 1, 0, 2, 1] }
    const both = aalenJohansen(rows)
    both.survival.forEach((s, i) => {
      expect(s + both.causes[0]!.incidence[i]! + both.causes[1]!.incidence[i]!).toBeCloseTo(1, 14)
    })
    const one = aalenJohansen({ causes: ['any'], time: rows.time, event: rows.event.map((e) => Math.min(e, 1)) })
    one.survival.forEach((s, i) => {
      expect(one.causes[0]!.incidence[i]).toBeCloseTo(1 - s, 14)
    })
  })
  test('a weight is a repetition of the incidence', () => {
    const once = aalenJohansen({ causes: ['a', 'b'], time: [1, 2, 3], event: [1, 2, 0], weight: [2, 1, 3] })
    const often = aalenJohansen({ causes: ['a', 'b'], time: [1, 1, 2, 3, 3, 3], event: [1, 1, 2, 0, 0, 0] })
    expect([...once.causes[1]!.incidence]).toEqual([...often.causes[1]!.incidence])
  })
  test('limits bracket the incidence and do not exist where it is 0', () => {
    const { causes } = aalenJohansen({ causes: ['a', 'b'], time: [1, 2, 3, 4], event: [2, 1, 0, 0] })
    const { incidence, lower, upper } = causes[0]!
    expect(lower[0]).toBeNaN()
    expect(lower[1]).toBeLessThan(incidence[1]!)
    expect(upper[1]).toBeGreaterThan(incidence[1]!)
  })
  test('no patients; rows that cannot be', () => {
    expect(aalenJohansen({ causes: ['a'], time: [], event: [] }).time.length).toBe(0)
    expect(() => aalenJohansen({ causes: ['a'], time: [1], event: [2] })).toThrow(RangeError)
    expect(() => aalenJohansen({ causes: [], time: [1], event: [0] })).toThrow(RangeError)
    expect(() => aalenJohansen({ causes: ['a'], time: [-1], event: [0] })).toThrow(RangeError)
  })
})

test.each([
  ['a window that ends before it begins', () => timeWindow(six, 2, 2)],
  ['a window from -1', () => timeWindow(six, -1)],
  ['cuts that fall', () => piecewiseHazardRatio(six, [3, 2])],
  ['a cut at 0', () => piecewiseHazardRatio(six, [0])],
  ['a condition after the time', () => conditionalSurvival(six, 3, 2)],
])('%s is refused', (_, call) => {
  expect(call).toThrow(RangeError)
})
