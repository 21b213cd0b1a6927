import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  arm,
  cox,
  coxLikelihood,
  kaplanMeier,
  logRank,
  type PatientColumns,
  patients,
  type Patients,
  rmst,
  survivalQuantile,
} from '../../src/survival/index.ts'

interface Row {
  readonly time: number
  readonly event: number
  readonly assigned: number
  readonly weight: number
}

const tiedTime = fc.integer({ min: 1, max: 12 })
const rowWith = (time: fc.Arbitrary<number>) =>
  fc.record({ time, event: fc.nat(1), assigned: fc.nat(1), weight: fc.integer({ min: 1, max: 4 }) })
const tied = fc.array(rowWith(tiedTime), { minLength: 2, maxLength: 60 })
/** Distinct whole times, so that nothing is tied. */
const untied = fc.uniqueArray(rowWith(fc.integer({ min: 1, max: 1000 })), {
  minLength: 2,
  maxLength: 60,
  selector: (r) => r.time,
})

const make = (rows: readonly Row[], extra: Partial<PatientColumns> = {}): Patients =>
  patients({
    arms: ['a', 'b'],
    time: rows.map((r) => r.time),
    event: rows.map((r) => r.event),
    assigned: rows.map((r) => r.assigned),
    ...extra,
  })

/** Same kind, and numbers equal to a relative 1e-9. */
function same(a: unknown, b: unknown): void {
  if (typeof a === 'number' && typeof b === 'number') {
    if (Number.isFinite(a) || Number.isFinite(b))
      expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(a)))
    else expect(a).toBe(b)
  } else if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null) {
    const other = new Map(Object.entries(b))
    expect(Object.keys(a)).toEqual([...other.keys()])
    for (const [key, value] of Object.entries(a)) same(value, other.get(key))
  } else expect(a).toEqual(b)
}

describe('properties', () => {
  test('the order of the rows does not matter', () => {
    fc.assert(
      fc.property(tied, fc.integer({ min: 1, max: 59 }), (rows, shift) => {
        const turned = [...rows.slice(shift % rows.length), ...rows.slice(0, shift % rows.length)].reverse()
        same(kaplanMeier(make(turned)), kaplanMeier(make(rows)))
        same(logRank(make(turned)), logRank(make(rows)))
        same(cox(make(turned)), cox(make(rows)))
        same(rmst(make(turned), 1), rmst(make(rows), 1))
      }),
    )
  })

  test('another unit of time changes times, and nothing else', () => {
    fc.assert(
      fc.property(tied, fc.constantFrom(30.4375, 1 / 12, 1000), (rows, unit) => {
        const scaled = make(rows.map((r) => ({ ...r, time: r.time * unit })))
        same(logRank(scaled), logRank(make(rows)))
        same(cox(scaled), cox(make(rows)))
        same([...kaplanMeier(scaled).survival], [...kaplanMeier(make(rows)).survival])
        const mean = rmst(make(rows), 1)
        const scaledMean = rmst(scaled, unit)
        if (mean.kind === 'value' && scaledMean.kind === 'value') same(scaledMean.value, mean.value * unit)
        const median = survivalQuantile(kaplanMeier(make(rows)), 0.5)
        const scaledMedian = survivalQuantile(kaplanMeier(scaled), 0.5)
        expect(scaledMedian.kind).toBe(median.kind)
        if (median.kind === 'value' && scaledMedian.kind === 'value') same(scaledMedian.value, median.value * unit)
      }),
    )
  })

  test('a weight is a repetition', () => {
    fc.assert(
      fc.property(tied, (rows) => {
        const weighted = make(rows, { weight: rows.map((r) => r.weight) })
        const repeated = make(rows.flatMap((r) => Array.from({ length: r.weight }, () => r)))
        same(kaplanMeier(weighted), kaplanMeier(repeated))
        same(logRank(weighted), logRank(repeated))
        // Efron's correction counts how many events are tied, and a weight is one event.
        same(cox(weighted, { ties: 'breslow' }), cox(repeated, { ties: 'breslow' }))
        same(rmst(weighted, 1), rmst(repeated, 1))
      }),
    )
  })

  test('survival falls from at most 1 to at least 0, limits bracket it', () => {
    fc.assert(
      fc.property(tied, fc.constantFrom('plain', 'log', 'log-log'), (rows, interval) => {
        const km = kaplanMeier(make(rows), { interval })
        let before = 1
        for (const [i, s] of km.survival.entries()) {
          expect(s).toBeLessThanOrEqual(before)
          expect(s).toBeGreaterThanOrEqual(0)
          if (!Number.isNaN(km.lower[i])) {
            expect(km.lower[i]).toBeLessThanOrEqual(s + 1e-15)
            expect(km.upper[i]).toBeGreaterThanOrEqual(s - 1e-15)
            expect(km.upper[i]).toBeLessThanOrEqual(1)
            expect(km.lower[i]).toBeGreaterThanOrEqual(0)
          }
          before = s
        }
      }),
    )
  })

  test('without censoring the Kaplan-Meier curve is the empirical survival function, exactly', () => {
    fc.assert(
      fc.property(tied, (rows) => {
        const km = kaplanMeier(make(rows.map((r) => ({ ...r, event: 1 }))))
        km.time.forEach((t, i) => {
          expect(km.survival[i]).toBe(rows.filter((r) => r.time > t).length / rows.length)
        })
      }),
    )
  })

  test('a restricted mean is at most tau and grows with tau', () => {
    fc.assert(
      fc.property(tied, fc.double({ min: 0.1, max: 11, noNaN: true }), (rows, tau) => {
        const mean = rmst(make(rows), tau)
        const longer = rmst(make(rows), tau + 1)
        if (mean.kind !== 'value') return
        expect(mean.value).toBeLessThanOrEqual(tau + 1e-12)
        expect(mean.value).toBeGreaterThanOrEqual(0)
        if (longer.kind === 'value') expect(longer.value).toBeGreaterThanOrEqual(mean.value - 1e-12)
      }),
    )
  })

  test('swapping the arms turns the sign of the log-rank z and of the log hazard ratio', () => {
    fc.assert(
      fc.property(tied, (rows) => {
        const swapped = make(rows.map((r) => ({ ...r, assigned: 1 - r.assigned })))
        const [a, b] = [logRank(make(rows)), logRank(swapped)]
        expect(a.kind).toBe(b.kind)
        if (a.kind === 'value' && b.kind === 'value') same(a.z, -b.z)
        const [c, d] = [cox(make(rows)), cox(swapped)]
        expect(c.kind).toBe(d.kind)
        if (c.kind === 'value' && d.kind === 'value') same(c.logHazardRatio, -d.logHazardRatio)
        if (c.kind === 'monotone' && d.kind === 'monotone') expect(c.hazardRatio).toBe(1 / d.hazardRatio)
      }),
    )
  })

  test('without ties the score test of the Cox model is the log-rank test', () => {
    fc.assert(
      fc.property(untied, (rows) => {
        const test = logRank(make(rows))
        if (test.kind !== 'value') return
        const { score, information } = coxLikelihood(make(rows))(0)
        same((score * score) / information, test.chiSquared)
        same(information, test.variance)
      }),
    )
  })

  test('without ties Efron and Breslow are one', () => {
    fc.assert(
      fc.property(untied, (rows) => {
        const [efron, breslow] = [cox(make(rows)), cox(make(rows), { ties: 'breslow' })]
        expect(efron.kind).toBe(breslow.kind)
        if (efron.kind === 'value' && breslow.kind === 'value') same(efron.logHazardRatio, breslow.logHazardRatio)
      }),
    )
  })

  test('the score is 0 at the estimate, and the verdict of a monotone likelihood is that of the counts', () => {
    fc.assert(
      fc.property(tied, (rows) => {
        const all = make(rows)
        const fit = cox(all)
        const ends = [0, 1].map((a) => Math.max(0, ...rows.filter((r) => r.assigned === a).map((r) => r.time)))
        const both = Math.min(ends[0]!, ends[1]!)
        const events = [0, 1].map((a) => rows.filter((r) => r.assigned === a && r.event === 1 && r.time <= both).length)
        if (events[0] === 0 && events[1] === 0) expect(fit.kind).toBe('not-estimable')
        else if (events[1] === 0) expect(fit).toMatchObject({ kind: 'monotone', hazardRatio: 0 })
        else if (events[0] === 0) expect(fit).toMatchObject({ kind: 'monotone', hazardRatio: Infinity })
        else {
          if (fit.kind !== 'value') throw new Error(fit.kind)
          const { score, information } = coxLikelihood(all)(fit.logHazardRatio)
          expect(Math.abs(score)).toBeLessThan(1e-9)
          expect(information * fit.standardError * fit.standardError).toBeCloseTo(1, 9)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('entering at 0 is no delay, and one stratum is no stratum', () => {
    fc.assert(
      fc.property(tied, (rows) => {
        const late = make(rows, { start: rows.map(() => 0) })
        same(kaplanMeier(late), kaplanMeier(make(rows)))
        same(logRank(late), logRank(make(rows)))
        same(cox(late), cox(make(rows)))
        same(logRank(late, { stratum: rows.map(() => 3) }), logRank(make(rows)))
      }),
    )
  })

  test('the arms of a set are disjoint and complete', () => {
    fc.assert(
      fc.property(tied, (rows) => {
        const all = make(rows)
        const times = [...arm(all, 'a').time, ...arm(all, 'b').time].sort((x, y) => x - y)
        expect(times).toEqual([...all.time])
      }),
    )
  })
})
