import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DigitisedCurve } from '../../src/evidence/digitised-curve.ts'
import { digitisedArm } from '../../src/reconstruct/digitised-arm.ts'
import { reconstructCurves } from '../../src/reconstruct/reconstruct-curves.ts'
import { randomStream } from '../../src/numeric/random-stream.ts'
import { cox } from '../../src/survival/cox.ts'
import { evidenceOf } from './build-evidence.ts'

type Pair = readonly [time: number, value: number]

function curveOf(points: readonly Pair[]): DigitisedCurve {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || b[1] - a[1])
  return { time: Float64Array.from(sorted, (it) => it[0]), survival: Float64Array.from(sorted, (it) => it[1]) }
}

function rebuild(n: number, points: readonly Pair[], ticks: readonly Pair[] = [], events: number | null = null) {
  const { arm } = digitisedArm({
    n,
    events,
    ticks: ticks.map(([time, count]) => ({ time, count })),
    curve: curveOf(points),
    targets: [],
  })
  return Array.from(arm.tick, (tick, i): Pair => [tick / 1000, arm.event[i]!])
}

/** Both ends of every step of a Kaplan-Meier curve, and its end. */
function corners(patients: readonly Pair[]): Pair[] {
  const points: Pair[] = [[0, 1]]
  let survival = 1
  for (const time of [...new Set(patients.map((it) => it[0]))].sort((a, b) => a - b)) {
    const events = patients.filter((it) => it[0] === time && it[1] === 1).length
    if (events === 0) continue
    points.push([time, survival])
    survival *= 1 - events / patients.filter((it) => it[0] >= time).length
    points.push([time, survival])
  }
  points.push([Math.max(...patients.map((it) => it[0])), survival])
  return points
}

const atRisk = (patients: readonly Pair[], time: number) => patients.filter((it) => it[0] >= time - 1e-9).length
const countEvents = (patients: readonly Pair[]) => patients.filter((it) => it[1] === 1).length

describe('by hand', () => {
  // S = 9/10 at 1, 9/10 * 7/8 at 3 (one censored between), then * 5/7 at 5 (two events), flat to 12.
  const ten: Pair[] = [
    [1, 1],
    [2, 0],
    [3, 1],
    [5, 1],
    [5, 1],
    [12, 0],
    [12, 0],
    [12, 0],
    [12, 0],
    [12, 0],
  ]
  test('ten patients come back one by one from the corners of their curve', () => {
    const rebuilt = rebuild(10, corners(ten), [
      [4, 7],
      [8, 5],
    ])
    expect(rebuilt.filter((it) => it[1] === 1)).toEqual([
      [1, 1],
      [3, 1],
      [5, 1],
      [5, 1],
    ])
    const censored = rebuilt.filter((it) => it[1] === 0).map((it) => it[0])
    expect(censored.at(-1)).toBe(12)
    expect(censored.filter((time) => time < 8)).toHaveLength(1)
    expect(censored[0]).toBeGreaterThan(1)
    expect(censored[0]).toBeLessThan(3)
  })
  test('a table of steps without their upper ends puts each event where the step is', () => {
    const table = corners(ten).filter((it, i, all) => all[i + 1]?.[0] !== it[0])
    expect(
      rebuild(10, table, [
        [4, 7],
        [8, 5],
      ]).filter((it) => it[1] === 1),
    ).toEqual([
      [1, 1],
      [3, 1],
      [5, 1],
      [5, 1],
    ])
  })
  test('without numbers at risk nobody is censored while every step is 1/n', () => {
    const points: Pair[] = [
      [0, 1],
      [2, 1],
      [2, 0.9],
      [5, 0.9],
      [5, 0.8],
      [9, 0.8],
    ]
    const rebuilt = rebuild(10, points)
    expect(rebuilt.slice(0, 2)).toEqual([
      [2, 1],
      [5, 1],
    ])
    expect(rebuilt.slice(2).every((it) => it[1] === 0)).toBe(true)
    expect(rebuilt.at(-1)).toEqual([9, 0])
  })
  test('a curve to 0 ends with an event', () => {
    const points: Pair[] = [
      [0, 1],
      [1, 1],
      [1, 0.5],
      [4, 0.5],
      [4, 0],
    ]
    expect(rebuild(2, points)).toEqual([
      [1, 1],
      [4, 1],
    ])
  })
  test('the lower end of a step read left of its upper end is still one step', () => {
    const points: Pair[] = [
      [0, 1],
      [9.98, 0.8],
      [10, 1],
      [20, 0.8],
    ]
    const events = rebuild(5, points).filter((it) => it[1] === 1)
    expect(events).toHaveLength(1)
    expect(events[0]![0]).toBeCloseTo(9.99, 2)
  })
  test('a printed number of events that the curve cannot show is not put on the plateau', () => {
    const points: Pair[] = [...corners(ten), [15, 0.5625], [20, 0.5625]]
    const rebuilt = rebuild(
      10,
      points,
      [
        [4, 7],
        [8, 5],
      ],
      8,
    )
    expect(rebuilt.filter((it) => it[1] === 1 && it[0] > 5.1)).toEqual([])
  })
})

describe('a risk table that ends in 0, and a curve that ends at 0', () => {
  const falling: Pair[] = [
    [0, 1],
    [6, 0.8],
    [12, 0.6],
    [18, 0.5],
  ]
  const table: Pair[] = [
    [6, 78],
    [12, 55],
    [18, 30],
    [24, 0],
  ]
  // By hand: about 20 of 100, a quarter of 67, a sixth of 43 and a fifth of those who are left at the end.
  test.each([23.9, 24, 24.05])('nobody at risk at 24, the last point at %s: the events stay', (end) => {
    const rebuilt = rebuild(100, [...falling, [end, 0.4]], table)
    expect(countEvents(rebuilt)).toBeGreaterThanOrEqual(45)
    expect(countEvents(rebuilt)).toBeLessThanOrEqual(55)
    expect(table.map(([time]) => atRisk(rebuilt, time))).toEqual(table.map((it) => it[1]))
    expect(Math.abs(corners(rebuilt).at(-1)![1] - 0.4)).toBeLessThan(0.02)
  })
  test('a curve that is flat after the table says 0', () => {
    const rebuilt = rebuild(100, [...falling, [24, 0.4], [30, 0.4]], [...table, [30, 0]])
    expect(countEvents(rebuilt)).toBeGreaterThanOrEqual(45)
    expect(Math.max(...rebuilt.map(([time]) => time))).toBeLessThan(24)
  })
  test('a curve at 0 that is traced on to the end of the axis keeps nobody', () => {
    const steps = Array.from({ length: 21 }, (_, t): Pair => [t, 1 - t / 20])
    const traced: Pair[] = [21, 22, 23, 24, 25].map((t): Pair => [t, 0])
    for (const ticks of [[], [[10, 20]] as Pair[]]) {
      const rebuilt = rebuild(40, [...steps, ...traced], ticks)
      expect(countEvents(rebuilt)).toBe(40)
      expect(Math.max(...rebuilt.map(([time]) => time))).toBeLessThanOrEqual(20)
    }
  })
  test('forty patients whose last one has the event, with the noise of reading and a table that goes on', () => {
    const random = randomStream(3, 'to the end')(0)
    const truth = Array.from({ length: 40 }, (): Pair => {
      const [event, censored] = [8 * random.exponential(), 4 + 30 * random.uniform()]
      return [Number(Math.max(0.01, Math.min(event, censored)).toFixed(2)), event <= censored ? 1 : 0]
    }).sort((a, b) => a[0] - b[0])
    truth[39] = [truth[39]![0], 1]
    const points = [...corners(truth), [48, 0] as Pair].map(([time, survival]): Pair => {
      return [time, Math.max(0, Math.min(1, survival + 0.0015 * random.normal()))]
    })
    const ticks = [6, 12, 18, 24, 30, 36, 42, 48].map((time): Pair => [time, atRisk(truth, time)])
    const rebuilt = rebuild(40, points, ticks)
    expect(Math.abs(countEvents(rebuilt) - countEvents(truth))).toBeLessThanOrEqual(1)
    expect(rebuilt.at(-1)![1]).toBe(1)
  })
})

describe('a plateau stays a plateau', () => {
  test.each([
    // The steps of 2000 patients, 0.05 points, are below the noise: where the plateau begins is read to a few points only.
    { n: 40, from: 12.5 },
    { n: 400, from: 13 },
    { n: 2000, from: 17 },
  ])('with the noise of reading, n $n', ({ n, from }) => {
    const random = randomStream(7, 'plateau')(n)
    const noisy = (survival: number): number => survival + 0.0015 * random.normal()
    const points: Pair[] = [
      [0, 1],
      [1, 1],
    ]
    for (let t = 1; t <= 12; t += 1) points.push([t, noisy(1 - t / 40)])
    for (let t = 12.5; t <= 60; t += 0.5) points.push([t, noisy(0.7)])
    const ticks: Pair[] = [
      [12, Math.round(0.71 * n)],
      [36, Math.round(0.35 * n)],
      [60, 2],
    ]
    const rebuilt = rebuild(n, points, ticks)
    expect(rebuilt.filter((it) => it[1] === 1 && it[0] > from)).toEqual([])
    expect(countEvents(rebuilt)).toBeGreaterThan(0.25 * n)
  })
})

/** Rows as estimators want them: by time, events first. */
function columns(rows: readonly (readonly [time: number, event: number, arm: number])[]) {
  const sorted = [...rows].sort((a, b) => a[0] - b[0] || b[1] - a[1])
  return {
    time: Float64Array.from(sorted, (it) => it[0]),
    event: Uint8Array.from(sorted, (it) => it[1]),
    assigned: Uint8Array.from(sorted, (it) => it[2]),
  }
}

const trial = fc
  .record({
    n: fc.integer({ min: 8, max: 60 }),
    seed: fc.integer({ min: 0, max: 1_000_000 }),
    noise: fc.constantFrom(0, 0.0015),
  })
  .map(({ n, seed, noise }) => {
    const random = randomStream(seed, 'digitised trial')(0)
    const patients = Array.from({ length: n }, (): Pair => {
      const [event, censored] = [12 * random.exponential(), 6 + 30 * random.uniform()]
      return [Math.max(0.01, Number(Math.min(event, censored).toFixed(2))), event <= censored ? 1 : 0]
    })
    const points = corners(patients).map(([time, survival]): Pair => {
      return [time, Math.max(0, Math.min(1, survival + noise * random.normal()))]
    })
    const times = [6, 12, 18, 24, 30].filter((time) => time < points.at(-1)![0])
    return { n, patients, points, ticks: times.map((time): Pair => [time, atRisk(patients, time)]) }
  })

describe('properties', () => {
  test('numbers at risk and the number of patients are met exactly', () => {
    fc.assert(
      fc.property(trial, ({ n, points, ticks }) => {
        const rebuilt = rebuild(n, points, ticks)
        expect(rebuilt).toHaveLength(n)
        expect(ticks.map(([time]) => atRisk(rebuilt, time))).toEqual(ticks.map((it) => it[1]))
      }),
      { numRuns: 60 },
    )
  })
  test('from exact corners the curve comes back within 1 point and half a step of one patient on average over time', () => {
    fc.assert(
      fc.property(trial, ({ n, patients, points, ticks }) => {
        const rebuilt = rebuild(n, points, ticks, countEvents(patients))
        const [truth, ours] = [corners(patients), corners(rebuilt)]
        const at = (curve: readonly Pair[], t: number) => curve.findLast((it) => it[0] <= t)?.[1] ?? 1
        const times = [...new Set([...truth, ...ours].map((it) => it[0]))].sort((a, b) => a - b)
        const off = times.reduce(
          (sum, t, i) => sum + Math.abs(at(truth, t) - at(ours, t)) * ((times[i + 1] ?? t) - t),
          0,
        )
        expect(off / times.at(-1)!).toBeLessThan(0.01 + 0.5 / n)
      }),
      { numRuns: 60 },
    )
  })
  test('the order of the points does not matter, and the same input gives the same patients', () => {
    fc.assert(
      fc.property(trial, ({ n, points, ticks }) => {
        expect(rebuild(n, [...points].reverse(), ticks)).toEqual(rebuild(n, points, ticks))
      }),
      { numRuns: 20 },
    )
  })
})

describe('with printed figures', () => {
  const random = randomStream(11, 'two arms')(0)
  const arms = [14, 22].map((mean) =>
    Array.from({ length: 121 }, (): Pair => {
      const [event, censored] = [mean * random.exponential(), 12 + 24 * random.uniform()]
      return [Number(Math.max(0.01, Math.min(event, censored)).toFixed(2)), event <= censored ? 1 : 0]
    }),
  )
  const ticks = (patients: readonly Pair[]) =>
    Object.fromEntries([0, 6, 12, 18, 24].map((time) => [time, atRisk(patients, time)]))
  const noisy = (patients: readonly Pair[]) =>
    curveOf(corners(patients).map(([time, survival]): Pair => [time, survival + 0.0015 * random.normal()]))
  const curves = new Map([
    ['a', noisy(arms[0]!)],
    ['b', noisy(arms[1]!)],
  ])
  // As the paper with these patients would print it.
  const printed = (patients: readonly Pair[]) => ({
    n: 121,
    atRisk: ticks(patients),
    survival: { 12: `${Math.round(100 * corners(patients).findLast((it) => it[0] <= 12)![1])}%` },
    median: corners(patients)
      .find((it) => it[1] <= 0.5)![0]
      .toFixed(1),
  })
  const ratio = cox({
    arms: ['a', 'b'],
    ...columns(arms.flatMap((patients, arm) => patients.map(([time, event]) => [time, event, arm] as const))),
  })
  const shownRatio = ratio.kind === 'value' ? ratio.hazardRatio.value.toFixed(2) : ''
  const evidence = evidenceOf({
    arms: { a: printed(arms[0]!), b: printed(arms[1]!) },
    events: countEvents(arms[0]!) + countEvents(arms[1]!),
    hazardRatio: shownRatio,
  })
  test('numbers at risk, the total of events, landmarks and the hazard ratio are reproduced', () => {
    const { fidelity, notes } = reconstructCurves(evidence, curves, { seed: 1 })
    expect(fidelity.filter((it) => it.verdict !== 'reproduced').map((it) => it.figure.id)).toEqual([])
    expect(fidelity).toHaveLength(18)
    expect(notes).toEqual([])
  })
  test('a p-value without a hazard ratio is shown beside, and is not missed', () => {
    const { fidelity } = reconstructCurves(evidenceOf({ arms: { a: { n: 121 }, b: { n: 121 } }, p: '0.9' }), curves, {
      seed: 1,
    })
    const pValue = fidelity.find((it) => it.figure.measure === 'p-value')
    expect(pValue).toMatchObject({ role: 'held-out', verdict: 'not-comparable', prediction: null })
    expect(pValue!.rebuilt).toBeLessThan(0.1)
  })
  test('the band holds the curve, and the curve is that of the patients', () => {
    const { arms: rebuilt } = reconstructCurves(evidence, curves, { seed: 1 })
    for (const { curve } of rebuilt) {
      curve.survival.forEach((survival, i) => {
        expect(curve.lower[i]).toBeLessThanOrEqual(survival)
        expect(curve.upper[i]).toBeGreaterThanOrEqual(survival)
      })
    }
  })
  test('draws are other readings of the same picture, the same for the same seed', () => {
    const reconstruction = reconstructCurves(evidence, curves, { seed: 5 })
    const [first, again, second] = [0, 0, 1].map((index) => reconstruction.drawPatients(index).time)
    expect(first).toEqual(again)
    expect(first).not.toEqual(second)
    expect(reconstruction.drawCurves(0)[0]!.survival[0]).toBe(1)
  })
  test('an arm without a curve is a mistake of the caller', () => {
    expect(() => reconstructCurves(evidence, new Map([['a', curves.get('a')!]]), { seed: 1 })).toThrow(
      new RangeError('reconstructCurves: a curve with points is required for arm b'),
    )
  })
})
