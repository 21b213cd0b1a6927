import { describe, expect, test } from 'vitest'
import { randomStream } from '../../src/numeric/random-stream.ts'
import { followCurve } from '../../src/reconstruct/follow-curve.ts'

const time = Float64Array.of(0, 1, 2, 3)
const random = (draw: number) => randomStream(1, 'test')(draw)

// By hand: nobody is censored before the end, so of 200 patients 200 (1 - S) have the event by each time, to half a patient more or less.
test('whole events follow the curve to less than one event, and the others are censored at the end', () => {
  const survival = Float64Array.of(1, 0.9, 0.9, 0.35)
  for (let draw = 0; draw < 50; draw += 1) {
    const { tick, event } = followCurve({ time, survival, censoring: new Float64Array(4) }, 200, random(draw))
    const died = (until: number) => event.filter((it, i) => it === 1 && tick[i]! <= until).length
    expect(Math.abs(died(1000) - 20)).toBeLessThanOrEqual(1)
    expect(died(1999)).toBe(died(1000))
    expect(Math.abs(died(3000) - 130)).toBeLessThanOrEqual(1)
    expect(tick.filter((it, i) => event[i] === 0 && it === 3000).length).toBe(200 - died(3000))
  }
})

// Equal hazards of both kinds: each leaves as often, uniformly over the cell, so the mean place is its middle.
describe('patients of a cell', () => {
  const both = {
    time,
    survival: Float64Array.of(1, 1, 0.25, 0.25),
    censoring: Float64Array.of(0, 0, Math.log(4), Math.log(4)),
  }

  test('stand in order, events first at one tick, however many there are', () => {
    for (const n of [1, 7, 40, 4000]) {
      const { tick, event } = followCurve(both, n, random(n))
      expect(tick.length).toBe(n)
      for (let i = 1; i < n; i += 1) {
        expect(tick[i]!).toBeGreaterThanOrEqual(tick[i - 1]!)
        if (tick[i] === tick[i - 1]) expect(event[i]!).toBeLessThanOrEqual(event[i - 1]!)
      }
    }
  })

  test('are as many of each kind, and spread evenly over the cell', () => {
    const places = Array.from({ length: 400 }, (_, draw) => {
      const { tick, event } = followCurve(both, 40, random(draw))
      return Array.from(tick, (at, i) => ({ at, event: event[i]! })).filter(({ at }) => at < 3000)
    }).flat()
    const mean = (own: readonly { at: number }[]) => own.reduce((sum, { at }) => sum + at, 0) / own.length
    // 15/16 of 16,000, and an sd of 289 ticks a patient: 3.3 standard errors are 8 ticks.
    expect(places.length / 16_000).toBeCloseTo(15 / 16, 2)
    expect(places.filter(({ event }) => event === 1).length / places.length).toBeCloseTo(0.5, 2)
    expect(Math.abs(mean(places) - 1500)).toBeLessThan(8)
    expect(places.filter(({ at }) => at < 1250).length / places.length).toBeCloseTo(0.25, 1)
  })
})
