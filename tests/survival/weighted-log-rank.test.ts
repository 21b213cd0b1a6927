import { describe, expect, test } from 'vitest'
import {
  flemingHarrington,
  flemingHarringtonTest,
  logRank,
  type LogRank,
  maxCombo,
  modestlyWeightedLogRank,
  nelsonAalen,
  patients,
  piecewiseLogRank,
} from '../../src/survival/index.ts'

const six = patients({
  arms: ['control', 'new'],
  time: [1, 2, 3, 4, 5, 6],
  event: [1, 1, 1, 0, 0, 1],
  assigned: [0, 1, 0, 1, 0, 1],
})
const value = (test: LogRank) => {
  if (test.kind !== 'value') throw new Error(test.reason)
  return test
}

describe('six patients by hand', () => {
  test('Nelson-Aalen: 1/6 + 1/5 + 1/4, then 1', () => {
    const { cumulativeHazard, standardError, lower } = nelsonAalen(six)
    expect(cumulativeHazard[2]).toBeCloseTo(37 / 60, 14)
    expect(cumulativeHazard[5]).toBeCloseTo(97 / 60, 14)
    expect(standardError[1]).toBeCloseTo(Math.sqrt(61 / 900), 14)
    expect(lower[0]).toBeCloseTo(Math.exp(-1.959963984540054) / 6, 14)
  })
  test('Fleming-Harrington survival takes tied events one after the other: exp(-(1/3 + 1/2))', () => {
    const { survival } = flemingHarrington(patients({ time: [1, 1, 2], event: [1, 1, 0] }))
    expect(survival[0]).toBeCloseTo(Math.exp(-5 / 6), 14)
  })
  test('weights S(t-) = 1, 5/6, 4/6, 3/6', () => {
    const { observed, expected, variance } = value(flemingHarringtonTest(six, 1, 0))
    expect(observed[1]).toBeCloseTo(5 / 6 + 1 / 2, 14)
    expect(expected[1]).toBeCloseTo(1 / 2 + (5 / 6) * (3 / 5) + (4 / 6) * (1 / 2) + 1 / 2, 14)
    expect(variance).toBeCloseTo(1 / 4 + ((25 / 36) * 6) / 25 + ((4 / 9) * 1) / 4, 14)
  })
  test('modest weights 1, 6/5, 3/2, 3/2 for t* = 2.5, and with everyone gone by t*', () => {
    const { observed } = value(modestlyWeightedLogRank(six, 2.5))
    expect(observed[0]).toBeCloseTo(1 + 3 / 2, 14)
    expect(observed[1]).toBeCloseTo(6 / 5 + 3 / 2, 14)
    expect(value(modestlyWeightedLogRank(six, 9)).observed[1]).toBeCloseTo(6 / 5 + 2, 14)
  })
  test('piecewise weights: (0, 1) after 2 counts the events after 2', () => {
    expect(value(piecewiseLogRank(six, [2], [0, 1])).observed).toEqual([1, 1])
    expect(value(piecewiseLogRank(six, [1, 2], [1, 5, 2])).observed).toEqual([3, 7])
  })
})

describe('special cases', () => {
  test('weights of 1 are the log-rank test', () => {
    expect(flemingHarringtonTest(six, 0, 0)).toEqual(logRank(six))
    expect(modestlyWeightedLogRank(six, 0)).toEqual(logRank(six))
    expect(piecewiseLogRank(six, [], [1])).toEqual(logRank(six))
  })
  test('a combination of one test is that test', () => {
    const combination = maxCombo(six, { weights: [[0, 0]] }) // prettier-ignore
    if (combination.kind !== 'value') throw new Error(combination.reason)
    expect(combination.pValue).toBeCloseTo(value(logRank(six)).pValue, 14)
    expect(combination.correlation).toEqual([[1]])
  })
  test('what has no variance is not estimable', () => {
    const quiet = patients({ arms: ['a', 'b'], time: [1, 2], event: [0, 0], assigned: [0, 1] })
    expect(flemingHarringtonTest(quiet, 1, 1).kind).toBe('not-estimable')
    expect(maxCombo(quiet).kind).toBe('not-estimable')
    // The only event comes first, where weights (0, 1) are 0.
    const first = patients({ arms: ['a', 'b'], time: [1, 2], event: [1, 0], assigned: [0, 1] })
    expect(flemingHarringtonTest(first, 0, 1).kind).toBe('not-estimable')
    expect(nelsonAalen(patients({ time: [], event: [] })).cumulativeHazard.length).toBe(0)
    expect(nelsonAalen(quiet).lower[0]).toBeNaN()
  })
  test.each([
    ['a negative rho', () => flemingHarringtonTest(six, -1, 0)],
    ['gamma NaN', () => flemingHarringtonTest(six, 0, NaN)],
    ['a negative t*', () => modestlyWeightedLogRank(six, -1)],
    ['cuts that fall', () => piecewiseLogRank(six, [2, 1], [1, 1, 1])],
    ['too few weights', () => piecewiseLogRank(six, [2], [1])],
    ['a negative weight', () => piecewiseLogRank(six, [2], [1, -1])],
    ['nothing to combine', () => maxCombo(six, { weights: [] })],
    ['case weights', () => flemingHarrington(patients({ time: [1], event: [1], weight: [2] }))],
  ])('%s is refused', (_, call) => {
    expect(call).toThrow(RangeError)
  })
})
