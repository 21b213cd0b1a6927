import { describe, expect, test } from 'vitest'
import { anotherSplit } from '../../src/reconstruct/another-split.ts'
import { guidesOf } from '../../src/reconstruct/guides.ts'
import { latticeArm } from '../../src/reconstruct/lattice.ts'
import { missedFigures, misses } from '../../src/reconstruct/misses.ts'
import { pastHorizon } from '../../src/reconstruct/past-horizon.ts'
import { polish } from '../../src/reconstruct/polish.ts'
import { wantedError } from '../../src/reconstruct/ratio-target.ts'
import type { Target } from '../../src/reconstruct/target.ts'
import { randomStream } from '../../src/numeric/random-stream.ts'

const time = Float64Array.from({ length: 41 }, (_, k) => k / 2)
const hazards = { time, event: time.map((t) => 0.05 * t), censoring: new Float64Array(41) }

describe('guides', () => {
  test('hold survival to three quarters of a step beside the smooth curve, also where no event is', () => {
    // By hand: two events among ten patients at 2 and 4 months, the others censored at 20. The step at risk 9 is 0.9 / 9 = 0.1.
    const arm = latticeArm([2000, 4000], Array<number>(8).fill(20000))
    const guides = guidesOf(arm, hazards)
    const at4 = guides.find((guide) => guide.boundary === 4000)!
    expect((at4.low + at4.high) / 2).toBeCloseTo(Math.exp(-0.05 * 4.001), 9)
    expect(at4.high - at4.low).toBeCloseTo(1.5 * 0.1, 9)
    expect(guides.filter((guide) => guide.boundary > 4000).length).toBeGreaterThan(7)
    expect(guides.every((guide) => guide.figure === null)).toBe(true)
  })

  test('bring an arm back whose events were placed too early, while its figure stays met', () => {
    // 100 patients, hazard 0.05 a month, half of all events crowded into the first month; S(10) is printed as 60 to 61%.
    const events = Array.from({ length: 60 }, (_, k) => (k < 39 ? 100 + 20 * k : 10_500 + 400 * (k - 39)))
    const arm = latticeArm(events, Array<number>(40).fill(20_000))
    const figure: Target = {
      figure: 'x',
      boundary: 10_000,
      z: 0,
      type: 'log-log',
      low: 0.605,
      high: 0.615,
      beside: false,
    }
    const guides = guidesOf(arm, hazards)
    const options = {
      random: randomStream(1, 'test')(0),
      fences: [],
      firstCensoring: 0,
      lastCensoring: 20_001,
      proposals: 600,
      guideWeight: 30,
      temperature: 0.1,
    }
    const off = (of: typeof arm): number => misses(of, guides, new Float64Array(guides.length), 1)
    const polished = polish(arm, [figure], guides, options)
    expect(missedFigures(polished, [figure]).size).toBe(0)
    expect(off(polished)).toBeLessThan(off(arm) / 2)
  })
})

describe('the standard error to aim for', () => {
  const logs = (low: number, high: number) => [Math.log(low), Math.log(high)] as const
  const printed = {
    estimate: logs(0.485, 0.495),
    limits: { z: 1.96, lower: logs(0.375, 0.385), upper: logs(0.645, 0.655) },
  }

  test('is the one that was reached where estimate and limits allow it', () => {
    // By hand: the limits allow (log 0.645 - log 0.495) / 1.96 = 0.1351 to (log 0.495 - log 0.375) / 1.96 = 0.1417.
    expect(wantedError({ ...printed, pValue: null }, 0.138)).toBe(0.138)
  })

  test('lies halfway from the nearer end to the middle where it is not', () => {
    const least = Math.log(0.645 / 0.495) / 1.96
    const most = Math.log(0.495 / 0.375) / 1.96
    expect(wantedError({ ...printed, pValue: null }, 0.2)).toBeCloseTo(most - (most - least) / 4, 12)
    expect(wantedError({ ...printed, pValue: null }, 0.1)).toBeCloseTo(least + (most - least) / 4, 12)
  })

  test('does not exist without limits', () => {
    expect(wantedError({ estimate: printed.estimate, limits: null, pValue: null }, 0.138)).toBeNull()
  })
})

describe('another split of a total', () => {
  const modelled = { events: [50, 50], spread: [3, 3], basis: 'split by the model' } as const
  const pairs = [{ numerator: 1, denominator: 0 }]

  test('moves to where the width of the interval asks for it', () => {
    // By hand: 1/40 + 1/60 = 1/24 against 1/50 + 1/50 = 1/25; the first of the two arms stays the smaller.
    const errorRatio = Math.sqrt(25 / 24)
    const { events } = anotherSplit(modelled, [100, 100], pairs, { split: modelled, errorRatios: [errorRatio] }, 0)
    expect([...events].sort((a, b) => a - b)).toEqual([40, 60])
  })

  test('by no more than four standard deviations of what the model believes', () => {
    const { events } = anotherSplit(modelled, [100, 100], pairs, { split: modelled, errorRatios: [2] }, 0)
    expect([...events].sort((a, b) => a - b)).toEqual([38, 62])
  })

  test('of arms that share a control all widths are brought about together', () => {
    const three = { events: [50, 50, 50], spread: [20, 20, 20], basis: 'split by the model' } as const
    const [wanted, begun] = [
      [70, 45, 35],
      [60, 50, 40],
    ] as const
    const variance = (events: readonly number[], arm: number): number => 1 / events[0]! + 1 / events[arm]!
    const errorRatios = [1, 2].map((arm) => Math.sqrt(variance(wanted, arm) / variance(begun, arm)))
    const tried = { split: { ...three, events: begun }, errorRatios }
    const star = [1, 2].map((numerator) => ({ numerator, denominator: 0 }))
    const turned = [1, 2].map((denominator) => ({ numerator: 0, denominator }))
    expect(anotherSplit(three, [100, 100, 100], star, tried, 0).events).toEqual(wanted)
    expect(anotherSplit(three, [100, 100, 100], turned, tried, 0).events).toEqual(wanted)
  })

  test('a few events more or less where the width is right; never where the numbers are reported', () => {
    const tried = { split: modelled, errorRatios: [1] }
    const of = (start: number) => anotherSplit(modelled, [100, 100], pairs, tried, start).events
    expect([0, 1, 2, 4, 5].map((start) => of(start)[1])).toEqual([50, 52, 48, 54, 46])
    const reported = { ...modelled, basis: 'reported' } as const
    expect(anotherSplit(reported, [100, 100], pairs, { split: reported, errorRatios: [1.2] }, 1).events).toEqual([
      50, 50,
    ])
  })
})

test('past the horizon a constant hazard stays constant, and nobody more is censored', () => {
  const { time: times, event, censoring } = pastHorizon(hazards)
  expect(times.at(-1)).toBeCloseTo(60, 9)
  times.forEach((t, i) => {
    expect(event[i]).toBeCloseTo(0.05 * t, 9)
  })
  expect(censoring.at(-1)).toBe(0)
})
