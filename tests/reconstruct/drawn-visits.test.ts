import { describe, expect, test } from 'vitest'
import { randomStream } from '../../src/numeric/random-stream.ts'
import { along } from '../../src/reconstruct/along.ts'
import { drawnVisits, needsVisits } from '../../src/reconstruct/drawn-visits.ts'
import { modelOf } from '../../src/reconstruct/fit.ts'
import { reconstruct } from '../../src/reconstruct/reconstruct.ts'
import { timeGrid } from '../../src/reconstruct/time-grid.ts'
import { evidenceOf } from './build-evidence.ts'

// By hand: a constant hazard with a median of 6 months, seen at visits every 2 months; each takes what lies within a month to either side of it. From 2 to 4 months S = 2^(-3/6) = .707, from
// 4 to 6 months 2^(-5/6) = .561: what a paper prints at 3 and 5.5 months.
const figures = { n: 400, survival: { 3: '70.7%', 5.5: '56.1%', 13: '22.3%' } } as const
const followUp = { median: '20.0', definition: 'reverse Kaplan-Meier' } as const
const pfs = evidenceOf({ class: 'progression-like', arms: { one: figures, two: figures }, followUp })

test('some draws of an endpoint seen at visits fall as its published curve does: in a step', () => {
  const result = reconstruct(pfs, { seed: 3 })
  if ('kind' in result) throw new Error(result.reason)
  const steps = Array.from({ length: 200 }, (_, k) => {
    const { time, survival } = result.drawCurves(k)[0]!
    const fall = (from: number, to: number) => along(time, survival, from) - along(time, survival, to)
    const most = Math.max(...Array.from({ length: 20 }, (_, i) => fall(3 + 0.1 * i, 3.5 + 0.1 * i)))
    return most / fall(3, 5.5)
  })
  // A constant hazard has a fifth of the fall in half a month of 2.5; the truth has all of it.
  expect(steps.filter((it) => it > 0.5).length).toBeGreaterThan(20)
})

describe('a drawn schedule', () => {
  const grid = timeGrid(pfs.arms, 24)
  const smooth = grid.map((t) => Math.exp((-Math.LN2 / 6) * t))
  const seen = drawnVisits(pfs, grid)
  const moved = (draw: number, arm: number): Float64Array => {
    const into = new Float64Array(grid.length)
    seen(randomStream(1, 'test')(draw))(smooth, arm, into)
    return into
  }

  test('moves nothing where a figure stands, and keeps the curve monotone between 0 and 1', () => {
    for (let k = 0; k < 50; k += 1) {
      const curve = moved(k, 0)
      for (const time of [3, 5.5, 13])
        expect(along(grid, curve, time), `draw ${k}`).toBeCloseTo(along(grid, smooth, time), 12)
      expect(curve[0]).toBe(1)
      for (let i = 1; i < curve.length; i += 1) expect(curve[i]!).toBeLessThanOrEqual(curve[i - 1]!)
    }
  })

  test('is the same in both arms, and another in another draw', () => {
    expect(moved(0, 0)).toEqual(moved(0, 1))
    expect(moved(0, 0)).not.toEqual(moved(1, 0))
  })

  test('is for endpoints that need visits alone, and where none is known', () => {
    const model = modelOf(pfs, 24)
    expect(needsVisits(pfs, model)).toBe(true)
    expect(needsVisits({ class: 'death' }, model)).toBe(false)
    expect(needsVisits({ class: 'other' }, model)).toBe(false)
    const visits = { phases: [{ every: 2, until: null }], window: null, between: null }
    const told = { ...pfs, arms: pfs.arms.map((arm) => ({ ...arm, visits })) }
    expect(needsVisits(told, modelOf(told, 24))).toBe(false)
  })

  test('is told among the assumptions', () => {
    const said = (sketch: typeof pfs): string => {
      const result = reconstruct(sketch, { seed: 3 })
      return 'kind' in result ? '' : result.assumptions.join(' ')
    }
    expect(said(pfs)).toContain('each draw has one of its own')
    expect(said({ ...pfs, class: 'death' })).not.toContain('visits')
  })
})
