import { describe, expect, test } from 'vitest'
import { cholesky } from '../../src/numeric/cholesky.ts'
import { gridSize } from '../../src/reconstruct/grid.ts'
import type { PriorLaw } from '../../src/reconstruct/learnt-prior.ts'
import { learntPrior, monthsFeatures, priorFeatures } from '../../src/reconstruct/learnt-prior.ts'
import { gridMonths, monthsPosition } from '../../src/reconstruct/months-grid.ts'
import type { PriorContext } from '../../src/reconstruct/prior.ts'
import { armSize } from '../../src/reconstruct/state.ts'
import { trialPrior } from '../../src/reconstruct/trial-prior.ts'

const contexts: PriorContext[] = (['progression-like', 'death', 'other'] as const).flatMap((of) =>
  [1, 2, 3].flatMap((arms) =>
    [-2, 0.5, 3].map((pace) => ({
      class: of,
      arms,
      horizon: 36,
      pace,
      dropOutOnly: Array.from({ length: arms }, (_, arm) => arm === 1),
    })),
  ),
)
const prior = learntPrior(trialPrior)

describe('the prior that ships', () => {
  test('has the shape that the code asks for, and says what it was learnt from', () => {
    const laws = [
      { law: trialPrior.byShare, size: armSize, features: priorFeatures(contexts[0]!) },
      { law: trialPrior.byMonths, size: gridSize, features: monthsFeatures(contexts[0]!) },
    ]
    for (const { law, size, features } of laws) {
      expect(law.mean).toHaveLength(features.length)
      for (const row of [...law.mean, ...law.shared, ...law.own, law.ownVariance]) {
        expect(row).toHaveLength(size)
        expect(row.every(Number.isFinite)).toBe(true)
      }
    }
    const { comparisons, sources } = trialPrior.learntFrom
    expect(trialPrior.name).toContain(`${comparisons.length} two-arm comparisons of ${sources.length} sources`)
    expect(new Set(comparisons).size).toBe(comparisons.length)
    expect([...comparisons].sort()).toEqual(comparisons)
    expect(JSON.stringify(trialPrior.learntFrom)).not.toMatch(/\/|\d{4}-\d\d-\d\d/)
  })

  test('is positive definite for one, two and three arms, with and without a known cut-off', () => {
    for (const context of contexts) {
      const { covariance } = prior.moments(context)
      expect(cholesky(covariance, context.arms * armSize), JSON.stringify(context)).not.toBeNull()
    }
  })

  test('is the same law whichever arm comes first', () => {
    const { mean, covariance } = prior.moments({ ...contexts[0]!, arms: 2, dropOutOnly: [false, false] })
    const size = 2 * armSize
    const other = (i: number): number => (i + armSize) % size
    for (let i = 0; i < size; i += 1) {
      expect(mean[other(i)]).toBe(mean[i])
      for (let j = 0; j < size; j += 1) {
        expect(covariance[other(i) * size + other(j)]).toBe(covariance[i * size + j])
        expect(covariance[j * size + i]).toBe(covariance[i * size + j])
      }
    }
  })

  test('arms of a trial resemble each other, and curves rise in log(-log S) with time', () => {
    const { mean, covariance } = prior.moments({ ...contexts[0]!, arms: 2, pace: 0.5, dropOutOnly: [false, false] })
    const size = 2 * armSize
    for (const u of [5, 20, gridSize - 1]) {
      const correlation = covariance[u * size + armSize + u]! / covariance[u * size + u]!
      expect(correlation).toBeGreaterThan(0.3)
      expect(correlation).toBeLessThan(1)
    }
    for (const [from, to] of [
      [0, 10],
      [10, 25],
      [25, 40],
    ])
      expect(mean[to!]).toBeGreaterThan(mean[from!]!)
  })
})

describe('a prior of two laws', () => {
  // Means of 0 over the share of follow-up and of 2 over months (a feature of 1, the others 0), variances 4 and 1 without correlation.
  const flat = (features: number, size: number, level: number, variance: number): PriorLaw => ({
    mean: Array.from({ length: features }, (_, f) => Array.from({ length: size }, () => (f === 0 ? level : 0))),
    shared: [],
    own: [],
    ownVariance: Array.from({ length: size }, () => variance),
  })
  const context = { ...contexts[0]!, arms: 2, horizon: gridMonths[30]!, dropOutOnly: [false, false] }
  const { mean, covariance } = learntPrior({
    ...trialPrior,
    byShare: flat(priorFeatures(context).length, armSize, 0, 4),
    byMonths: flat(monthsFeatures(context).length, gridSize, 2, 1),
  }).moments(context)
  const last = gridSize - 1
  const size = 2 * armSize
  const at = (i: number, j: number): number => covariance[i * size + j]!

  test('has the mean between the two for survival, and that of follow-up for censoring (by hand)', () => {
    expect(mean[last]).toBeCloseTo(1, 12)
    expect(mean[gridSize + last]).toBe(0)
  })

  test('has half of both variances and what lies between the means, which the arms share (by hand)', () => {
    // (4 + 1) / 2 + (2 - 0)^2 / 4
    expect(at(last, last)).toBeCloseTo(3.5, 12)
    expect(at(last, armSize + last)).toBeCloseTo(1, 12)
    expect(at(gridSize + last, gridSize + last)).toBe(4)
    expect(at(last, gridSize + last)).toBe(0)
  })

  test('what it says over months does not depend on the end of follow-up', () => {
    const hazard = 0.05
    const features = [12, 24, 48].map((horizon) =>
      monthsFeatures({ class: 'death', horizon, pace: Math.log(hazard * horizon) }),
    )
    for (const row of features) for (const [f, x] of row.entries()) expect(x).toBeCloseTo(features[0]![f]!, 12)
  })

  test('places a month between its neighbours, and runs on with a constant hazard beyond the grid', () => {
    gridMonths.forEach((month, j) => {
      const { index, weight, offset } = monthsPosition(month)
      expect(index + weight).toBeCloseTo(j, 9)
      expect(offset).toBeCloseTo(0, 9)
    })
    expect(monthsPosition(gridMonths[0]! / 2).offset).toBeCloseTo(-Math.LN2, 12)
    expect(monthsPosition(gridMonths.at(-1)! * 2).offset).toBeCloseTo(Math.LN2, 12)
  })
})
