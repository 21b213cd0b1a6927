import { describe, expect, test } from 'vitest'

import { agrestiCoull } from '../../src/statistics/agresti-coull.ts'
import { binomialDistribution, binomialUpperTail } from '../../src/numeric/binomial-distribution.ts'
import { clopperPearson } from '../../src/statistics/clopper-pearson.ts'
import { jeffreys } from '../../src/statistics/jeffreys.ts'
import { newcombeDifference } from '../../src/statistics/newcombe-difference.ts'
import { oddsRatio } from '../../src/statistics/odds-ratio.ts'
import { riskRatio } from '../../src/statistics/risk-ratio.ts'
import type { Statistic, StatisticValue } from '../../src/statistics/statistic.ts'
import { wald } from '../../src/statistics/wald.ts'
import { wilsonContinuity } from '../../src/statistics/wilson-continuity.ts'
import { wilson } from '../../src/statistics/wilson.ts'
import { golden } from './golden.ts'

function valueOf(statistic: Statistic): StatisticValue {
  if (statistic.kind !== 'value') throw new Error(statistic.reason)
  return statistic
}

function near(actual: number, expected: number, tolerance = 1e-13): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)))
}

function nearLimits(statistic: Statistic, [lower, upper]: readonly [number, number], tolerance = 1e-13): void {
  near(valueOf(statistic).lower, lower, tolerance)
  near(valueOf(statistic).upper, upper, tolerance)
}

describe('intervals of one proportion against R', () => {
  test.each(golden.proportions)('$count of $total at $level', (r) => {
    const proportion = { count: r.count, total: r.total }
    nearLimits(clopperPearson(proportion, r.level), r.clopperPearson, 1e-11)
    nearLimits(wilson(proportion, r.level), r.wilson)
    nearLimits(wilsonContinuity(proportion, r.level), r.wilsonContinuity)
    nearLimits(jeffreys(proportion, r.level), r.jeffreys, 1e-11)
    nearLimits(wald(proportion, r.level), r.wald)
    nearLimits(agrestiCoull(proportion, r.level), r.agrestiCoull)
    near(valueOf(wald(proportion, r.level)).standardError ?? NaN, r.standardError)
    for (const interval of [clopperPearson, wilson, wilsonContinuity, jeffreys, wald, agrestiCoull]) {
      const result = valueOf(interval(proportion, r.level))
      expect(result.value).toBe(r.count / r.total)
      expect(result.level).toBe(r.level)
    }
  })
})

describe('comparisons of two proportions against R', () => {
  test.each(golden.comparisons)('$x1 of $n1 against $x0 of $n0 at $level', (r) => {
    const arms = [
      { count: r.x1, total: r.n1 },
      { count: r.x0, total: r.n0 },
    ] as const
    const difference = newcombeDifference(...arms, r.level)
    near(valueOf(difference).value, r.difference)
    nearLimits(difference, r.newcombe)
    for (const [ratio, expected] of [
      [oddsRatio(...arms, r.level), r.oddsRatio],
      [riskRatio(...arms, r.level), r.riskRatio],
    ] as const) {
      expect(ratio.kind).toBe(expected ? 'value' : 'not-estimable')
      if (!expected) continue
      near(valueOf(ratio).value, expected.value)
      nearLimits(ratio, expected.limits)
      near(valueOf(ratio).standardError ?? NaN, expected.standardError)
    }
  })
})

// Munshi 2021 (KarMMa): 94 of 128, 73% (95% CI, 66 to 81): Wald's limits; the exact ones would print as 65 to 81.
describe('papers', () => {
  test('KarMMa, overall response of the infused', () => {
    const { lower, upper } = valueOf(wald({ count: 94, total: 128 }))
    expect([Math.round(lower * 100), Math.round(upper * 100)]).toEqual([66, 81])
    expect(Math.round(valueOf(clopperPearson({ count: 94, total: 128 })).lower * 100)).toBe(65)
  })
})

describe('by hand', () => {
  test('none of n: the exact upper limit is 1 - (alpha / 2)^(1 / n), all of n mirrors it', () => {
    const none = valueOf(clopperPearson({ count: 0, total: 2 }))
    expect(none.lower).toBe(0)
    near(none.upper, 1 - Math.sqrt(0.025), 1e-13)
    const all = valueOf(clopperPearson({ count: 2, total: 2 }))
    near(all.lower, Math.sqrt(0.025), 1e-13)
    expect(all.upper).toBe(1)
  })

  test('exact limits at every level in (0, 1)', () => {
    for (const level of [1e-9, 0.5, 0.999999, 1 - 1e-12]) {
      const { lower, upper } = valueOf(clopperPearson({ count: 3, total: 10 }, level))
      // P(X >= 3 | lower) = P(X <= 2 | 1 - upper) mirrored = (1 - level) / 2.
      expect(binomialUpperTail(2, 10, lower) / ((1 - level) / 2)).toBeCloseTo(1, 9)
      expect(binomialDistribution(3, 10, upper) / ((1 - level) / 2)).toBeCloseTo(1, 3)
    }
  })

  test('a two-by-two table in round numbers', () => {
    expect(valueOf(oddsRatio({ count: 8, total: 10 }, { count: 4, total: 12 })).value).toBe(8)
    near(valueOf(riskRatio({ count: 8, total: 10 }, { count: 4, total: 12 })).value, 2.4)
    near(valueOf(newcombeDifference({ count: 8, total: 10 }, { count: 4, total: 12 })).value, 7 / 15)
  })

  test('swapping the arms inverts the ratios and mirrors the difference', () => {
    const a = { count: 17, total: 40 }
    const b = { count: 9, total: 44 }
    near(valueOf(oddsRatio(a, b)).lower, 1 / valueOf(oddsRatio(b, a)).upper)
    near(valueOf(riskRatio(a, b)).upper, 1 / valueOf(riskRatio(b, a)).lower)
    near(valueOf(newcombeDifference(a, b)).lower, -valueOf(newcombeDifference(b, a)).upper)
  })
})

describe('no answer', () => {
  test('nobody in an arm, or no event to divide by', () => {
    const nobody = { count: 0, total: 0 }
    const some = { count: 3, total: 9 }
    for (const interval of [clopperPearson, wilson, wilsonContinuity, jeffreys, wald, agrestiCoull]) {
      expect(interval(nobody)).toEqual({ kind: 'not-estimable', reason: 'no patients' })
    }
    expect(newcombeDifference(some, nobody).kind).toBe('not-estimable')
    expect(oddsRatio(some, { count: 9, total: 9 }).kind).toBe('not-estimable')
    expect(riskRatio(some, { count: 0, total: 9 }).kind).toBe('not-estimable')
    expect(riskRatio({ count: 20, total: 20 }, { count: 10, total: 10 }).kind).toBe('not-estimable')
    expect(riskRatio({ count: 10, total: 20 }, { count: 10, total: 10 }).kind).toBe('value')
  })

  test.each([
    { count: -1, total: 5 },
    { count: 6, total: 5 },
    { count: 1.5, total: 5 },
    { count: NaN, total: 5 },
    { count: 1, total: Infinity },
  ])('$count of $total is refused', (proportion) => {
    const fine = { count: 1, total: 2 }
    for (const interval of [clopperPearson, wilson, wilsonContinuity, jeffreys, wald, agrestiCoull]) {
      expect(() => interval(proportion)).toThrow(RangeError)
    }
    for (const comparison of [newcombeDifference, oddsRatio, riskRatio]) {
      expect(() => comparison(proportion, fine)).toThrow(RangeError)
      expect(() => comparison(fine, proportion)).toThrow(RangeError)
    }
  })

  test.each([0, 1, 95, NaN])('level %s is refused', (level) => {
    for (const interval of [clopperPearson, wilson, wilsonContinuity, jeffreys, wald, agrestiCoull]) {
      expect(() => interval({ count: 1, total: 2 }, level)).toThrow('level')
    }
  })
})
