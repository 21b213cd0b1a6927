import { describe, expect, test } from 'vitest'
import {
  arm,
  cox,
  kaplanMeier,
  logRank,
  milestone,
  milestoneDifference,
  type PatientColumns,
  patients,
  reverseKaplanMeier,
  riskTable,
  rmst,
  rmstDifference,
  survivalAt,
  survivalQuantile,
} from '../../src/survival/index.ts'

const two = (time: readonly number[], event: readonly number[], assigned: readonly number[]) =>
  patients({ arms: ['a', 'b'], time, event, assigned })

describe('rows that cannot be', () => {
  const base: PatientColumns = { time: [1, 2], event: [1, 0] }
  test.each([
    ['a negative time', { ...base, time: [1, -2] }, /time must be a finite number >= 0, got -2 in row 1/],
    ['an infinite time', { ...base, time: [1, Infinity] }, /time must be .*got Infinity in row 1/],
    ['NaN as a time', { ...base, time: [NaN, 1] }, /time must be .*got NaN in row 0/],
    ['an event of 2', { ...base, event: [1, 2] }, /event must be 0 or 1, got 2 in row 1/],
    ['NaN as an event', { ...base, event: [NaN, 1] }, /event must be 0 or 1/],
    ['too few events', { ...base, event: [1] }, /of the length of time/],
    ['an arm that is not there', { ...base, assigned: [0, 1] }, /assigned must be a whole number on \[0, 0\], got 1/],
    ['half an arm', { ...base, arms: ['a', 'b'], assigned: [0, 0.5] }, /assigned must be/],
    ['a weight of 0', { ...base, weight: [1, 0] }, /weight must be a number from 1e-50 to 1e50/],
    ['entry at the exit', { ...base, start: [0, 2] }, /start < 2 in row 1 is required, got 2/],
    ['a negative stratum', { ...base, stratum: [0, -1] }, /stratum must be/],
    ['an unknown reason', { ...base, reason: [0, 2] }, /reason must be/],
    ['no arms', { ...base, arms: [] }, /1 to 256 different arms/],
    ['two arms of one name', { ...base, arms: ['a', 'a'] }, /1 to 256 different arms/],
  ])('%s is refused', (_, columns, message) => {
    expect(() => patients(columns)).toThrow(RangeError)
    expect(() => patients(columns)).toThrow(message)
  })
})

describe('typed arrays, which are not copied', () => {
  const typed = (time: readonly number[], event: readonly number[], assigned: readonly number[]): PatientColumns => ({
    arms: ['a', 'b'],
    time: Float64Array.from(time),
    event: Uint8Array.from(event),
    assigned: Uint8Array.from(assigned),
  })
  test.each([
    ['a negative time', typed([1, -2], [1, 0], [0, 1]), /time must be a finite number >= 0, got -2 in row 1/],
    ['an infinite time', typed([Infinity, 1], [1, 0], [0, 1]), /time must be .*got Infinity in row 0/],
    ['NaN as a time', typed([1, NaN], [1, 0], [0, 1]), /time must be .*got NaN in row 1/],
    ['an event of 2', typed([1, 2], [1, 2], [0, 1]), /event must be 0 or 1, got 2 in row 1/],
    ['a third arm', typed([1, 2], [1, 0], [2, 1]), /assigned must be a whole number on \[0, 1\], got 2 in row 0/],
    ['too few events', typed([1, 2], [1], [0, 1]), /of the length of time/],
    ['too many arms', typed([1, 2], [1, 0], [0, 1, 0]), /of the length of time/],
  ])('%s is refused', (_, columns, message) => {
    expect(() => patients(columns)).toThrow(RangeError)
    expect(() => patients(columns)).toThrow(message)
  })
  test.each([3, 600, 9000])('%i rows: the same patients as from plain arrays; what was given stays as it was', (n) => {
    const column = (f: (i: number) => number) => Array.from({ length: n }, (_, i) => f(i))
    const time = column((i) => (((i * 7919) % 1009) / 8) * (i % 5 === 0 ? 1 + 1e-12 : 1))
    const event = column((i) => ((i * 7) % 3) & 1)
    const assigned = column((i) => i & 1)
    const given = typed(time, event, assigned)
    const made = patients(given)
    expect(made).toEqual(patients({ arms: ['a', 'b'], time, event, assigned }))
    expect(made).toEqual(patients({ arms: ['a', 'b'], time, event: event.map((e) => e === 1), assigned }))
    expect(given).toEqual(typed(time, event, assigned))
    // Sorted by time, events before censorings, and nobody lost.
    for (let i = 1; i < n; i++) {
      expect(made.time[i]!).toBeGreaterThanOrEqual(made.time[i - 1]!)
      if (made.time[i] === made.time[i - 1]) expect(made.event[i]!).toBeLessThanOrEqual(made.event[i - 1]!)
    }
    const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0)
    expect([sum(made.event), sum(made.assigned)]).toEqual([sum(event), sum(assigned)])
  })
})

describe('near ties', () => {
  test('times that differ by rounding error become one, the earlier; events come before censorings', () => {
    const merged = patients({ time: [0.3, 0.1 + 0.2, 1], event: [0, 1, 1] })
    expect([...merged.time]).toEqual([0.3, 0.3, 1])
    expect([...merged.event]).toEqual([1, 0, 1])
  })
  test('the tolerance is sqrt(epsilon), absolute or in units of the mean distinct time', () => {
    expect(new Set(patients({ time: [1, 1 + 1.4e-8], event: [1, 1] }).time).size).toBe(1)
    expect(new Set(patients({ time: [1, 1 + 1.6e-8], event: [1, 1] }).time).size).toBe(2)
    expect(new Set(patients({ time: [1000, 1000 + 1.4e-5], event: [1, 1] }).time).size).toBe(1)
    expect(new Set(patients({ time: [1000, 1000 + 1.6e-5], event: [1, 1] }).time).size).toBe(2)
  })
  test('entry times take part: entering at an event time but for rounding is entering at it', () => {
    const late = patients({ time: [0.3, 1], event: [1, 1], start: [0, 0.1 + 0.2] })
    expect([...late.start!]).toEqual([0, 0.3])
    expect(kaplanMeier(late).nRisk[0]).toBe(1)
  })
  test('an interval that rounding makes empty is refused', () => {
    expect(() => patients({ time: [0.1 + 0.2], event: [1], start: [0.3] })).toThrow(RangeError)
  })
})

describe('no patients', () => {
  const none = patients({ arms: ['a', 'b'], time: [], event: [], assigned: [] })
  test('curves are empty, estimates do not exist', () => {
    expect(kaplanMeier(none).time.length).toBe(0)
    expect(survivalQuantile(kaplanMeier(none), 0.5)).toEqual({ kind: 'not-estimable', reason: 'no patients' })
    expect(survivalQuantile(reverseKaplanMeier(none), 0.5).kind).toBe('not-estimable')
    for (const estimate of [rmst(none, 1), milestone(none, 1), rmstDifference(none, 1), milestoneDifference(none, 1)])
      expect(estimate).toEqual({ kind: 'not-estimable', reason: 'no patients' })
    expect(logRank(none).kind).toBe('not-estimable')
    expect(cox(none).kind).toBe('not-estimable')
    expect(riskTable(none, [0]).arms.map((row) => row.nRisk)).toEqual([[0], [0]])
  })
  test('an arm without patients', () => {
    const lonely = two([1, 2], [1, 1], [0, 0])
    expect(arm(lonely, 'b').time.length).toBe(0)
    expect(logRank(lonely).kind).toBe('not-estimable')
    expect(cox(lonely).kind).toBe('not-estimable')
    expect(rmstDifference(lonely, 1)).toEqual({ kind: 'not-estimable', reason: 'no patients' })
  })
})

describe('hardly any patients', () => {
  test('one patient with an event', () => {
    const one = patients({ time: [2], event: [1] })
    const km = kaplanMeier(one)
    expect([...km.survival]).toEqual([0])
    expect([...km.standardError]).toEqual([0])
    expect(km.lower[0]).toBeNaN()
    expect(survivalQuantile(km, 0.5)).toMatchObject({ kind: 'value', value: 2, lower: null, upper: null })
    expect(rmst(one, 5)).toMatchObject({ kind: 'value', value: 2, standardError: 0 })
    expect(milestone(one, 9)).toMatchObject({ kind: 'value', value: 0, lower: null, upper: null })
  })
  test('one patient, censored', () => {
    const one = patients({ time: [2], event: [0] })
    expect([...kaplanMeier(one).survival]).toEqual([1])
    expect(survivalQuantile(kaplanMeier(one), 0.5)).toEqual({
      kind: 'not-reached',
      lower: null,
      upper: null,
      level: 0.95,
    })
    expect(rmst(one, 2)).toMatchObject({ kind: 'value', value: 2, lower: null, upper: null, standardError: 0 })
    expect(rmst(one, 3)).toEqual({ kind: 'not-estimable', reason: 'tau lies beyond the last follow-up at 2' })
    expect(milestone(one, 3)).toMatchObject({ kind: 'not-estimable' })
    expect(milestone(one, 1)).toMatchObject({ kind: 'value', value: 1, lower: null, upper: null })
    expect(milestone(one, 1, { interval: 'plain' })).toMatchObject({
      kind: 'value',
      value: 1,
      lower: null,
      upper: null,
    })
  })
  test('a curve that ends at 1 - p has reached it, whatever 1 - S rounds to: the middle of the last stretch', () => {
    for (const n of [4, 5, 10]) {
      const time = Array.from({ length: n }, (_, i) => i + 1)
      const km = kaplanMeier(patients({ time, event: time.map((t) => (t === 1 ? 1 : 0)) }))
      expect(survivalQuantile(km, 1 / n)).toMatchObject({ kind: 'value', value: (1 + n) / 2 })
    }
  })
  test('no events at all', () => {
    const quiet = two([1, 2, 3, 4], [0, 0, 0, 0], [0, 1, 0, 1])
    expect(logRank(quiet)).toMatchObject({ kind: 'not-estimable' })
    expect(cox(quiet)).toMatchObject({ kind: 'not-estimable' })
    expect([...kaplanMeier(quiet).survival]).toEqual([1, 1, 1, 1])
  })
  test('all tied: everyone has the event at once', () => {
    const at = two([3, 3, 3, 3], [1, 1, 1, 1], [0, 1, 0, 1])
    expect([...kaplanMeier(at).survival]).toEqual([0])
    // n - d = 0: nothing could have come out otherwise.
    expect(logRank(at).kind).toBe('not-estimable')
    expect(cox(at)).toMatchObject({ kind: 'value', logHazardRatio: 0 })
  })
})

describe('time 0', () => {
  test('events at 0 take the curve below 1 at once', () => {
    const early = patients({ time: [0, 0, 1, 2], event: [1, 0, 1, 0] })
    expect([...kaplanMeier(early).survival]).toEqual([0.75, 0.375, 0.375])
    expect(survivalAt(kaplanMeier(early), 0)).toBe(0.75)
    expect(survivalAt(kaplanMeier(early), -1)).toBe(1)
    expect(rmst(early, 2)).toMatchObject({ kind: 'value', value: 0.75 + 0.375 })
    expect(milestone(early, 0)).toMatchObject({ value: 0.75 })
  })
  test('-0 is 0', () => {
    expect(Object.is(patients({ time: [-0], event: [1] }).time[0], 0)).toBe(true)
  })
})

describe('Cox: verdicts', () => {
  test('events in one arm only are a monotone likelihood', () => {
    expect(cox(two([1, 2, 3, 4], [1, 1, 0, 0], [0, 0, 1, 1]))).toMatchObject({ kind: 'monotone', hazardRatio: 0 })
    expect(cox(two([1, 2, 3, 4], [1, 1, 0, 0], [1, 1, 0, 0]))).toMatchObject({
      kind: 'monotone',
      hazardRatio: Infinity,
    })
  })
  test('so are events in the other arm that come when the first has nobody left', () => {
    expect(cox(two([1, 2, 3, 4], [1, 1, 1, 1], [0, 0, 1, 1]))).toMatchObject({ kind: 'monotone', hazardRatio: 0 })
  })
  test('a hazard ratio far out is found', () => {
    const time = Array.from({ length: 400 }, (_, i) => i + 1)
    // Arm 1 has 200 of the first 201 events: all but the first.
    const fit = cox(
      two(
        time,
        time.map(() => 1),
        time.map((t) => (t > 1 && t <= 201 ? 1 : 0)),
      ),
    )
    expect(fit.kind).toBe('value')
    if (fit.kind === 'value') expect(fit.logHazardRatio).toBeGreaterThan(4)
  })
})

describe('arguments outside their domain', () => {
  const p = two([1, 2, 3], [1, 1, 1], [0, 1, 0])
  const km = kaplanMeier(p)
  test.each([
    ['level 95', () => kaplanMeier(p, { level: 95 })],
    ['level 0', () => rmst(p, 1, { level: 0 })],
    ['tau 0', () => rmst(p, 0)],
    ['tau NaN', () => rmst(p, NaN)],
    ['tau infinite', () => rmstDifference(p, Infinity)],
    ['a milestone before 0', () => milestone(p, -1)],
    ['the quantile 0', () => survivalQuantile(km, 0)],
    ['the quantile 50', () => survivalQuantile(km, 50)],
    ['survival at NaN', () => survivalAt(km, NaN)],
    ['a risk table at -1', () => riskTable(p, [-1])],
    ['an unknown arm', () => arm(p, 'c')],
    ['one arm where two are compared', () => logRank(arm(p, 'a'))],
    ['one arm in a regression', () => cox(arm(p, 'a'))],
    ['too few strata', () => logRank(p, { stratum: [1] })],
  ])('%s is refused', (_, call) => {
    expect(call).toThrow(RangeError)
  })
})

describe('a million rows', () => {
  const n = 1_000_000
  // A whole number for each row, in scrambled order.
  const time = Float64Array.from({ length: n }, (_, i) => ((i * 7919) % n) + 1)
  const all = patients({
    arms: ['a', 'b'],
    time,
    event: new Uint8Array(n).fill(1),
    assigned: Uint8Array.from({ length: n }, (_, i) => i % 2),
  })
  test('the curve does not drift: without censoring it is exact to the last row', () => {
    const { survival } = kaplanMeier(all)
    expect(survival[499_999]).toBe(0.5)
    expect(survival[n - 2]).toBe(1 / n)
    expect(survival[n - 1]).toBe(0)
  })
  test('tests and regressions have their answers', () => {
    expect(logRank(all)).toMatchObject({ kind: 'value' })
    const fit = cox(all)
    if (fit.kind !== 'value') throw new Error(fit.kind)
    expect(Math.abs(fit.logHazardRatio)).toBeLessThan(4 * fit.standardError)
    expect(fit.standardError).toBeCloseTo(2 / Math.sqrt(n), 5)
  })
})
