import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boundsAt, boundsOf } from '../../src/reconstruct/bounds.ts'
import { publishedBounds } from '../../src/reconstruct/published-bounds.ts'
import { reconstruct } from '../../src/reconstruct/reconstruct.ts'
import { kaplanMeier } from '../../src/survival/kaplan-meier.ts'
import { patients } from '../../src/survival/patients.ts'
import { survivalAt } from '../../src/survival/survival-at.ts'
import { survivalQuantile } from '../../src/survival/survival-quantile.ts'
import type { ArmSketch, Sketch } from './build-evidence.ts'
import { evidenceOf } from './build-evidence.ts'

const armOf = (a: ArmSketch) => evidenceOf({ arms: { a } }).arms[0]!

function rebuild(a: ArmSketch) {
  const followUp = { definition: 'reverse Kaplan-Meier', median: '20', range: ['1.0', '24.0'] } as const
  const result = reconstruct(evidenceOf({ arms: { a }, class: 'death', followUp }), { seed: 1 })
  if ('kind' in result) throw new Error(result.reason)
  return result
}

/** The area under a step function from its start to `end`. */
function areaUpTo(end: number, times: readonly number[], value: (time: number) => number): number {
  const inside = [...new Set([0, ...times.filter((it) => it > 0 && it < end)])].sort((a, b) => a - b)
  return inside.reduce((area, time, i) => area + ((inside[i + 1] ?? end) - time) * value(time), 0)
}

describe('a restricted mean with a landmark, by hand: S(12) in [.495, .505], the area up to 18 months in [13.45, 13.55]', () => {
  const bounds = boundsOf(armOf({ n: 100, survival: { 12: '50%' }, rmst: { 18: '13.5' } }), 18)

  test('the smallest: 1 before t, s from t to 12 months and .505 from there have an area of 13.45', () => {
    for (const t of [0, 3, 6, 8]) expect(boundsAt(bounds, t).lower).toBeCloseTo((13.45 - t - 6 * 0.505) / (12 - t), 9)
    // Later .495 is more than (13.45 - t - 6 x .505) / (12 - t), and from 12 months on s lies below .505: 12 + .505 (t - 12) + (18 - t) s.
    expect(boundsAt(bounds, 10).lower).toBe(0.495)
    expect(boundsAt(bounds, 13).lower).toBeCloseTo((13.45 - 12 - 0.505) / 5, 9)
    expect(boundsAt(bounds, 15).lower).toBe(0)
  })

  test('the largest: s before t, then as low as can be', () => {
    const low = boundsOf(armOf({ n: 100, survival: { 12: '50%' }, rmst: { 18: '8.0' } }), 18)
    // s up to t, .495 up to 12 months, nothing after: s t + .495 (12 - t) = 8.05.
    expect(boundsAt(low, 6).upper).toBeCloseTo((8.05 - 6 * 0.495) / 6, 9)
    // .495 up to 12 months and s from there to t: .495 x 12 + s (t - 12) = 8.05 and s <= .505.
    expect(boundsAt(low, 18).upper).toBeCloseTo((8.05 - 12 * 0.495) / 6, 9)
  })

  test('two restricted means: their difference is an area too', () => {
    const two = boundsOf(armOf({ n: 100, rmst: { 12: '10.0', 24: '16.0' } }), 24)
    // Between 12 and 24 months there are at least 15.95 - 10.05 = 5.90 months, at most 6.10.
    expect(boundsAt(two, 12).lower).toBeCloseTo(5.9 / 12, 9)
    expect(boundsAt(two, 24).upper).toBeCloseTo(6.1 / 12, 9)
    // S(12) <= 10.05 / 12 comes back as: 10.05 / 12 up to t, s from there.
    expect(boundsAt(two, 18).lower).toBeCloseTo((5.9 - (6 * 10.05) / 12) / 6, 9)
  })
})

/* Falling curves with landmarks, a median and a restricted mean printed; the curve that attains a bound is made from the printed figures alone. */
const falling = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 23 }), fc.integer({ min: 1, max: 30 })), { minLength: 1, maxLength: 8 })
  .map((falls) => (t: number) => falls.reduce((s, [time, fall]) => (time <= t ? s * (1 - fall / 100) : s), 1))

test('some falling curve that agrees with landmarks, median and restricted mean attains each bound', () => {
  const percent = (s: number): string => `${Math.round(100 * s)}%`
  const input = fc.record({
    curve: falling,
    landmarks: fc.uniqueArray(fc.integer({ min: 1, max: 23 }), { maxLength: 3 }),
    tau: fc.integer({ min: 6, max: 24 }),
    at: fc.integer({ min: 0, max: 23 }),
    median: fc.boolean(),
  })
  fc.assert(
    fc.property(input, ({ curve, landmarks, tau, at, median }) => {
      const months = Array.from({ length: 25 }, (_, k) => k)
      const crossing = months.find((t) => curve(t) <= 0.5)
      const arm = armOf({
        n: 1000,
        survival: Object.fromEntries(landmarks.map((t) => [t, percent(curve(t))])),
        rmst: { [tau]: areaUpTo(tau, months, curve).toFixed(1) },
        ...(median && crossing !== undefined && { median: crossing.toFixed(1) }),
      })
      const limits = arm.landmarks.flatMap(({ time, estimate: { quantity } }) =>
        quantity.kind === 'number' ? [{ time, from: time, low: quantity.lower, high: quantity.upper }] : [],
      )
      const crossed = arm.median?.estimate.quantity
      if (crossed?.kind === 'number')
        limits.push(
          { time: crossed.lower - 0.001, from: Infinity, low: 0.5, high: 1 },
          { time: -1, from: crossed.upper, low: 0, high: 0.5 },
        )
      const low = (u: number): number => Math.max(0, ...limits.flatMap((it) => (u < it.time ? [it.low] : [])))
      const high = (u: number): number => Math.min(1, ...limits.flatMap((it) => (u >= it.from ? [it.high] : [])))
      const times = [at, ...limits.flatMap((it) => [it.time, it.from])]
      const mean = arm.restrictedMeans![0]!.estimate.quantity
      if (mean.kind !== 'number') throw new Error('a restricted mean is printed')
      for (const s of Object.values(boundsAt(boundsOf(arm, 24), at))) {
        const most = (u: number): number => (u < at ? high(u) : Math.min(high(u), s))
        const least = (u: number): number => (u < at ? Math.max(low(u), s) : low(u))
        const [large, small] = [areaUpTo(tau, times, most), areaUpTo(tau, times, least)]
        // Any area between the two is that of a mixture, which agrees with all other figures as they do.
        expect(large).toBeGreaterThanOrEqual(small - 1e-9)
        expect(large).toBeGreaterThanOrEqual(mean.lower - 1e-9)
        expect(small).toBeLessThanOrEqual(mean.upper + 1e-9)
        expect(s).toBeGreaterThanOrEqual(
          Math.max(0, ...limits.flatMap((it) => (at <= it.time ? [it.low] : []))) - 1e-12,
        )
        expect(s).toBeLessThanOrEqual(high(at) + 1e-12)
      }
    }),
    { numRuns: 60 },
  )
})

test('bounds of figures printed from patients hold the curve of these patients, and the figures agree', () => {
  const people = fc.array(
    fc.record({
      time: fc.oneof(
        fc.integer({ min: 1, max: 24_000 }),
        fc.integer({ min: 1, max: 24 }).map((it) => 1000 * it),
      ),
      event: fc.integer({ min: 0, max: 1 }),
    }),
    { minLength: 5, maxLength: 60 },
  )
  fc.assert(
    fc.property(people, fc.integer({ min: 2, max: 8 }), fc.subarray([0, 1, 2, 3, 4, 5]), (given, step, kinds) => {
      const time = given.map((it) => it.time / 1000)
      const all = patients({
        arms: ['a'],
        time,
        event: given.map((it) => it.event),
        assigned: given.map(() => 0),
      })
      const km = kaplanMeier(all)
      const last = Math.max(...time)
      const ticks = [1, 2, 3].map((k) => k * step).filter((t) => t < last)
      const at = (t: number): number => survivalAt(km, t)
      const by = (value: (t: number) => string) => Object.fromEntries(ticks.map((t) => [t, value(t)]))
      const median = survivalQuantile(km, 0.5)
      const arm = armOf({
        n: given.length,
        ...(kinds.includes(0) && { survival: by((t) => `${(100 * at(t)).toFixed(0)}%`) }),
        ...(kinds.includes(1) && { rmst: by((t) => areaUpTo(t, [...km.time], at).toFixed(1)) }),
        ...(kinds.includes(2) && { median: median.kind === 'value' ? median.value.toFixed(1) : 'NR' }),
        ...(kinds.includes(3) && { events: given.filter((it) => it.event === 1).length }),
        ...(kinds.includes(4) && {
          atRisk: Object.fromEntries(
            ticks.map((t) => [t, time.filter((it) => (kinds.includes(5) ? it > t : it >= t)).length]),
          ),
        }),
      })
      // Numbers at risk count those of the very day, or leave them out.
      const { bounds, basis } = publishedBounds(arm, arm, last)
      expect(basis).toBe('all')
      for (const t of [...km.time, ...km.time.map((it) => it - 0.001), ...ticks]) {
        if (t < 0 || t > last) continue
        const { lower, upper } = boundsAt(bounds, t)
        expect(at(t)).toBeGreaterThanOrEqual(lower - 1e-9)
        expect(at(t)).toBeLessThanOrEqual(upper + 1e-9)
      }
    }),
    { numRuns: 150 },
  )
})

test('numbers at risk, events and a percentage together, by hand', () => {
  const arm = armOf({ n: 100, survival: { 6: '70%' }, atRisk: { 0: 100, 6: 40, 12: 20 }, events: 65 })
  // Of 65 events at most 20 + 20 come among those at risk at 6 months, so at least 25 before; at most 30, as S(6) >= .695; so at least 15 between 6 and 12 among 40.
  const { bounds } = publishedBounds(arm, arm, 24)
  expect(boundsAt(bounds, 12).upper).toBeCloseTo((1 - 25 / 100) * (1 - 15 / 40), 6)
  expect(boundsAt(boundsOf(arm, 24), 12).upper).toBeCloseTo(1 - (65 - 20) / 100, 9)
})

describe('numbers at risk may leave out those whose event falls on the very day', () => {
  test('the next number is compared with the curve after that day', () => {
    // 70 of 100 have the event at 17.5 months, and 30 are left at risk after it: S = .30 from there.
    const arm = armOf({ n: 100, median: '18', atRisk: { 0: 100, 17.5: 30, 24.5: 25 }, events: 75 })
    const { bounds, basis } = publishedBounds(arm, arm, 30)
    expect(basis).toBe('all')
    expect(boundsAt(bounds, 17).lower).toBe(0.5)
    expect(boundsAt(bounds, 20).lower).toBeCloseTo((0.3 * 25) / 30, 6)
  })

  test('some curve has all figures', () => {
    // Of 24, 11 have the event at 6 months, where one is censored too, and one at 12.
    const arm = armOf({
      n: 24,
      median: '12.0',
      survival: { 6: '54.17%', 9: '54.17%', 12: '49.65%', 15: '49.65%' },
      rmst: { 9: '7.63' },
      atRisk: { 0: 24, 3: 24, 6: 12, 9: 12, 12: 11, 15: 11 },
    })
    expect(publishedBounds(arm, arm, 20).basis).toBe('all')
  })
})

test('an area up to a day that is no place of the lattice may be off by what the day is', () => {
  // One of 200 has the event on day 56: the area up to day 60, 1.971 months, is 60 - 4 / 200 days.
  const months = (days: number): number => days / 30.4375
  const arm = armOf({ n: 200, survival: { 1.971: '99.5%' }, rmst: { 1.971: months(59.98).toFixed(5) }, events: 1 })
  const { bounds, basis } = publishedBounds(arm, arm, 3)
  expect(basis).toBe('all')
  expect(boundsAt(bounds, months(55)).upper).toBe(1)
  expect(boundsAt(bounds, months(57)).lower).toBeLessThanOrEqual(0.995)
})

describe('the model has no say', () => {
  test('a figure that it doubts binds the bounds, as long as some curve has all; where the curve leaves them, it is said', () => {
    const result = rebuild({ n: 100, survival: { 12: '50%' }, rmst: { 18: '13.5' } })
    expect(boundsAt(result.arms[0]!.bounds, 6).lower).toBeCloseTo((13.45 - 6 - 6 * 0.505) / 6, 9)
    const notes = result.notes.join('\n')
    expect(notes).toContain('pfs.a.rmst@18: 13.5 months does not fit')
    expect(notes).toMatch(/a: between .* months the model, which does not follow pfs\.a\.rmst@18, leaves the bounds/)
  })

  test('where no curve has all figures, those in doubt are left out, and it is said', () => {
    // An area of 17.9 up to 24 months needs S(12) >= (17.85 - 12) / 12 = .4875, and then S = 1 before: with 60% at 6 months there is none.
    const result = rebuild({ n: 100, survival: { 6: '60%', 12: '40%', 18: '28%' }, rmst: { 24: '17.9' } })
    expect(boundsAt(result.arms[0]!.bounds, 9).lower).toBe(0.395)
    expect(result.notes.join('\n')).toContain(
      'no curve agrees with all printed figures; the bounds are what they prove without pfs.a.rmst@24',
    )
  })

  test('where no curve has all figures of an arm, coverage was not measured', () => {
    const control = { n: 200, median: '21.3 (17.4-25.8)', survival: { 12: '71%', 24: '46%' }, events: 107 }
    const other = { n: 200, median: '24.2 (19.0-27.6)', survival: { 12: '72%', 24: '50%' }, events: 103 }
    // Nobody is at risk at 12 months who was not at 6.
    const result = reconstruct(
      evidenceOf({
        arms: {
          a: { ...control, atRisk: { 6: 160, 12: 162, 18: 105, 24: 45 } },
          b: { ...other, atRisk: { 6: 175, 12: 140, 18: 112, 24: 51 } },
        },
        class: 'death',
        followUp: { definition: 'reverse Kaplan-Meier', median: '23.9' },
        hazardRatio: '0.93 (0.71-1.21)',
        p: '0.574',
      }),
      { seed: 1 },
    )
    if ('kind' in result) throw new Error(result.reason)
    expect(result.notes.join('\n')).toContain('no curve agrees with')
    expect(result.notes.join('\n')).toContain('pfs.a.at-risk@12: 162 does not fit')
    // At risk rise: events of no day make them.
    expect(result.notes.join('\n')).not.toContain('very day')
    expect(result.uncalibrated).toContain('no curve agrees with all figures')
    expect(result.calibrated).toBe(false)
  })

  test('figures that exclude each other whatever is left out prove nothing', () => {
    const arm = armOf({ n: 100, survival: { 12: '50%', 18: '60%' } })
    const { bounds, basis } = publishedBounds(arm, arm, 24)
    expect(basis).toBe('none')
    expect(boundsAt(bounds, 12)).toEqual({ lower: 0, upper: 1 })
  })

  test('a number of patients that is assumed proves nothing', () => {
    const { patients: n, ...arm } = armOf({ n: 100, events: 10, atRisk: { 12: 30 } })
    expect(boundsAt(boundsOf({ ...arm, patients: n }, 24), 11).lower).toBe(0.75)
    expect(boundsAt(boundsOf({ ...arm, patients: { ...n, basis: 'assumed' } }, 24), 11).lower).toBe(0.75)
    const few = armOf({ n: 40, atRisk: { 12: 30 } })
    const assumed = { ...few, patients: { ...few.patients, basis: 'assumed' as const } }
    expect(boundsAt(boundsOf(assumed, 24), 11).lower).toBe(0)
  })
})

describe('curve and band lie inside what all figures prove, where the model follows them all', () => {
  const inside = (sketch: Sketch) => {
    const result = reconstruct(evidenceOf(sketch), { seed: 1 })
    if ('kind' in result) throw new Error(result.reason)
    for (const { curve, bounds } of result.arms)
      curve.time.forEach((time, i) => {
        const { lower, upper } = boundsAt(bounds, time)
        for (const x of [curve.survival[i]!, curve.lower[i]!, curve.upper[i]!]) {
          expect(x).toBeGreaterThanOrEqual(lower - 1e-9)
          expect(x).toBeLessThanOrEqual(upper + 1e-9)
        }
      })
  }

  test('numbers at risk that follow from each other (simulated: two sites opened far apart)', () => {
    inside({
      class: 'death',
      arms: {
        a: {
          ...{ n: 150, median: '11.8 (9.0-13.9)', survival: { 6: '68%', 12: '48%' }, events: 101 },
          atRisk: { 0: 150, 6: 99, 12: 50, 18: 19, 24: 13, 36: 3 },
        },
        b: {
          ...{ n: 150, median: '22.8 (15.3-30.3)', survival: { 6: '83%', 12: '69%' }, events: 78 },
          atRisk: { 0: 150, 6: 124, 12: 64, 18: 37, 24: 34, 36: 19 },
        },
      },
      followUp: { median: '13.7', definition: 'reverse Kaplan-Meier' },
      hazardRatio: '0.49 (0.36-0.67)',
      p: '<0.001',
    })
  })

  test('one patient, who died at 7.2 months', () => {
    const b = { n: 11, median: 'NR (9.0-NE)', survival: { 12: '80.8%', 24: '69.3%' }, events: 3 }
    inside({ class: 'death', arms: { a: { n: 1, median: '7.2', events: 1 }, b } })
  })
})
