import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { thinned } from '../../src/chart/thinned.ts'

interface Point {
  readonly time: number
  readonly value: number | null
}

const values = ({ value }: Point) => [value]

describe('points of a curve that its neighbours already say', () => {
  test('by hand: a straight line is its ends, a corner stays', () => {
    const line = [0, 1, 2, 3].map((time) => ({ time, value: 1 - time / 10 }))
    expect(thinned(line, values).map((it) => it.time)).toEqual([0, 3])
    const corner = [...line, { time: 4, value: 0.7 }, { time: 5, value: 0.7 }]
    expect(thinned(corner, values).map((it) => it.time)).toEqual([0, 3, 5])
  })

  test('by hand: a missing value keeps its place', () => {
    const points = [0, 1, 2, 3, 4].map((time) => ({ time, value: time === 2 ? null : 0.5 }))
    expect(thinned(points, values).map((it) => it.time)).toEqual([0, 1, 2, 3, 4])
  })

  test('by hand: one point and none', () => {
    expect(thinned([], values)).toEqual([])
    expect(thinned([{ time: 1, value: 1 }], values)).toHaveLength(1)
  })

  test('property: no dropped point lies farther than a quarter of a pixel from the line that is left', () => {
    const curve = fc
      .array(fc.double({ min: 0, max: 0.05, noNaN: true }), { minLength: 2, maxLength: 80 })
      .map((steps) => steps.map((_, time) => ({ time, value: steps.slice(0, time).reduce((sum, it) => sum - it, 1) })))
    fc.assert(
      fc.property(curve, (points) => {
        const kept = thinned(points, values)
        for (const { time, value } of points) {
          const after = kept.findIndex((it) => it.time >= time)
          const [left, right] = [kept[Math.max(0, after - 1)], kept[after]]
          if (left === undefined || right === undefined) throw new Error('the ends stay')
          const share = right.time > left.time ? (time - left.time) / (right.time - left.time) : 0
          expect(Math.abs(value - left.value - share * (right.value - left.value))).toBeLessThan(0.25 / 330)
        }
      }),
    )
  })
})
