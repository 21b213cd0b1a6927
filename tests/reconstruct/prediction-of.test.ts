import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Figure } from '../../src/evidence/evidence.ts'
import { liesWithin } from '../../src/reconstruct/lies-within.ts'
import { z95 } from '../../src/reconstruct/observation.ts'
import { predictionOf } from '../../src/reconstruct/prediction-of.ts'
import { wholeCounts } from '../../src/reconstruct/whole-patients.ts'
import { evidenceOf } from './build-evidence.ts'

const plain = (deviate: number): number => deviate
const ofCount = (n: number): Figure => evidenceOf({ arms: { a: { n: 500, events: n } } }).arms[0]!.events!
const ofMedian = (printed: string): Figure =>
  evidenceOf({ arms: { a: { n: 500, median: printed } } }).arms[0]!.median!.estimate

describe('value, interval and z are of one law', () => {
  test('by hand: mean 10, sd 2', () => {
    const at = (deviate: number): number => 10 + 2 * deviate
    // 14.1 prints from 14.05 to 14.15: the nearest lies 2.025 sd above.
    const above = predictionOf(ofMedian('14.1'), at, plain)
    expect(above.z).toBeCloseTo(2.025, 9)
    expect(above.upper).toBeCloseTo(10 + 2 * z95, 9)
    expect(predictionOf(ofMedian('10.0'), at, plain).z).toBe(0)
    expect(predictionOf(ofMedian('5.0'), at, plain).z).toBeCloseTo(-2.475, 9)
    // Half as far where a trial is so unusual that a deviate comes to two standard deviations.
    expect(predictionOf(ofMedian('5.0'), at, (deviate) => 2 * deviate).z).toBeCloseTo(-1.2375, 9)
  })

  test('where bounds cut the interval, and nothing that can be prints so, there is no z', () => {
    const cut = (deviate: number): number => Math.min(9, 10 + 2 * deviate)
    const { value, upper, z } = predictionOf(ofMedian('9.5'), cut, plain)
    expect([value, upper, z]).toEqual([9, 9, null])
    expect(predictionOf(ofMedian('9.0'), cut, plain).z).toBe(0)
  })

  test('a figure lies outside the interval exactly where z lies beyond 1.96, counts and cut ones too', () => {
    const cases = fc.record({
      middle: fc.double({ min: 1, max: 400, noNaN: true }),
      sd: fc.double({ min: 0.05, max: 80, noNaN: true }),
      printed: fc.integer({ min: 1, max: 480 }),
      least: fc.double({ min: 0, max: 300, noNaN: true }),
      stretch: fc.double({ min: 0.3, max: 4, noNaN: true }),
    })
    fc.assert(
      fc.property(cases, ({ middle, sd, printed, least, stretch }) => {
        const count = wholeCounts((deviate) => middle + deviate * sd)
        for (const at of [count, (deviate: number) => Math.max(least, count(deviate))]) {
          for (const figure of [ofCount(printed), ofMedian(printed.toFixed(1))]) {
            const { lower, upper, z } = predictionOf(figure, at, (deviate) => stretch * deviate)
            expect(liesWithin(figure, lower, upper)).toBe(z !== null && Math.abs(z) <= z95)
          }
        }
      }),
      { seed: 7, numRuns: 300 },
    )
  })
})
