import { describe, expect, test } from 'vitest'
import { cholesky } from '../../src/numeric/cholesky.ts'
import { gridSize } from '../../src/reconstruct/grid.ts'
import { learntPrior, priorFeatures } from '../../src/reconstruct/learnt-prior.ts'
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
    expect(trialPrior.mean).toHaveLength(priorFeatures(contexts[0]!).length)
    for (const row of [...trialPrior.mean, ...trialPrior.shared, ...trialPrior.own, trialPrior.ownVariance]) {
      expect(row).toHaveLength(armSize)
      expect(row.every(Number.isFinite)).toBe(true)
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
