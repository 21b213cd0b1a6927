import { expect, test } from 'vitest'
import { randomStream } from '../../src/numeric/random-stream.ts'
import { digitisedArm } from '../../src/reconstruct/digitised-arm.ts'
import { digitisedDistance } from '../../src/reconstruct/digitised-distance.ts'
import { digitisedEvents } from '../../src/reconstruct/digitised-events.ts'
import { kaplanMeier } from '../../src/survival/kaplan-meier.ts'
import { patients, type Patients } from '../../src/survival/patients.ts'

type Pair = readonly [time: number, value: number]

function rebuilt(n: number, steps: readonly Pair[], ticks: readonly Pair[], events: number | null = null): Pair[] {
  const { arm } = digitisedArm({
    n,
    events,
    ticks: ticks.map(([time, count]) => ({ time, count })),
    curve: { time: Float64Array.from(steps, (it) => it[0]), survival: Float64Array.from(steps, (it) => it[1]) },
    targets: [],
  })
  return Array.from(arm.tick, (tick, i): Pair => [tick / 1000, arm.event[i]!])
}

const eventTimes = (rows: readonly Pair[]): number[] => rows.filter(([, event]) => event === 1).map(([time]) => time)

// Most censorings come late in the first interval: 1/20 at 1, 1/19 at 2, 1/9 at 5 (nine censored from 2 to 5), 2/6 at 7.
const steps: readonly Pair[] = [
  [0, 1],
  [1, 19 / 20],
  [2, 18 / 20],
  [5, (18 / 20) * (8 / 9)],
  [7, (18 / 20) * (8 / 9) * (4 / 6)],
  [9, (18 / 20) * (8 / 9) * (4 / 6)],
]

test('each step tells its events and who is at risk, by hand', () => {
  const found = rebuilt(20, steps, [[6, 7]])
  expect(eventTimes(found)).toEqual([1, 2, 5, 7, 7])
  expect(found.filter(([time, event]) => event === 0 && time > 2 && time < 5)).toHaveLength(9)
  expect(found.filter(([time, event]) => event === 0 && time > 5 && time < 7)).toHaveLength(2)
})

test('a printed number of events that the steps contradict is kept to all the same', () => {
  expect(eventTimes(rebuilt(20, steps, [[6, 7]], 6))).toHaveLength(6)
})

const exactCurve = (points: readonly Pair[]): { time: Float64Array; survival: Float64Array } => ({
  time: Float64Array.from(points, (it) => it[0]),
  survival: Float64Array.from(points, (it) => it[1]),
})

test('steps that several pairs of whole numbers give allow each of their numbers of events, and one that is told is met', () => {
  // 30 -> 18 -> 10 at risk, S = .9, .85, .79333: 2/20 or 3/30, then 1/18, then 1/15; more would leave fewer than are at risk next.
  const points: Pair[] = [
    [0, 1],
    [3, 0.9],
    [7, 0.85],
    [9, (0.85 * 14) / 15],
    [12, (0.85 * 14) / 15],
  ]
  const arm = (events: number | null) =>
    digitisedArm({
      n: 30,
      events,
      ticks: [
        { time: 6, count: 18 },
        { time: 12, count: 10 },
      ],
      curve: exactCurve(points),
      targets: [],
    })
  const { lower, likely, upper } = digitisedEvents(arm(null))
  expect([lower, upper]).toEqual([4, 5])
  expect([4, 5]).toContain(likely)
  for (const events of [4, 5]) {
    const told = arm(events)
    expect(told.arm.event.reduce((all, it) => all + it, 0)).toBe(events)
    expect(digitisedDistance(told.points, told.arm).largest).toBeLessThan(1e-9)
  }
})

/** Drop-out piles up between numbers at risk, where even censoring would be a wrong guess. */
function trial(index: number, n: number, tied: boolean): Patients {
  const random = randomStream(20261121, 'exact steps')(index)
  const unit = tied ? 1 : 0.01
  const round = (time: number): number => Math.ceil(time / unit) * unit
  const rows = Array.from({ length: n }, () => [round(18 * random.exponential()), round(6 + 24 * random.uniform())])
  return patients({
    arms: ['a'],
    time: rows.map(([event, censored]) => Math.min(event!, censored!)),
    event: rows.map(([event, censored]) => (event! <= censored! ? 1 : 0)),
    assigned: rows.map(() => 0),
  })
}

test.each([
  [0, 100, false, 12],
  [1, 250, false, 12],
  [2, 250, true, 12],
  [3, 400, false, 6],
  [4, 200, false, 4],
])('trial %i of %i patients, tied %s, survival with %i decimals: events come back', (index, n, tied, decimals) => {
  const truth = trial(index, n, tied)
  const km = kaplanMeier(truth)
  const rows = [...km.time].flatMap((time, i): Pair[] =>
    km.nEvent[i]! > 0 ? [[time, Number(km.survival[i]!.toFixed(decimals))]] : [],
  )
  const ticks = [6, 12, 18, 24].map((time): Pair => [time, [...truth.time].filter((it) => it >= time).length])
  const found = rebuilt(n, [[0, 1], ...rows], ticks)
  // After the last number at risk 1 of 5 and 2 of 10 are the same step.
  const early = (it: readonly number[]): string[] => it.filter((time) => time < 24).map((time) => time.toFixed(2))
  const events = [...truth.time].filter((_, i) => truth.event[i] === 1)
  expect(early(eventTimes(found))).toEqual(early(events))
  expect(Math.abs(eventTimes(found).length - events.length)).toBeLessThanOrEqual(1)
})
