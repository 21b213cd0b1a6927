import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Hazards } from '../../src/reconstruct/hazards.ts'
import { latticeArm } from '../../src/reconstruct/lattice.ts'
import { seat } from '../../src/reconstruct/seat.ts'

/** A cumulative hazard of one tenth a month. */
const time = Float64Array.from({ length: 401 }, (_, i) => i / 4)
const hazards: Hazards = { time, event: time.map((t) => t / 10), censoring: new Float64Array(time.length) }
const tickOf = (survival: number): number => Math.round(-10 * Math.log(survival) * 1000)

describe('seat', () => {
  test('by hand: four steps of a quarter go to where the curve passes their middles', () => {
    const arm = latticeArm([100, 200, 300], [30000])
    expect([...seat(arm, [], hazards).tick]).toEqual([tickOf(7 / 8), tickOf(5 / 8), tickOf(3 / 8), 30000])
  })
  test('a step whose middle lies in another cell stops at the end of its own', () => {
    const arm = latticeArm([100, 200, 9000], [30000])
    expect([...seat(arm, [2000, 9500], hazards).tick]).toEqual([tickOf(7 / 8), 2000, 9500, 30000])
  })
  test('what the curve does not reach comes to its end, or stays past it', () => {
    const short: Hazards = { ...hazards, event: time.map((t) => t / 1000) }
    // S(100) = e^-0.1 = 0.905: above 7/8 until the end of the curve at 100 months.
    expect([...seat(latticeArm([100, 110_000], [115_000, 120_000]), [], short).tick]).toEqual([
      100_000, 110_000, 115_000, 120_000,
    ])
  })
  test('a censoring stays where it is, unless an event after it comes before it', () => {
    const kept = seat(latticeArm([100, 9000], [3000, 30000]), [], hazards)
    expect([...kept.tick]).toEqual([tickOf(7 / 8), 3000, tickOf(9 / 16), 30000])
    const pushed = seat(latticeArm([100, 9000], [8000, 30000]), [], hazards)
    expect([...pushed.tick]).toEqual([tickOf(7 / 8), tickOf(9 / 16) - 1, tickOf(9 / 16), 30000])
  })
  test('nobody crosses another patient, a boundary, or the end', () => {
    const ticks = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 25 })
    const ends = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 6 })
    fc.assert(
      fc.property(ticks, ticks, ends, (events, censorings, unsorted) => {
        const ascending = (a: number, b: number): number => a - b
        const boundaries = unsorted.sort(ascending)
        const arm = latticeArm(events.sort(ascending), censorings.sort(ascending))
        const dense: Hazards = { ...hazards, time: time.map((t) => t / 1000) }
        const seated = seat(arm, boundaries, dense)
        const cell = (tick: number): number => boundaries.filter((end) => end < tick).length
        expect([...seated.event]).toEqual([...arm.event])
        expect([...seated.tick].map(cell)).toEqual([...arm.tick].map(cell))
        expect(seated.tick.at(-1)).toBe(arm.tick.at(-1))
        seated.tick.forEach((tick, i) => {
          const before = i === 0 ? 1 : seated.tick[i - 1]! + (seated.event[i - 1]! < seated.event[i]! ? 1 : 0)
          expect(tick).toBeGreaterThanOrEqual(before)
        })
      }),
    )
  })
})
