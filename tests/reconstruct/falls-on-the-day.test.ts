import { expect, test } from 'vitest'
import { digitisedArm, type DigitisedArm } from '../../src/reconstruct/digitised-arm.ts'
import { digitisedDistance } from '../../src/reconstruct/digitised-distance.ts'
import { digitisedEvents } from '../../src/reconstruct/digitised-events.ts'

/** By hand: of 100 patients 20 have their event at each of four visits, 3, 6, 9 and 12 months; the other 20 are followed to 15. */
function visits(early: number, events: number | null = null): DigitisedArm {
  const falls = [3, 6, 9, 12].flatMap((time, k): [number, number][] => [
    [time - early, (5 - k) / 5],
    [time - early, (4 - k) / 5],
  ])
  const points: [number, number][] = [[0, 1], ...falls, [15, 0.2]]
  return digitisedArm({
    n: 100,
    events,
    ticks: [
      { time: 6, count: 80 },
      { time: 12, count: 40 },
    ],
    curve: { time: Float64Array.from(points, (it) => it[0]), survival: Float64Array.from(points, (it) => it[1]) },
    targets: [],
  })
}

const eventsNear = ({ arm }: DigitisedArm, time: number): number =>
  arm.tick.filter((tick, i) => arm.event[i] === 1 && Math.abs(tick / 1000 - time) <= 0.04).length

// A quarter of a per cent of 15 months is 0.0375. 80 and 40 are counted just before the visits.
test.each([0, 0.005, 0.03, -0.005, -0.03])('visits on days of numbers at risk, read %f months early', (early) => {
  const found = visits(early)
  expect([3, 6, 9, 12].map((time) => eventsNear(found, time))).toEqual([20, 20, 20, 20])
  expect(digitisedDistance(found.points, found.arm).largest).toBeLessThan(0.01)
  const { lower, likely, upper } = digitisedEvents(found)
  expect(likely).toBe(80)
  expect(lower).toBeLessThanOrEqual(80)
  expect(upper).toBeGreaterThanOrEqual(80)
  const told = visits(early, 80)
  expect([3, 6, 9, 12].map((time) => eventsNear(told, time))).toEqual([20, 20, 20, 20])
})
