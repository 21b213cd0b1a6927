import { describe, expect, test } from 'vitest'
import { randomStream } from '../../src/numeric/random-stream.ts'
import { assumeDropOut } from '../../src/scenario/assume-drop-out.ts'
import { atRandom } from '../../src/scenario/censoring-model.ts'
import { expectedMilestone } from '../../src/scenario/expected-milestone.ts'
import { imputeCensoring } from '../../src/scenario/impute-censoring.ts'
import { milestoneUnderCensoring } from '../../src/scenario/milestone-under-censoring.ts'
import { type Completed, rubin } from '../../src/scenario/rubin.ts'
import { armAt } from '../../src/survival/arm.ts'
import { milestone } from '../../src/survival/milestone.ts'
import { censoringReason, patients } from '../../src/survival/patients.ts'
import { golden, goldenPatients } from './golden.ts'

const set = goldenPatients()
const stream = randomStream(20220418, 'tests/impute')

function completed(delta: number, m: number): Completed {
  const filled = imputeCensoring(set, [atRandom, { kind: 'delta', delta }], stream(m))
  const found = milestone(armAt(filled, 1), 12)
  if (found.kind !== 'value') throw new Error('must exist')
  return { value: found.value, variance: found.standardError! * found.standardError! }
}

describe('multiple imputation', () => {
  test('leaves nobody dropped out, keeps everybody else, and depends on the draw only', () => {
    const once = imputeCensoring(set, [atRandom, atRandom], stream(3))
    expect(imputeCensoring(set, [atRandom, atRandom], stream(3))).toEqual(once)
    expect(imputeCensoring(set, [atRandom, atRandom], stream(4))).not.toEqual(once)
    expect(once.time.length).toBe(set.time.length)
    once.time.forEach((time, row) => {
      if (once.event[row] === 0) expect(once.reason![row]).toBe(censoringReason.administrative)
      expect(time).toBeLessThanOrEqual(once.administrative![row]!)
    })
    const observed = [...set.time].filter((_, row) => set.event[row] === 1)
    const kept = new Map<number, number>()
    for (const time of [...once.time].filter((_, row) => once.event[row] === 1))
      kept.set(time, (kept.get(time) ?? 0) + 1)
    for (const time of observed) expect(kept.get(time) ?? 0).toBeGreaterThan(0)
  })
  test.each([0.5, 1, 2, 5])('delta %d: its mean tends to the expected-value curve', (delta) => {
    const pooled = rubin(Array.from({ length: 400 }, (_, m) => completed(delta, m)))
    const { survival } = expectedMilestone(set, 1, { kind: 'delta', delta }, 12)
    const monteCarlo = Math.sqrt(pooled.between / 400)
    // Four Monte Carlo errors, and the bias of bootstrapping a small arm, which is of order 1 / n.
    expect(Math.abs(pooled.value - survival)).toBeLessThan(4 * monteCarlo + 0.006)
  })
  test("at delta 1 Rubin's standard error is near Greenwood's, which knows that nothing was added", () => {
    const pooled = rubin(Array.from({ length: 400 }, (_, m) => completed(1, m)))
    expect(Math.abs(pooled.standardError / golden.censoring.greenwood12 - 1)).toBeLessThan(0.05)
    const found = milestoneUnderCensoring(set, 1, atRandom, 12)
    expect(found).toMatchObject({ kind: 'value' })
  })
  test('a model for each arm', () => {
    expect(() => imputeCensoring(set, [atRandom], stream(0))).toThrow('each of 2 arms is required, got 1')
  })
})

describe("Rubin's rules", () => {
  test('golden: R', () => {
    const expected = golden.rubin
    const found = rubin(expected.values.map((value, i) => ({ value, variance: expected.variances[i]! })))
    for (const key of ['value', 'within', 'between', 'standardError', 'degreesOfFreedom'] as const)
      expect(found[key], key).toBeCloseTo(expected[key], 11)
  })
  test('one imputation is none', () => {
    expect(() => rubin([{ value: 1, variance: 1 }])).toThrow('at least 2')
  })
})

describe('assumed drop-out', () => {
  const law = { time: Float64Array.of(0, 10, 30), survival: Float64Array.of(1, 1, 0) }
  const plain = patients({
    arms: ['control', 'new'],
    time: [1, 2, 3, 4, 5, 6, 7, 8, 20, 2.5],
    event: [0, 1, 0, 0, 1, 0, 0, 0, 0, 0],
    assigned: [1, 1, 1, 1, 1, 1, 1, 1, 1, 0],
  })
  const chosen = (share: number, before?: number): readonly number[] => {
    const found = assumeDropOut(
      plain,
      1,
      { share, administrative: law, ...(before === undefined ? {} : { before }) },
      randomStream(1, 'drop-out')(0),
    )
    return [...found.time].filter((_, row) => found.reason![row] === censoringReason.other)
  }
  test('the share of the censorings up to a time, spread over time; other arms untouched', () => {
    expect(chosen(0)).toEqual([])
    expect(chosen(1)).toEqual([1, 3, 4, 6, 7, 8, 20])
    expect(chosen(1, 12)).toEqual([1, 3, 4, 6, 7, 8])
    expect(chosen(0.5, 12)).toHaveLength(3)
  })
  test('nested: a larger share keeps the smaller one', () => {
    for (const [small, large] of [
      [0.2, 0.4],
      [0.4, 0.7],
      [0.7, 1],
    ] as const)
      expect(chosen(large)).toEqual(expect.arrayContaining([...chosen(small)]))
  })
  test('administrative times after the censoring, by the law given that, whatever the share', () => {
    const found = assumeDropOut(plain, 1, { share: 1, administrative: law }, randomStream(1, 'drop-out')(0))
    found.time.forEach((time, row) => {
      if (found.reason![row] !== censoringReason.other) return
      expect(found.administrative![row]).toBeGreaterThan(Math.max(10, time))
      expect(found.administrative![row]).toBeLessThanOrEqual(30)
    })
    const half = assumeDropOut(plain, 1, { share: 0.5, administrative: law }, randomStream(1, 'drop-out')(0))
    half.time.forEach((_, row) => {
      if (half.reason![row] === censoringReason.other)
        expect(half.administrative![row]).toBe(found.administrative![row])
    })
  })
  test('the law of the times is the one given: uniform on 10 to 30', () => {
    const many = patients({ time: new Float64Array(2000).fill(1), event: new Uint8Array(2000) })
    const found = assumeDropOut(many, 0, { share: 1, administrative: law }, randomStream(2, 'drop-out')(0))
    const mean = found.administrative!.reduce((sum, it) => sum + it, 0) / 2000
    // Standard error 20 / sqrt(12 x 2000) = 0.13.
    expect(Math.abs(mean - 20)).toBeLessThan(0.5)
  })
  test('a share on [0, 1]', () => {
    expect(() => chosen(1.5)).toThrow('share on [0, 1] is required, got 1.5')
  })
})
