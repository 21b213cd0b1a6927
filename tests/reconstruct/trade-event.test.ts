import { expect, test } from 'vitest'
import { randomStream } from '../../src/numeric/random-stream.ts'
import type { LatticeArm } from '../../src/reconstruct/lattice.ts'
import { latticeArm } from '../../src/reconstruct/lattice.ts'
import type { Target } from '../../src/reconstruct/target.ts'
import { tradeEvent } from '../../src/reconstruct/trade-event.ts'

// 120 patients: an event each month to 20, five censored in the middle of each month.
const months = Array.from({ length: 20 }, (_, k) => 1000 * (k + 1))
const start = (): LatticeArm =>
  latticeArm(
    months,
    months.flatMap((tick) => Array.from({ length: 5 }, () => tick - 500)),
  )
const at = (boundary: number, z: number): Target => ({
  ...{ figure: `@${boundary}`, boundary, z, type: 'log-log', low: 0, high: 1, beside: z !== 0 },
})
const targets = [at(6000, 0), at(6000, 1.96), at(12000, 0), at(12000, 1.96), at(18000, 0)]

/** Events, survival and Greenwood's sum up to a tick, and who stood at the fence. */
function look({ tick, event }: LatticeArm, boundary: number) {
  const n = tick.length
  let [events, survival, sum] = [0, 1, 0]
  for (let i = 0; i < n && tick[i]! <= boundary; i += 1) {
    if (event[i] === 0) continue
    events += 1
    survival *= 1 - 1 / (n - i)
    sum += 1 / ((n - i) * (n - i - 1))
  }
  return { events, survival, sum, fence: tick.filter((it) => it > 8999).length }
}

const optionsOf = (draw: number, fences: readonly number[]) => ({
  ...{ random: randomStream(1, 'trade')(draw), fences, firstCensoring: 500, lastCensoring: 19500 },
})
const draws = Array.from({ length: 40 }, (_, draw) => draw)

test.each([true, false])('an event is traded for times of censoring at the same survival (wider: %s)', (wider) => {
  const before = look(start(), 12000)
  for (const draw of draws) {
    const arm = start()
    expect(tradeEvent(arm, targets, 3, wider, optionsOf(draw, []))).toBe(true)
    const after = look(arm, 12000)
    expect(after.events - before.events).toBe(wider ? -1 : 1)
    // A step of the curve is .013 there: without the censorings it would be off by one.
    expect(Math.abs(after.survival - before.survival)).toBeLessThan(0.002)
    expect(after.sum > before.sum).toBe(wider)
  }
})

test.each([true, false])('nobody crosses a number at risk, and the extremes of censoring stay (wider: %s)', (wider) => {
  const traded = draws.filter((draw) => {
    const arm = start()
    const done = tradeEvent(arm, targets, 3, wider, optionsOf(draw, [8999]))
    expect(look(arm, 12000).fence).toBe(look(start(), 12000).fence)
    const ends = [arm.tick[0], arm.event[0], arm.tick.at(-2), arm.event.reduce((a, b) => a + b, 0)]
    expect(ends).toEqual([500, 0, 19500, 20])
    expect([...arm.tick]).toEqual([...arm.tick].sort((a, b) => a - b))
    return done
  })
  expect(traded.length).toBeGreaterThan(10)
})
