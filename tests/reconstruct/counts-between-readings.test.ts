import { expect, test } from 'vitest'
import { digitisedArm } from '../../src/reconstruct/digitised-arm.ts'
import { digitisedDistance } from '../../src/reconstruct/digitised-distance.ts'
import { digitisedEvents } from '../../src/reconstruct/digitised-events.ts'

/**
 * By hand: 60% have their event and nobody is censored before 36 months. Five readings; nine numbers at risk in two gaps between them. At 30 months 40% are left at a survival of 40 to 46%. Were it 46%, Y / S would have
 * fallen to 40 / 0.46, 87% of n: up to 13% of n / S are censored before, so that more than half, but not quite all 60%, need be events.
 */
test.each([100, 1000])('numbers at risk between readings that lie far apart, %i patients', (n) => {
  const points = [
    [0, 1],
    [0.6, 1],
    [14, 0.46],
    [36, 0.4],
    [60, 0.4],
  ] as const
  const shares = [
    [3, 0.88],
    [6, 0.75],
    [9, 0.62],
    [12, 0.5],
    [15, 0.45],
    [18, 0.42],
    [21, 0.4],
    [24, 0.4],
    [30, 0.4],
  ] as const
  const arm = (events: number | null) =>
    digitisedArm({
      n,
      events,
      ticks: shares.map(([time, share]) => ({ time, count: Math.round(n * share) })),
      curve: { time: Float64Array.from(points, (it) => it[0]), survival: Float64Array.from(points, (it) => it[1]) },
      targets: [],
    })
  const { lower, likely, upper } = digitisedEvents(arm(null))
  expect(lower).toBeGreaterThan(0.5 * n)
  expect(lower).toBeLessThan(0.6 * n)
  expect(Math.abs(likely - 0.6 * n)).toBeLessThanOrEqual(0.01 * n)
  expect(upper).toBeGreaterThanOrEqual(0.6 * n)
  const told = arm(0.6 * n)
  expect(told.arm.event.reduce((all, it) => all + it, 0)).toBe(0.6 * n)
  expect(digitisedDistance(told.points, told.arm).largest).toBeLessThan(0.01)
})
