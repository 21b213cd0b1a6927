import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bootstrap,
  bootstrapHazardRatio,
  cox,
  milestone,
  patients,
  type Patients,
  rmst,
  rmstDifference,
} from '../../src/survival/index.ts'

const time = Array.from({ length: 120 }, (_, i) => 1 + ((i * 37) % 120) / 10)
const two = patients({ arms: ['a', 'b'], time, event: time.map((_, i) => (i % 4 === 0 ? 0 : 1)), assigned: time.map((_, i) => i % 3 === 0 ? 0 : 1) }) // prettier-ignore

const run = (p: Patients, statistic: (sample: Patients) => number | null, draws = 400, seed = 9, purpose = 'test') => {
  const result = bootstrap(p, statistic, { seed, draws, purpose })
  if (result.kind !== 'value') throw new Error(result.reason)
  return result
}
const meanTo8 = (sample: Patients) => {
  const mean = rmst(sample, 8)
  return mean.kind === 'value' ? mean.value : null
}

describe('bootstrap', () => {
  test('every sample keeps the sizes of the arms and the order of the times', () => {
    run(
      two,
      (sample) => {
        expect(sample.assigned.filter((a) => a === 0).length).toBe(40)
        expect([...sample.time]).toEqual([...sample.time].sort((a, b) => a - b))
        return 0
      },
      20,
    )
  })

  test('the standard error of a proportion is the binomial one, within four of its own (1 / sqrt(2 draws))', () => {
    const all = patients({ time, event: time.map(() => 1) })
    const at = (sample: Patients) => {
      const s = milestone(sample, 5.05)
      return s.kind === 'value' ? s.value : null
    }
    const { value, standardError } = run(all, at, 2000)
    const binomial = Math.sqrt((value * (1 - value)) / time.length)
    expect(Math.abs(standardError / binomial - 1)).toBeLessThan(4 / Math.sqrt(4000))
  })

  test('it agrees with the formula for a difference of restricted means', () => {
    const difference = (sample: Patients) => {
      const estimate = rmstDifference(sample, 8)
      return estimate.kind === 'value' ? estimate.value : null
    }
    const exact = rmstDifference(two, 8)
    if (exact.kind !== 'value') throw new Error(exact.kind)
    expect(Math.abs(run(two, difference, 1000).standardError / exact.standardError! - 1)).toBeLessThan(0.1)
  })

  test('the same seed gives the same replicates, more draws begin with them, another seed or purpose gives others', () => {
    const first = [...run(two, meanTo8, 50).replicates]
    expect([...run(two, meanTo8, 80).replicates].slice(0, 50)).toEqual(first)
    expect([...run(two, meanTo8, 50, 10).replicates]).not.toEqual(first)
    expect([...run(two, meanTo8, 50, 9, 'other').replicates]).not.toEqual(first)
  })

  test('the interval is the percentiles of the replicates, type 7', () => {
    const { replicates, lower, upper } = run(two, meanTo8, 41)
    const sorted = [...replicates].sort((a, b) => a - b)
    expect(lower).toBe(sorted[1])
    expect(upper).toBe(sorted[39])
  })

  test('samples without an answer are counted, not invented', () => {
    const few = patients({ arms: ['a', 'b'], time: [1, 2, 3, 4], event: [1, 1, 0, 0], assigned: [0, 1, 0, 1] })
    const ratio = (sample: Patients) => {
      const fit = cox(sample)
      return fit.kind === 'value' ? fit.logHazardRatio : null
    }
    const { replicates, missing } = run(few, ratio, 200)
    expect(missing).toBeGreaterThan(0)
    expect(replicates.length + missing).toBe(200)
  })

  test('no answer at all', () => {
    expect(bootstrap(two, () => null, { seed: 1 }).kind).toBe('not-estimable')
    let calls = 0
    expect(bootstrap(two, () => (calls++ === 0 ? 1 : null), { seed: 1, draws: 5 }).kind).toBe('not-estimable')
  })

  test.each([{ draws: 1 }, { draws: 1.5 }, { level: 95 }, { seed: -1 }])('%j is refused', (options) => {
    expect(() => bootstrap(two, meanTo8, { seed: 1, ...options })).toThrow(RangeError)
  })
})

describe('bootstrapHazardRatio', () => {
  const logRatio = (sample: Patients) => {
    const fit = cox(sample)
    return fit.kind === 'value' ? fit.logHazardRatio : null
  }
  const row = fc.record({ time: fc.integer({ min: 1, max: 30 }), event: fc.nat(1), assigned: fc.nat(1) })

  test('property: the same replicates as Cox on the rows drawn, ties and monotone samples included', () => {
    let compared = 0
    fc.assert(
      fc.property(fc.array(row, { minLength: 6, maxLength: 60 }), fc.nat(1000), (rows, seed) => {
        const p = patients({
          arms: ['a', 'b'],
          time: rows.map((r) => r.time),
          event: rows.map((r) => r.event),
          assigned: rows.map((r) => r.assigned),
        })
        const slow = bootstrap(p, logRatio, { seed, draws: 20 })
        const fast = bootstrapHazardRatio(p, { seed, draws: 20 })
        expect(fast.kind).toBe(slow.kind)
        if (fast.kind !== 'value' || slow.kind !== 'value') return
        expect(fast.missing).toBe(slow.missing)
        fast.replicates.forEach((beta, draw) => {
          expect(beta).toBeCloseTo(slow.replicates[draw]!, 10)
          compared++
        })
      }),
    )
    expect(compared).toBeGreaterThan(500)
  })

  test('no events in an arm is not estimable; weights are refused', () => {
    const none = patients({ arms: ['a', 'b'], time: [1, 2], event: [1, 0], assigned: [0, 1] })
    expect(bootstrapHazardRatio(none, { seed: 1 }).kind).toBe('not-estimable')
    const weighted = patients({ arms: ['a', 'b'], time: [1, 2], event: [1, 1], assigned: [0, 1], weight: [1, 2] })
    expect(() => bootstrapHazardRatio(weighted, { seed: 1 })).toThrow(RangeError)
  })
})
