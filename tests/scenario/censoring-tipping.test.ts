import { describe, expect, test } from 'vitest'
import { randomStream } from '../../src/numeric/random-stream.ts'
import { asPublished } from '../../src/scenario/as-published.ts'
import { censoringFrontier } from '../../src/scenario/censoring-frontier.ts'
import { censoringTipping, lowerLimit, modelsFor } from '../../src/scenario/censoring-tipping.ts'
import { differenceOverDeltas, differenceUnderCensoring } from '../../src/scenario/milestone-under-censoring.ts'
import { drawPotentialFollowUp, potentialFollowUpLaw } from '../../src/scenario/potential-follow-up.ts'
import { milestoneDifference } from '../../src/survival/milestone.ts'
import { censoringReason, patients, type Patients } from '../../src/survival/patients.ts'
import { goldenPatients } from './golden.ts'

/**
 * An arm of quantile times through (6 months, s6), (12, s12) and (24, s24), with potential follow-up evenly over 0.4 to 35.4 months in an
 * order unrelated to the event times (golden ratio), and every `k`-th patient dropping out after a third of the event time.
 */
function armOf(n: number, s: readonly [number, number, number], k: number) {
  const knots = [
    [0, 1],
    [6, s[0]],
    [12, s[1]],
    [24, s[2]],
    [60, s[2] / 8],
  ] as const
  return Array.from({ length: n }, (_, i) => {
    const u = 1 - (i + 0.5) / n
    const j = Math.max(
      1,
      knots.findIndex(([, level]) => u >= level),
    )
    const [t0, s0] = knots[j - 1]!
    const [t1, s1] = knots[j] ?? knots[4]
    const event = u < knots[4][1] ? 60 : t0 + ((t1 - t0) * Math.log(s0 / u)) / Math.log(s0 / s1)
    const potential = 0.4 + 35 * ((i * 0.6180339887498949) % 1)
    const dropOut = k > 0 && i % k === 0 ? event / 3 : Infinity
    const time = Math.min(event, potential, dropOut)
    return { time, event: time === event, reason: dropOut === time ? 1 : 0, administrative: Math.max(time, potential) }
  })
}

/** Of the shape of KarMMa-3: 55% of 254 against 30% of 132 at 12 months. `k1`, `k0`: every k-th drops out, 0 nobody. */
function trial(k1: number, k0: number): Patients {
  const control = armOf(132, [0.4, 0.3, 0.15], k0)
  const rows = [...control, ...armOf(254, [0.73, 0.55, 0.3], k1)]
  return patients({
    arms: ['standard', 'ide-cel'],
    time: rows.map((it) => it.time),
    event: rows.map((it) => it.event),
    assigned: rows.map((_, i) => Number(i >= 132)),
    reason: rows.map((it) => it.reason),
    administrative: rows.map((it) => it.administrative),
  })
}

describe('delta at which the lower limit of the 12-month difference reaches 0', () => {
  test('nobody dropped out: nothing for delta to work on', () => {
    const found = censoringTipping({ patients: trial(0, 0), time: 12, direction: 'arm-1' })
    expect(found.tipping.kind).toBe('none-in-range')
    expect(found.censored.map((it) => it.dropOuts)).toEqual([0, 0])
    expect(found.worstCase).toEqual(found.atRandom)
    expect(found.worstCaseReaches).toBe(false)
  })
  test('few dropped out: none in range, with what is attainable and the worst case', () => {
    const set = trial(20, 0)
    const { tipping, ...found } = censoringTipping({ patients: set, time: 12, direction: 'arm-1' })
    if (tipping.kind !== 'none-in-range') throw new Error(tipping.kind)
    expect(tipping.attainable.lower).toBeGreaterThan(0)
    expect(tipping.attainable.upper).toBeCloseTo(lowerLimit(milestoneDifference(set, 12))!, 12)
    expect(found.worstCaseReaches).toBe(false)
    expect(found.censored[1]!.dropOuts).toBeGreaterThan(0)
    // Nearly: with administrative censoring a late milestone need not fall all the way with delta.
    expect(lowerLimit(found.atLargest)! - tipping.attainable.lower).toBeLessThan(1e-4)
    expect(lowerLimit(found.atLargest)!).toBeGreaterThanOrEqual(tipping.attainable.lower)
  })
  test('a third dropped out: the root, and the lower limit there is 0', () => {
    const set = trial(3, 0)
    const { tipping, ...found } = censoringTipping({ patients: set, time: 12, direction: 'arm-1' })
    if (tipping.kind !== 'found') throw new Error(tipping.kind)
    expect(tipping.root.direction).toBe('falling')
    const there = differenceUnderCensoring(set, modelsFor('arm-1', tipping.root.value), 12)
    expect(lowerLimit(there)).toBeCloseTo(0, 6)
    expect(found.worstCaseReaches).toBe(true)
    const published = milestoneDifference(set, 12)
    expect(lowerLimit(found.atRandom)).toBeCloseTo(lowerLimit(published)!, 12)
  })
  test('in opposite directions a smaller delta is enough', () => {
    const one = censoringTipping({ patients: trial(3, 3), time: 12, direction: 'arm-1' }).tipping
    const both = censoringTipping({ patients: trial(3, 3), time: 12, direction: 'opposite' }).tipping
    if (both.kind !== 'found') throw new Error(both.kind)
    if (one.kind === 'found') expect(both.root.value).toBeLessThan(one.root.value)
    else expect(one.kind).toBe('none-in-range')
  })
  test('at another level or target the root moves the right way', () => {
    const set = trial(3, 0)
    const value = (options: object): number => {
      const { tipping } = censoringTipping({ patients: set, time: 12, direction: 'arm-1', ...options })
      if (tipping.kind !== 'found') throw new Error(tipping.kind)
      return tipping.root.value
    }
    expect(value({ level: 0.99 })).toBeLessThan(value({}))
    expect(value({ target: 0.03 })).toBeLessThan(value({}))
  })
})

describe('share of drop-out and delta together', () => {
  const law = potentialFollowUpLaw(0.4, 18.6, 35.4)
  const stream = randomStream(20220418, 'tests/frontier')
  const frontier = (direction: 'arm-1' | 'opposite') =>
    censoringFrontier({
      patients: trial(0, 0),
      time: 12,
      direction,
      assumption: { administrative: law },
      shares: 6,
      random: () => stream(0),
    })

  test('share 0 is as published, more drop-out reaches further, and there is a first share that tips', () => {
    const found = frontier('opposite')
    expect(found.points.map((it) => it.share)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
    expect(found.points[0]!.result.tipping.kind).toBe('none-in-range')
    const reach = found.points.map(({ result: { tipping } }) =>
      tipping.kind === 'not-estimable' ? NaN : tipping.attainable.lower,
    )
    reach.slice(1).forEach((lower, i) => {
      expect(lower).toBeLessThan(reach[i]!)
    })
    expect(found.kind).toBe('found')
    const first = found.points.findIndex((it) => it.share === found.smallestShare)
    expect(found.points[first - 1]!.result.tipping.kind).toBe('none-in-range')
    expect(found.points[first]!.result.tipping.kind).toBe('found')
  })
  test('the counts say what was assumed: at share 1 no administrative censoring is left before 12 months', () => {
    const last = frontier('arm-1').points.at(-1)!.result.censored
    expect(last[1]).toMatchObject({ arm: 'ide-cel', administrative: 0 })
    expect(last[0]).toMatchObject({ arm: 'standard', dropOuts: 0 })
  })
})

describe('potential follow-up', () => {
  test('a law through shortest, median and longest', () => {
    const law = potentialFollowUpLaw(0.4, 18.6, 35.4)
    expect([...law.time]).toEqual([0, 0.4, 18.6, 35.4])
    expect([...law.survival]).toEqual([1, 1, 0.5, 0])
    expect(() => potentialFollowUpLaw(5, 5, 6)).toThrow('shortest < median < longest')
  })
  test('drawn for drop-outs without one, known ones kept', () => {
    const set = patients({ time: [1, 2, 3], event: [0, 1, 0], reason: [1, 0, 1], administrative: [NaN, NaN, 4] })
    const filled = drawPotentialFollowUp(set, [potentialFollowUpLaw(0, 10, 20)], randomStream(1, 'x')(0))
    expect(filled.administrative![0]).toBeGreaterThan(1)
    expect(filled.administrative![1]).toBeNaN()
    expect(filled.administrative![2]).toBe(4)
    expect(() => drawPotentialFollowUp(set, [null], randomStream(1, 'x')(0))).toThrow('required for arm all, got none')
  })
})

test('as published is the identity', () => {
  const set = goldenPatients()
  expect(asPublished(set)).toBe(set)
  expect(set.reason!.some((it) => it === censoringReason.other)).toBe(true)
})

describe('many deltas', () => {
  test('to the last bit what each alone gives, in whatever order they are asked', () => {
    const set = goldenPatients()
    const over = differenceOverDeltas(set, 12, 0.9)
    for (const [reference, other] of [
      [1, 3],
      [0.2, 5],
      [1, 0],
      [0.2, 3],
      [1, 1000],
      [1, 3],
    ] as const) {
      const models = [
        { kind: 'delta', delta: reference },
        { kind: 'delta', delta: other },
      ] as const
      expect(over(reference, other)).toEqual(differenceUnderCensoring(set, models, 12, 0.9))
    }
    expect(() => over(1, -1)).toThrow('delta >= 0 is required, got -1')
    expect(differenceOverDeltas(set, 500)(1, 1)).toEqual(differenceUnderCensoring(set, modelsFor('arm-1', 1), 500))
  })
})
