import { describe, expect, test } from 'vitest'
import { randomStream } from '../../src/numeric/random-stream.ts'
import { drawProgression } from '../../src/scenario/draw-progression.ts'
import { drawSwitchingAtProgression } from '../../src/scenario/draw-switching-at-progression.ts'
import { twoStage } from '../../src/scenario/two-stage.ts'
import { patients } from '../../src/survival/patients.ts'

const random = (draw = 0) => randomStream(7, 'draw-progression test')(draw)
const n = 400
const arm = patients({
  arms: ['old', 'new'],
  time: Float64Array.from({ length: 2 * n }, (_, i) => 1 + (i % n) / 10),
  event: new Uint8Array(2 * n).fill(1),
  assigned: Uint8Array.from({ length: 2 * n }, (_, i) => (i < n ? 0 : 1)),
})
const law = { minimum: 0, median: 5, maximum: 50, correlation: 0.8 }
const never = { time: Float64Array.of(0, 100), survival: Float64Array.of(1, 1) }

describe('progression of patients who have none', () => {
  test('only in the arm, before the end of follow-up, within the law', () => {
    const progression = drawProgression(arm, 0, law, random())
    progression.forEach((at, row) => {
      if (Number.isNaN(at)) return
      expect(arm.assigned[row]).toBe(0)
      expect(at).toBeLessThan(arm.time[row] ?? 0)
      expect(at).toBeGreaterThanOrEqual(0)
    })
  })

  test('by hand: with a correlation of 1 the order of progression is that of follow-up', () => {
    const early = { minimum: 0, median: 0.5, maximum: 0.9 }
    const own = [...drawProgression(arm, 0, { ...early, correlation: 1 }, random())].filter(
      (_, row) => arm.assigned[row] === 0,
    )
    expect(own.every((it) => !Number.isNaN(it))).toBe(true)
    expect(own).toEqual([...own].sort((a, b) => a - b))
    const turned = [...drawProgression(arm, 0, { ...early, correlation: -1 }, random())].filter(
      (_, row) => arm.assigned[row] === 0,
    )
    expect(turned).toEqual([...turned].sort((a, b) => b - a))
  })

  test('property: the more correlated, the more those who live long progress late', () => {
    const early = { minimum: 0, median: 0.5, maximum: 0.9 }
    const slope = (correlation: number): number => {
      const own = drawProgression(arm, 0, { ...early, correlation }, random())
      let sum = 0
      arm.time.forEach((t, row) => (sum += arm.assigned[row] === 0 ? (t - 21) * ((own[row] ?? 0) - 0.5) : 0))
      return sum
    }
    expect(slope(0.9)).toBeGreaterThan(slope(0.3))
    expect(slope(0.3)).toBeGreaterThan(slope(-0.5))
  })

  test.each([
    [{ ...law, minimum: 6 }, /minimum <= median/],
    [{ ...law, correlation: 1.5 }, /correlation on \[-1, 1\]/],
  ])('refuses %j', (wrong, words) => {
    expect(() => drawProgression(arm, 0, wrong, random())).toThrow(words)
  })
})

describe('switching at progression', () => {
  test('so many switch as were asked for, each at the progression; who are too few are counted', () => {
    const drawn = drawSwitchingAtProgression(arm, { ...law, switched: 100 }, never, random())
    const switched = [...(drawn.patients.switched ?? [])]
    expect(switched.filter((it) => !Number.isNaN(it))).toHaveLength(100)
    switched.forEach((at, row) => {
      if (!Number.isNaN(at)) expect(at).toBe(drawn.progression[row])
    })
    expect(drawn.short).toBe(0)
    const late = { minimum: 100, median: 100, maximum: 100, correlation: 0, switched: 5 }
    expect(drawSwitchingAtProgression(arm, late, never, random()).short).toBe(5)
  })

  test('where switching does nothing, two-stage estimation finds no effect of it', () => {
    const ratios = Array.from({ length: 30 }, (_, k) => {
      const { patients: drawn, progression } = drawSwitchingAtProgression(
        arm,
        { minimum: 0, median: 0.5, maximum: 0.9, correlation: 0.3, switched: 200 },
        never,
        random(k),
      )
      const found = twoStage(drawn, progression, { recensor: false })
      return found.kind === 'value' ? found.model.logRatio : NaN
    })
    const mean = ratios.reduce((sum, it) => sum + it, 0) / ratios.length
    // Each has a standard error of about 0.06.
    expect(Math.abs(mean)).toBeLessThan(0.05)
  })
})
