import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ittMeasures } from '../../src/scenario/itt-measures.ts'
import { ittPatients } from '../../src/scenario/itt-patients.ts'
import { fixedLag, lagFromMasses } from '../../src/scenario/lag.ts'
import type { NotInfusedLaw } from '../../src/scenario/not-infused-law.ts'
import { armAt } from '../../src/survival/arm.ts'
import { cox } from '../../src/survival/cox.ts'
import { kaplanMeier } from '../../src/survival/kaplan-meier.ts'
import { patients } from '../../src/survival/patients.ts'
import { rmst } from '../../src/survival/rmst.ts'
import { survivalQuantile } from '../../src/survival/survival-quantile.ts'
import { golden, near, rowsToPatients } from './golden-assumptions.ts'

const times = Float64Array.from({ length: 20001 }, (_, i) => i / 200)
const exponential = { time: times, survival: times.map((t) => Math.exp((-Math.LN2 * t) / 9)) }
const laws: Readonly<Record<string, NotInfusedLaw>> = {
  failAt0: { kind: 'fail-at', time: 0 },
  exponential3: { kind: 'exponential', median: 3 },
  asInfused: { kind: 'as-infused', hazardMultiplier: 1 },
  never: { kind: 'never-fail' },
}
const lags = { none: fixedLag(0), fixed: fixedLag(1.3), masses: lagFromMasses([0.5, 1, 3], [0.25, 0.5, 0.25]) }

describe('golden: R uniroot and integrate, 9/10 infused, median 9 months', () => {
  for (const [lag, byLaw] of Object.entries(golden.forward))
    test.each(Object.entries(byLaw))(`lag ${lag}, %s`, (law, expected) => {
      const given = {
        infused: exponential,
        share: 0.9,
        notInfused: laws[law]!,
        lag: lags[lag as keyof typeof lags],
        reading: 'lines',
      } as const
      const found = ittMeasures(given)
      near(found.median(), expected.median, 1e-6)
      near(found.survival(6), expected.survival[0], 1e-7)
      near(found.survival(12), expected.survival[1], 1e-7)
      near(found.rmst(12), expected.rmst, 1e-6)
    })
})

describe('steps', () => {
  const pair = rowsToPatients(golden.drift.data)
  const own = armAt(pair, 1)
  const km = kaplanMeier(own)
  const infused = { time: Float64Array.of(0, ...km.time), survival: Float64Array.of(1, ...km.survival) }
  test('all infused without a lag: the curve itself, its median and its restricted mean', () => {
    const found = ittMeasures({ infused, share: 1, notInfused: { kind: 'never-fail' } })
    const [median, mean] = [survivalQuantile(km, 0.5), rmst(own, 15)]
    near(found.median(), median.kind === 'value' ? median.value : NaN, 1e-9)
    near(found.rmst(15), mean.kind === 'value' ? mean.value : NaN, 1e-9)
  })
  test('where a curve ends there is no answer: the infused end a lag later, a control on their own', () => {
    const short = {
      infused: { time: Float64Array.of(0, 4), survival: Float64Array.of(1, 0.6) },
      share: 0.5,
      notInfused: laws['exponential3']!,
    }
    expect(ittMeasures({ ...short, lag: fixedLag(1) }).survival(5)).toBeCloseTo(
      0.3 + 0.5 * Math.exp((-Math.LN2 * 5) / 3),
      14,
    )
    expect(ittMeasures({ ...short, lag: fixedLag(1) }).survival(5.1)).toBeNull()
    expect(ittMeasures(short).rmst(4.1)).toBeNull()
    expect(ittMeasures({ ...short, notInfused: { kind: 'never-fail' } }).median()).toBeNull()
    const control = { time: Float64Array.of(0, 2), survival: Float64Array.of(1, 0.5) }
    expect(
      ittMeasures({ ...short, control, notInfused: { kind: 'as-control', hazardMultiplier: 1 } }).survival(3),
    ).toBeNull()
  })
  test('a median that stands at 1/2 is the middle of the stretch, as in R', () => {
    const flat = { time: Float64Array.of(0, 2, 6), survival: Float64Array.of(1, 0.5, 0.25) }
    expect(ittMeasures({ infused: flat, share: 1, notInfused: { kind: 'never-fail' } }).median()).toBeCloseTo(4, 9)
  })
  test('failing at once is the worst there is, never the best; the restricted mean is linear in the share', () => {
    const law = fc.oneof(
      fc.double({ min: 0, max: 30, noNaN: true }).map((time): NotInfusedLaw => ({ kind: 'fail-at', time })),
      fc.double({ min: 0.01, max: 500, noNaN: true }).map((median): NotInfusedLaw => ({ kind: 'exponential', median })),
      fc
        .double({ min: 0.1, max: 10, noNaN: true })
        .map((hazardMultiplier): NotInfusedLaw => ({ kind: 'as-infused', hazardMultiplier })),
    )
    fc.assert(
      fc.property(
        law,
        fc.double({ min: 0.3, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 3, noNaN: true }),
        (notInfused, share, months) => {
          const of = (it: NotInfusedLaw, p = share) =>
            ittMeasures({ infused, share: p, notInfused: it, lag: fixedLag(months) })
          const [worst, any, best] = [of({ kind: 'fail-at', time: 0 }), of(notInfused), of({ kind: 'never-fail' })]
          for (const measure of [
            (it: typeof any) => it.survival(10),
            (it: typeof any) => it.rmst(10),
            (it: typeof any) => it.median() ?? Infinity,
          ]) {
            expect(measure(worst)).toBeLessThanOrEqual((measure(any) ?? NaN) + 1e-9)
            expect(measure(any)).toBeLessThanOrEqual((measure(best) ?? NaN) + 1e-9)
          }
          const [half, whole] = [of(notInfused, 0.5).rmst(10) ?? NaN, of(notInfused, 1).rmst(10) ?? NaN]
          near(of(notInfused, 0.75).rmst(10), (half + whole) / 2, 1e-9)
        },
      ),
      { numRuns: 50 },
    )
  })
})

describe('patients', () => {
  const q = (n: number) => Array.from({ length: n }, (_, i) => (i + 0.5) / n)
  const end = 20
  const infused = q(60).map((it) => 12 * Math.pow(-Math.log(1 - it), 1 / 0.9))
  const control = q(40).map((it) => -Math.log2(1 - it) * 6)
  const given = {
    patients: patients({
      arms: ['control', 'new'],
      time: [...infused.map((it) => Math.min(it, end - 1.5)), ...control.map((it) => Math.min(it, end))],
      event: [...infused.map((it) => it <= end - 1.5), ...control.map((it) => it <= end)],
      assigned: [...infused.map(() => 1), ...control.map(() => 0)],
    }),
    arm: 'new',
    count: 8,
    lag: 1.5,
    end,
  } as const
  test.each(golden.ittPatients)('golden: R coxph, eight not infused with a median of $median', (expected) => {
    const fit = cox(ittPatients({ ...given, notInfused: { kind: 'exponential', median: expected.median } }))
    if (fit.kind !== 'value') throw new Error(fit.kind)
    near(fit.logHazardRatio, expected.logHazardRatio, 1e-8)
    near(fit.standardError, expected.standardError, 1e-8)
  })
  test('none added and no lag: the same patients', () => {
    expect(ittPatients({ ...given, count: 0, lag: 0, notInfused: laws['never']! })).toEqual(given.patients)
  })
  test('as the control, at once, never', () => {
    const times = (law: NotInfusedLaw) => {
      const all = ittPatients({ ...given, count: 2, notInfused: law })
      return [...all.time].filter((_, i) => all.assigned[i] === 1).length - 60
    }
    expect(times({ kind: 'as-control', hazardMultiplier: 1 })).toBe(2)
    const atOnce = ittPatients({ ...given, count: 2, notInfused: laws['failAt0']! })
    expect([...atOnce.time.subarray(0, 2), ...atOnce.event.subarray(0, 2)]).toEqual([0, 0, 1, 1])
    // The control arm has 40 quantiles: S = 3/4 is reached at the 10th of them.
    const asControl = ittPatients({ ...given, count: 2, notInfused: { kind: 'as-control', hazardMultiplier: 1 } })
    expect(asControl.time.filter((it) => it === control[9]).length).toBe(2)
    expect(() => ittPatients({ ...given, notInfused: { kind: 'as-arm' } })).toThrow("'as-arm'")
    expect(() => ittPatients({ ...given, count: 1.5, notInfused: laws['never']! })).toThrow('whole number')
  })
})
