import { describe, expect, test } from 'vitest'
import { randomStream } from '../../src/numeric/random-stream.ts'
import { gridFraction, gridSize } from '../../src/reconstruct/grid.ts'
import { armSize } from '../../src/reconstruct/state.ts'
import { learn } from '../bench/prior/learn.ts'
import type { LearningCase } from '../bench/prior/learn.ts'
import { learnHorizon } from '../bench/prior/learn-horizon.ts'
import { compress } from '../bench/prior/compress.ts'
import { start } from '../bench/prior/start.ts'

/** Trials with S = exp(-2 u h), log h normal with sd 0.5 and shared by the arms, and G = exp(-u), seen without sampling error of note. */
function trials(count: number): LearningCase[] {
  const stream = randomStream(7, 'tests/learning')
  return Array.from({ length: count }, (_, k) => {
    const shift = 0.5 * stream(k).normal()
    const hazard = new Float64Array(armSize)
    for (let j = 0; j < gridSize; j += 1) {
      hazard[j] = 2 * gridFraction[j]! * Math.exp(shift)
      hazard[gridSize + j] = gridFraction[j]!
    }
    return { features: [1], arms: [0, 1].map(() => ({ n: 100_000, hazard })) }
  })
}

const settings = { iterations: 8, ridge: 3, shrinkage: 1 }

describe('learning a prior', () => {
  const cases = trials(40)
  const learnt = learn(cases, start(1, gridFraction), settings)

  test('finds mean, spread and likeness of the arms again (simulated, exact within what 40 trials tell)', () => {
    for (const j of [10, 25, 40]) {
      expect(Math.abs(learnt.mean[0]![j]! - Math.log(2 * gridFraction[j]!))).toBeLessThan(0.25)
      expect(Math.abs(learnt.mean[0]![gridSize + j]! - Math.log(gridFraction[j]!))).toBeLessThan(0.05)
      const own = learnt.within[j * armSize + j]!
      expect(own).toBeGreaterThan(0.12)
      expect(own).toBeLessThan(0.5)
      expect(learnt.between[j * armSize + j]! / own).toBeGreaterThan(0.9)
    }
  })

  test('gives the same numbers again', () => {
    expect(learn(cases, start(1, gridFraction), settings)).toEqual(learnt)
  })

  test('forty factors hold what eighty-two points have, to a hundredth', () => {
    const { shared, own, ownVariance } = compress(learnt, armSize, 40, (x) => x)
    for (const [i, j] of [
      [3, 3],
      [10, 40],
      [60, 20],
    ] as const) {
      const product = (rows: readonly (readonly number[])[]) => rows.reduce((sum, row) => sum + row[i]! * row[j]!, 0)
      const within = product(shared) + product(own) + (i === j ? ownVariance[i]! : 0)
      expect(Math.abs(within - learnt.within[i * armSize + j]!)).toBeLessThan(0.01)
      expect(Math.abs(product(shared) - learnt.between[i * armSize + j]!)).toBeLessThan(0.01)
    }
  })

  test('a horizon: the line through most trials, not the one through an outlier', () => {
    const of = (x: number, y: number) => ({ clues: { unit: 2, features: [1, x] }, horizon: 2 * Math.exp(y) })
    const line = Array.from({ length: 30 }, (_, k) => of((k - 15) / 10, 1 + (0.5 * (k - 15)) / 10 + 0.01 * (k % 3)))
    const [level, slope] = learnHorizon([...line, of(0, 6)], 0.001)
    expect(Math.abs(level! - 1.01)).toBeLessThan(0.01)
    expect(Math.abs(slope! - 0.5)).toBeLessThan(0.01)
  })
})
