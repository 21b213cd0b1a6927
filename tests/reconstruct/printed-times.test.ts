import { describe, expect, test } from 'vitest'
import type { Observation } from '../../src/reconstruct/observation.ts'
import { modelOf } from '../../src/reconstruct/fit.ts'
import { gridFraction } from '../../src/reconstruct/grid.ts'
import { readMedian } from '../../src/reconstruct/read-median.ts'
import { stateAt, stateSize } from '../../src/reconstruct/state.ts'
import { evidenceOf } from './build-evidence.ts'

describe('a printed time is the place of a crossing', () => {
  const evidence = evidenceOf({ arms: { only: { n: 100, median: '10.0 (8.0-13.0)' } } })
  const model = modelOf(evidence, 36)
  const { observations } = readMedian(model, 0, evidence.arms[0]!.median!)
  // theta = 1.2 log(t / 13), and few censored early.
  const state = new Float64Array(stateSize(model))
  gridFraction.forEach((u, j) => {
    state[j] = 1.2 * Math.log((u * 36) / 13)
    state[gridFraction.length + j] = 2 * Math.log(u) - 0.5
  })
  const completing = (figure: string): Observation | undefined =>
    observations.find((it) => it.figure === figure && !it.tested)

  test.each([
    ['median', 10],
    ['median-lower', 8],
    ['median-upper', 13],
  ])('so the log of the slope there belongs to the likelihood of the %s', (measure, time) => {
    // A time t with theta(t) = c + e has density f(e) theta'(t). By hand: the slope over log t of this state is 1.2.
    const look = completing(`pfs.only.${measure}`)?.look(state)
    expect(look).toBeDefined()
    const slope = (x: Float64Array): number =>
      stateAt(model, x, 0, 0, time * Math.exp(0.1)) - stateAt(model, x, 0, 0, time * Math.exp(-0.1))
    expect(slope(state)).toBeCloseTo(0.24, 10)
    const { residual, variance, gradient } = look!
    state.forEach((_, i) => {
      const moved = (by: number): number => Math.log(slope(state.map((x, k) => (k === i ? x + by : x))))
      const derivative = (moved(1e-5) - moved(-1e-5)) / 2e-5
      expect((residual / variance) * gradient[i]!).toBeCloseTo(derivative, 5)
    })
  })
})
