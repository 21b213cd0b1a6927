import { describe, expect, test } from 'vitest'
import { cleanCurve } from '../../src/evidence/clean-curve.ts'
import type { DigitisedCurve } from '../../src/evidence/digitised-curve.ts'
import { randomStream } from '../../src/numeric/random-stream.ts'
import { curveNotes } from '../../src/reconstruct/curve-notes.ts'
import { digitisedArm } from '../../src/reconstruct/digitised-arm.ts'
import { digitisedDistance, isBent } from '../../src/reconstruct/digitised-distance.ts'
import { digitisedEvents } from '../../src/reconstruct/digitised-events.ts'
import { digitisedTotals } from '../../src/reconstruct/digitised-totals.ts'
import { latticeArm } from '../../src/reconstruct/lattice.ts'
import { orderPoints } from '../../src/reconstruct/order-points.ts'
import { reconstructCurves } from '../../src/reconstruct/reconstruct-curves.ts'
import { readArm, seen, type SimulatedArm } from '../bench/simulated-digitised.ts'
import { evidenceOf } from './build-evidence.ts'

const curveOf = (points: readonly (readonly [number, number])[]): DigitisedCurve => ({
  time: Float64Array.from(points, (it) => it[0]),
  survival: Float64Array.from(points, (it) => it[1]),
})

describe('how many events are allowed, by hand', () => {
  // 100 patients, S falls evenly to 80% at 6 months, 70 are left there. Each censored patient takes 1 / S of 100 / 1 - 70 / 0.8 = 12.5, S from 1 down to 0.8: 10 to 12.5 are censored, 17.5 to 20 of
  // the 30 have the event. Then it is flat, and nobody can be told to have one.
  const falling = Array.from({ length: 60 }, (_, k): [number, number] => [(k + 1) / 10, 1 - (k + 1) / 300])
  const flat = Array.from({ length: 20 }, (_, k): [number, number] => [6.5 + k / 2, 0.8])
  const free = digitisedArm({
    n: 100,
    events: null,
    ticks: [{ time: 6, count: 70 }],
    curve: curveOf([[0, 1], ...falling, ...flat]),
    targets: [],
  })
  test('between all censored at once and all censored last, whatever the noise adds', () => {
    const { likely, lower, upper } = digitisedEvents(free)
    expect(likely).toBeGreaterThanOrEqual(18)
    expect(likely).toBeLessThanOrEqual(20)
    expect([16, 17, 18]).toContain(lower)
    expect([20, 21]).toContain(upper)
  })
  test('after the last number at risk: each step that is seen is an event at least, a share of all at most', () => {
    // 20 at risk at 4 and no table after it: falls to 75% and to 50% of what it was are 2 events at least, 10 at most.
    const tail: [number, number][] = [4.5, 5, 6, 7, 7, 7.5, 8, 9, 9, 10, 11].map((t, k) => [
      t,
      k < 4 ? 1 : k < 8 ? 0.75 : 0.5,
    ])
    const arm = digitisedArm({
      n: 20,
      events: null,
      ticks: [{ time: 4, count: 20 }],
      curve: curveOf([[0, 1], [1, 1], [2, 1], [3, 1], ...tail]),
      targets: [],
    })
    const { lower, upper } = digitisedEvents(arm)
    expect(lower).toBe(2)
    expect(upper).toBe(10)
  })
})

test('the distance of readings forgives a step that is a little off in time, by hand', () => {
  // Two patients, events at 5 and 10: S = 1, 0.5 from 5 on, 0 from 10 on. A quarter of a per cent of the axis is 0.025.
  const arm = latticeArm([5000, 10000], [])
  const points = orderPoints(
    curveOf([
      [2, 0.98],
      [4.98, 0.5],
      [5.02, 1],
      [5, 0.7],
      [7, 0.44],
      [10, 0],
    ]),
  )
  const { points: count, mean, largest, at } = digitisedDistance(points, arm)
  expect(count).toBe(6)
  expect(largest).toBeCloseTo(0.06, 12)
  expect(at).toBe(7)
  expect(mean).toBeCloseTo((0.02 + 0.06) / 6, 12)
})

/** Arms of known patients: censoring even, or all at a cut-off. */
function armOf(index: number, n: number, late: boolean): SimulatedArm {
  const random = randomStream(20261122, 'numbers of events, tested')(index)
  const rows = Array.from({ length: n }, () => {
    const cutOff = late ? 21 + 3 * random.uniform() : 12 + 30 * random.uniform()
    return seen(14 * random.exponential(), Math.min(cutOff, random.uniform() < 0.12 ? 40 * random.uniform() : Infinity))
  })
  const arm = readArm(rows, 'along the line', { survival: 0.0015, time: 0.001 }, random)
  return { ...arm, id: `${index}` }
}

function rebuilt({ n, points, atRisk }: SimulatedArm, events: number | null, counts = atRisk.counts) {
  const read = points.map(([time, survival], k) => ({ label: `point ${k}`, line: k + 1, column: 1, time, survival }))
  const cleaned = cleanCurve(read, { unit: 'months' })
  if (cleaned.kind !== 'curve') throw new Error('a curve is required')
  const sketch = { n, atRisk: Object.fromEntries(atRisk.times.map((time, k) => [time, counts[k]!])) }
  const evidence = evidenceOf({ arms: { a: events === null ? sketch : { ...sketch, events } } })
  return reconstructCurves(evidence, new Map([['a', cleaned.curve]]), { seed: 1 })
}

const cases = [25, 60, 105, 200].flatMap((n, i) =>
  [0, 1, 2, 3].map((k) => ({ n, arm: armOf(4 * i + k, n, k % 2 === 1) })),
)

describe('simulated arms of 25 to 200 patients', () => {
  test('right numbers of events and at risk: hardly any is named, and the readings are not left for them', () => {
    const named = cases.filter(({ arm }) => (rebuilt(arm, arm.events).conflicts ?? []).length > 0)
    expect(named.length).toBeLessThanOrEqual(1)
  })
  test('a fifth of the patients too many or too few: named with what the readings allow, and not followed', () => {
    for (const { n, arm } of cases) {
      for (const wrong of [arm.events - Math.round(0.2 * n), arm.events + Math.round(0.2 * n)]) {
        if (wrong < 0 || wrong > n) continue
        const { conflicts, patients, readings, fidelity, notes } = rebuilt(arm, wrong)
        const { allowed, followedAtEnd } = readings![0]!
        const { lower, upper } = allowed
        expect(Array.from(patients.time)).toEqual(Array.from(rebuilt(arm, null).patients.time))
        const verdict = fidelity.find((it) => it.figure.measure === 'events')!.verdict
        if (wrong > upper && wrong <= upper + followedAtEnd) {
          expect(notes.join(' ')).toContain(`then ${wrong - upper} of them or more came later`)
          expect([verdict, conflicts]).toEqual(['not-comparable', []])
          continue
        }
        expect(conflicts).toHaveLength(1)
        expect(conflicts![0]!.message).toContain(`${wrong} events do not go with the readings`)
        expect(conflicts![0]!.expected).toBe(lower === upper ? `${lower}` : `${lower} to ${upper}`)
        expect(notes).toContain(`${conflicts![0]!.message}.`)
        expect(verdict).toBe('missed')
      }
    }
  })
  test('a number of events that is possible with odd censoring alone is followed, and said to be odd', () => {
    const arm = cases.find(({ n }) => n === 105)!.arm
    const { allowed } = rebuilt(arm, null).readings![0]!
    const told = rebuilt(arm, allowed.upper)
    expect(allowed.upper - allowed.likely).toBeGreaterThanOrEqual(2)
    expect([...(told.conflicts ?? []).map(({ message }) => message), ...told.notes].join(' ')).toMatch(
      /may have been censored unevenly|were not met|found none closer/,
    )
  })
  test('a number at risk of the time before it is named, with the most that can be left', () => {
    const arm = cases.find(({ n }) => n === 200)!.arm
    const at = 2
    const counts = arm.atRisk.counts.map((it, k) => (k === at ? arm.atRisk.counts[k - 1]! : it))
    const { conflicts } = rebuilt(arm, null, counts)
    const [found] = conflicts!
    expect(found!.figure.time).toBe(arm.atRisk.times[at])
    const most = Number(/at most (\d+)/.exec(found!.expected)![1])
    expect(most).toBeLessThan(counts[at]!)
    expect(most).toBeGreaterThanOrEqual(arm.atRisk.counts[at]!)
  })
})

test('patients that left the readings for printed figures are said to', () => {
  const arm = cases.find(({ n }) => n === 105)!.arm
  const read = arm.points.map(([time, survival], k) => ({ label: `${k}`, line: k + 1, column: 1, time, survival }))
  const cleaned = cleanCurve(read, { unit: 'months' })
  if (cleaned.kind !== 'curve') throw new Error('a curve is required')
  const evidence = evidenceOf({ arms: { a: { n: 105 } } })
  const totals = digitisedTotals(evidence, [cleaned.curve])
  const { arm: own } = totals.arms[0]!
  const notesOf = (patients: typeof own) => curveNotes(evidence, totals, { arms: totals.arms, patients: [patients] })
  const leaves = /for the printed figures the curve leaves the readings, by up to \d+\.\d points at \d+\.\d months/
  expect(notesOf(own).filter((it) => leaves.test(it))).toEqual([])
  const later = { ...own, tick: own.tick.map((tick) => tick + 1000) }
  expect(notesOf(later).filter((it) => leaves.test(it))).toHaveLength(1)
})

test('a curve is bent by one and a half sd of reading on average, or ten at one reading', () => {
  const distance = (mean: number, largest: number) => ({ points: 50, mean, largest, at: 6 })
  const least = distance(0.001, 0.01)
  expect(isBent(distance(0.0024, 0.019), least, 0.001)).toBeNull()
  expect(isBent(distance(0.0026, 0.019), least, 0.001)).toBe('on average')
  expect(isBent(distance(0.0024, 0.021), least, 0.001)).toBe('at one reading')
})
