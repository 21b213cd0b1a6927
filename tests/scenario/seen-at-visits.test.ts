import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seenAtVisits } from '../../src/scenario/seen-at-visits.ts'
import { cox } from '../../src/survival/cox.ts'
import { kaplanMeier } from '../../src/survival/kaplan-meier.ts'
import { patients } from '../../src/survival/patients.ts'
import { survivalAt } from '../../src/survival/survival-at.ts'
import { golden, goldenPatients } from './treatment-golden.ts'

describe('seen at visits', () => {
  test('agrees with R: every 2 months in arm 0, at 1.5 months and monthly in arm 1', () => {
    const seen = seenAtVisits(goldenPatients(), [
      { first: 2, every: 2 },
      { first: 1.5, every: 1 },
    ])
    const events = seen.event.reduce((sum, it) => sum + it, 0)
    expect(events).toBe(golden.visits.event.reduce((sum, it) => sum + it, 0))
    expect([...seen.time]).toEqual([...golden.visits.time].sort((a, b) => a - b))
    const fit = cox(seen)
    expect(fit.kind === 'value' && fit.logHazardRatio).toBeCloseTo(golden.visits.log, 9)
    expect(fit.kind === 'value' && fit.standardError).toBeCloseTo(golden.visits.se, 9)
  })

  test('by hand', () => {
    const one = patients({ time: [0.5, 2, 2.1, 3, 1.9], event: [1, 1, 1, 0, 0] })
    const seen = seenAtVisits(one, [{ first: 1, every: 1 }])
    expect([...seen.time]).toEqual([1, 1, 2, 3, 3])
    expect([...seen.event]).toEqual([1, 0, 1, 1, 0])
    const kept = seenAtVisits(one, [{ first: 1, every: 1 }], { censorings: 'own time' })
    expect([...kept.time]).toEqual([1, 1.9, 2, 3, 3])
  })

  test('an event whose visit comes after the cut-off is not seen', () => {
    const one = patients({ time: [2.5], event: [1], administrative: [2.8] })
    const seen = seenAtVisits(one, [{ first: 1, every: 1 }])
    expect([seen.time[0], seen.event[0]]).toEqual([2, 0])
  })

  test('no schedule, no change; visits at every time of the data change nothing; twice is once', () => {
    const pair = goldenPatients()
    expect(seenAtVisits(pair, [null, null])).toEqual(pair)
    const daily = seenAtVisits(pair, [
      { first: 0.01, every: 0.01 },
      { first: 0.01, every: 0.01 },
    ])
    daily.time.forEach((t, row) => {
      expect(t).toBeCloseTo(pair.time[row]!, 9)
    })
    const schedules = [
      { first: 2, every: 2 },
      { first: 1.5, every: 1 },
    ]
    const once = seenAtVisits(pair, schedules)
    expect(seenAtVisits(once, schedules)).toEqual(once)
  })

  test('without censoring the curve only moves up', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 20, noNaN: true }), { minLength: 1, maxLength: 30 }),
        fc.double({ min: 0.5, max: 6, noNaN: true }),
        (time, every) => {
          const all = patients({ time, event: time.map(() => 1) })
          const [before, after] = [kaplanMeier(all), kaplanMeier(seenAtVisits(all, [{ first: every, every }]))]
          for (const t of [1, 3, 7, 15])
            expect(survivalAt(after, t)).toBeGreaterThanOrEqual(survivalAt(before, t) - 1e-12)
        },
      ),
    )
  })

  test('refuses a schedule too few and visits that never come', () => {
    expect(() => seenAtVisits(goldenPatients(), [null])).toThrow(/each of 2 arms/u)
    expect(() => seenAtVisits(goldenPatients(), [null, { first: 1, every: 0 }])).toThrow(RangeError)
  })
})
