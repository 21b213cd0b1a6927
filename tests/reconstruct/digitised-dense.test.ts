import { expect, test } from 'vitest'
import { reconstructCurves } from '../../src/reconstruct/reconstruct-curves.ts'
import { arm as armOf } from '../../src/survival/arm.ts'
import { kaplanMeier } from '../../src/survival/kaplan-meier.ts'
import { patients } from '../../src/survival/patients.ts'
import { riskTable } from '../../src/survival/risk-table.ts'
import { survivalAt } from '../../src/survival/survival-at.ts'
import { evidenceOf } from './build-evidence.ts'

// A true arm: 150 patients, an event every 0.15 months for 90 of them, the others censored from 8 months on. Everything below is counted from them.
const rows = [
  ...Array.from({ length: 90 }, (_, k): [number, number] => [0.3 + 0.15 * k, 1]),
  ...Array.from({ length: 60 }, (_, k): [number, number] => [8.04 + 0.25 * k, 0]),
]
const truth = patients({
  arms: ['a'],
  time: rows.map(([time]) => time),
  event: rows.map(([, event]) => event),
  assigned: rows.map(() => 0),
})
const km = kaplanMeier(truth)
const months = [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16]
const ticks = [0, 4, 8, 12, 16, 20]
const counts = riskTable(truth, ticks).arms[0]!.nRisk

test('a digitised curve whose record prints survival at twelve times, beside numbers at risk: all come back, and the curve is not bent for them', () => {
  const evidence = evidenceOf({
    arms: {
      a: {
        n: 150,
        events: 90,
        survival: Object.fromEntries(months.map((time) => [time, `${(100 * survivalAt(km, time)).toFixed(0)}%`])),
        atRisk: Object.fromEntries(ticks.map((time, k) => [time, counts[k]!])),
      },
    },
  })
  // Read at every fifth of a month, to half a point.
  const time = Float64Array.from({ length: 110 }, (_, k) => 0.2 * k)
  const survival = time.map((t) => Math.round(200 * survivalAt(km, t)) / 200)
  const result = reconstructCurves(evidence, new Map([['a', { time, survival }]]), { seed: 1 })
  const missed = result.fidelity.flatMap(({ verdict, figure }) => (verdict === 'missed' ? [figure.id] : []))
  expect(missed).toEqual([])
  expect(result.patients.event.reduce((sum, it) => sum + it, 0)).toBe(90)
  expect(Array.from(riskTable(result.patients, ticks).arms[0]!.nRisk)).toEqual(Array.from(counts))
  const again = kaplanMeier(armOf(result.patients, 'a'))
  const apart = Array.from(time, (t) => Math.abs(survivalAt(again, t) - survivalAt(km, t)))
  expect(apart.reduce((sum, it) => sum + it, 0) / apart.length).toBeLessThan(0.004)
  expect(Math.max(...apart)).toBeLessThan(0.02)
})

test.each([1, 2, 6])(
  'a large arm read every %i months without noise, beside numbers at risk at the same times, keeps its events',
  (step) => {
    // Exponential events at 0.06 a month, censoring at 0.005 and from 10 months on: quantiles instead of chance.
    const n = 8000
    const golden = (k: number, ratio: number): number => (0.5 + k * ratio) % 1
    const all = Array.from({ length: n }, (_, k): [number, number] => {
      const event = -Math.log(1 - (k + 0.5) / n) / 0.06
      const gone = Math.min(10 + 30 * golden(k, 0.6180339887), -Math.log(1 - golden(k, 0.7548776662)) / 0.005)
      return [Number(Math.min(event, gone).toFixed(4)), event <= gone ? 1 : 0]
    })
    const own = patients({
      arms: ['a'],
      time: all.map(([time]) => time),
      event: all.map(([, event]) => event),
      assigned: all.map(() => 0),
    })
    const curve = kaplanMeier(own)
    const table = [0, 6, 12, 18, 24, 30, 36]
    const left = riskTable(own, table).arms[0]!.nRisk
    const time = Float64Array.from({ length: 36 / step + 1 }, (_, k) => k * step)
    const survival = time.map((t) => (t === 0 ? 1 : survivalAt(curve, t)))
    const events = all.filter(([t, event]) => event === 1 && t <= 36).length
    const atRisk = Object.fromEntries(table.map((t, k) => [t, left[k]!]))
    const rebuilt = reconstructCurves(
      evidenceOf({ arms: { a: { n, atRisk } } }),
      new Map([['a', { time, survival }]]),
      {
        seed: 1,
      },
    )
    const found = rebuilt.patients.event.reduce((sum, it) => sum + it, 0)
    // Censoring within a half year is not read off: half a per cent.
    expect(Math.abs(found - events)).toBeLessThan(0.005 * events)
    const again = kaplanMeier(rebuilt.patients)
    expect(
      Math.max(...Array.from(time, (t) => Math.abs(survivalAt(again, t) - (t === 0 ? 1 : survivalAt(curve, t))))),
    ).toBeLessThan(0.002)
  },
)
