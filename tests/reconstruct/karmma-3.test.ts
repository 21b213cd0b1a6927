import { describe, expect, test } from 'vitest'
import { reconstruct } from '../../src/reconstruct/reconstruct.ts'
import type { Fidelity, Reconstruction } from '../../src/reconstruct/reconstruction.ts'
import { arm } from '../../src/survival/arm.ts'
import { cox } from '../../src/survival/cox.ts'
import { kaplanMeier } from '../../src/survival/kaplan-meier.ts'
import { survivalAt } from '../../src/survival/survival-at.ts'
import { survivalQuantile } from '../../src/survival/survival-quantile.ts'
import { karmma3 } from './build-evidence.ts'

// Papers: Rodriguez-Otero P, et al. N Engl J Med 2023;388:1002-14. The numbers expected are those of the abstract.

const rebuilt = reconstruct(karmma3, { seed: 20230210 })
if ('kind' in rebuilt) throw new Error(rebuilt.reason)
const result: Reconstruction = rebuilt

function row(id: string): Fidelity {
  const found = result.fidelity.find((it) => it.figure.id === `pfs.${id}`)
  if (found === undefined) throw new Error(`no row ${id}`)
  return found
}

describe('KarMMa-3 progression-free survival from its printed figures alone', () => {
  test('the rebuilt patients, measured by the estimators of the survival room, give every printed number', () => {
    for (const [name, n, median, lower, upper, s6, s12] of [
      ['standard', 132, '4.4', '3.4', '5.9', '0.40', '0.30'],
      ['ide-cel', 254, '13.3', '11.8', '16.1', '0.73', '0.55'],
    ] as const) {
      const own = arm(result.patients, name)
      const km = kaplanMeier(own)
      const quantile = survivalQuantile(km, 0.5)
      if (quantile.kind !== 'value') throw new Error('no median')
      expect(own.time.length).toBe(n)
      expect(quantile.value.toFixed(1)).toBe(median)
      expect(quantile.lower?.toFixed(1)).toBe(lower)
      expect(quantile.upper?.toFixed(1)).toBe(upper)
      expect(survivalAt(km, 6).toFixed(2)).toBe(s6)
      expect(survivalAt(km, 12).toFixed(2)).toBe(s12)
    }
    expect(result.patients.event.reduce((sum, event) => sum + event, 0)).toBe(242)
    const fitted = cox(result.patients)
    if (fitted.kind !== 'value') throw new Error('no ratio')
    expect(fitted.hazardRatio.value.toFixed(2)).toBe('0.49')
    // The printed limits, 0.38 to 0.65, may be those of a stratified model: ours are beside them and not made to print so.
    expect(fitted.hazardRatio.lower?.toFixed(2)).toBe('0.38')
    expect(fitted.hazardRatio.upper).toBeGreaterThan(0.61)
    expect(fitted.hazardRatio.upper).toBeLessThan(0.65)
  })

  test('fidelity has one row a figure, in the order of the evidence, and none is missed', () => {
    expect(result.fidelity).toHaveLength(20)
    expect(result.fidelity.filter((it) => it.verdict === 'missed').map((it) => it.figure.id)).toEqual([])
    expect(row('ide-cel.survival@6').rebuiltPrinted).toBe('73%')
    const p = row('ide-cel-vs-standard.p-value')
    expect(p).toMatchObject({ role: 'held-out', verdict: 'not-comparable', rebuiltPrinted: '<0.001' })
    expect(row('ide-cel-vs-standard.hazard-ratio-upper')).toMatchObject({ role: 'input', verdict: 'not-comparable' })
  })

  test('every figure but the follow-up law is predicted from the others, sizes too, with limits around the value', () => {
    for (const { figure, prediction } of result.fidelity) {
      const given = figure.measure.startsWith('follow-up')
      expect(prediction === null, figure.id).toBe(given)
      if (prediction === null) continue
      expect(prediction.lower).toBeLessThanOrEqual(prediction.value)
      expect(prediction.upper).toBeGreaterThanOrEqual(prediction.value)
      expect(Math.abs(prediction.z ?? NaN), figure.id).toBeLessThan(3.24)
    }
    // Left out with its limits, the ratio comes back from curves and events within 0.2 on the log scale.
    const ratio = row('ide-cel-vs-standard.hazard-ratio').prediction
    expect(Math.abs(Math.log((ratio?.value ?? 0) / 0.49))).toBeLessThan(0.2)
  })

  test('potential follow-up is the administrative law alone: nobody is censored by the cut-off before 0.4 or after 35.4 months', () => {
    const { patients } = result
    const administrative = result.arms[0]!.administrative!
    expect(survivalAt(administrative, 35.4)).toBe(0)
    expect(Math.abs(survivalAt(administrative, 18.6) - 0.5)).toBeLessThan(0.01)
    let byCutOff = 0
    patients.time.forEach((time, i) => {
      expect(time).toBeLessThanOrEqual(35.4)
      if (patients.event[i] === 1 || patients.reason?.[i] !== 0) return
      byCutOff += 1
      expect(time).toBeGreaterThanOrEqual(0.4)
    })
    expect(byCutOff).toBeGreaterThan(72)
  })

  test('curves lie inside their band, the band inside the bounds, and the bounds hold what is printed', () => {
    for (const { curve, bounds } of result.arms) {
      curve.time.forEach((time, i) => {
        expect(curve.lower[i]!).toBeLessThanOrEqual(curve.survival[i]!)
        expect(curve.upper[i]!).toBeGreaterThanOrEqual(curve.survival[i]!)
        if (i > 0) expect(curve.survival[i]!).toBeLessThanOrEqual(curve.survival[i - 1]!)
        if (i > 0) expect(time).toBeGreaterThan(curve.time[i - 1]!)
      })
      bounds.time.forEach((_, i) => {
        expect(bounds.lower[i]!).toBeLessThanOrEqual(bounds.upper[i]!)
      })
    }
    const cell = result.arms[1]!
    const at = (time: number) => [
      survivalAt({ time: cell.bounds.time, survival: cell.bounds.lower }, time),
      survivalAt({ time: cell.bounds.time, survival: cell.bounds.upper }, time),
    ]
    expect(at(6).map((x) => Number(x.toFixed(3)))).toEqual([0.725, 0.735])
    // Between 6 months and the median nothing but monotony: at 12 months 55%, then at least 50% until 13.25.
    expect(at(9).map((x) => Number(x.toFixed(3)))).toEqual([0.545, 0.735])
    expect(at(13).map((x) => Number(x.toFixed(3)))).toEqual([0.5, 0.555])
    expect(at(14).map((x) => Number(x.toFixed(3)))).toEqual([0, 0.5])
    const km = kaplanMeier(arm(result.patients, 'ide-cel'))
    km.time.forEach((time, i) => {
      const [lower, upper] = at(time)
      expect(km.survival[i]!).toBeGreaterThanOrEqual(lower! - 1e-9)
      expect(km.survival[i]!).toBeLessThanOrEqual(upper! + 1e-9)
    })
  })

  test('the assumptions name the split, the follow-up law and the ratio as what they are', () => {
    const said = result.assumptions.join('\n')
    expect(said).toMatch(
      /The paper prints 242 events in all and no split between the arms: the split \d+ \+ \d+ \(standard, ide-cel\) is the model's/,
    )
    expect(said).toContain('describes the time from entry to the cut-off only')
    expect(said).toContain('Whether the hazard ratio is stratified or adjusted is not stated')
    expect(result.horizon).toMatchObject({ months: 35.4, basis: 'reported' })
    expect(result.calibrated).toBe(false)
  })

  test('from these interim figures the 18 months of the later cut are inside the band', () => {
    // Papers: the later cut of the same trial printed 41% and 19% at 18 months (Ailawadhi S, et al. Blood 2024;144:2389-401).
    const [standard, cell] = result.arms
    for (const [found, later] of [
      [standard!, 0.19],
      [cell!, 0.41],
    ] as const) {
      const at = (column: Float64Array) => survivalAt({ time: found.curve.time, survival: column }, 18)
      expect(at(found.curve.lower)).toBeLessThan(later)
      expect(at(found.curve.upper)).toBeGreaterThan(later)
      expect(Math.abs(at(found.curve.survival) - later)).toBeLessThan(0.05)
    }
  })
})

describe('draws', () => {
  test('the same index gives the same draw in any order, another index another one', () => {
    const first = result.drawCurves(7)
    result.drawCurves(3)
    result.drawPatients(7)
    expect(result.drawCurves(7)).toEqual(first)
    expect(result.drawCurves(8)).not.toEqual(first)
    expect(result.drawPatients(2)).toEqual(result.drawPatients(2))
  })

  test('curves fall, start at 1, and spread around the curve as the band says', () => {
    const count = 200
    const index = result.arms[1]!.curve.time.findIndex((time) => time >= 24)
    const values: number[] = []
    for (let k = 0; k < count; k += 1) {
      for (const { survival } of result.drawCurves(k)) {
        expect(survival[0]).toBe(1)
        for (let i = 1; i < survival.length; i += 1) expect(survival[i]!).toBeLessThanOrEqual(survival[i - 1]!)
      }
      values.push(result.drawCurves(k)[1]!.survival[index]!)
    }
    const { lower, upper } = result.arms[1]!.curve
    const inside = values.filter((x) => x >= lower[index]! && x <= upper[index]!).length / count
    expect(inside).toBeGreaterThan(0.88)
    const mean = values.reduce((sum, x) => sum + x, 0) / count
    const sd = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / count)
    const width = (upper[index]! - lower[index]!) / (2 * 1.96 * sd)
    expect(width).toBeGreaterThan(0.75)
    expect(width).toBeLessThan(1.6)
  })

  test('drawn patients are as many as there were, follow their curve, and keep near the printed landmarks', () => {
    for (let k = 0; k < 20; k += 1) {
      const patients = result.drawPatients(k)
      expect(patients.time.length).toBe(386)
      for (let i = 1; i < 386; i += 1) expect(patients.time[i]!).toBeGreaterThanOrEqual(patients.time[i - 1]!)
      const km = kaplanMeier(arm(patients, 'ide-cel'))
      const curve = result.drawCurves(k)[1]!
      for (const time of [6, 12, 18])
        expect(Math.abs(survivalAt(km, time) - survivalAt(curve, time))).toBeLessThan(0.02)
      expect(Math.abs(survivalAt(km, 6) - 0.73)).toBeLessThan(0.03)
    }
  })
})
