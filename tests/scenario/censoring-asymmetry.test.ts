import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { censoringAsymmetry } from '../../src/scenario/censoring-asymmetry.ts'
import { extremeEarlyCensoring } from '../../src/scenario/extreme-early-censoring.ts'
import { cox } from '../../src/survival/cox.ts'
import { milestoneDifference } from '../../src/survival/milestone.ts'
import { patients } from '../../src/survival/patients.ts'
import { golden, goldenPatients } from './treatment-golden.ts'

describe('censoring asymmetry', () => {
  test('agrees with R survfit, survdiff and fisher.test', () => {
    const { followUp, test: logRank, early } = censoringAsymmetry(goldenPatients(), [13, 16])
    const { censoring } = golden
    expect(followUp.map((it) => (it.kind === 'value' ? it.value : null))).toEqual(censoring.median)
    expect(logRank.kind === 'value' && logRank.chiSquared).toBeCloseTo(censoring.chiSquared, 9)
    expect(early.map((it) => it.censored)).toEqual(censoring.early.map((it) => it.censored))
    early.forEach((it, k) => {
      expect(it.pValue).toBeCloseTo(censoring.early[k]?.p ?? NaN, 9)
    })
  })

  test('an arm censored early by hand: the table sees it', () => {
    const n = 12
    const time = Array.from({ length: 2 * n }, (_, i) => (i < n && i % 2 === 0 ? 1 : 10 + i))
    const pair = patients({
      arms: ['a', 'b'],
      time,
      event: time.map(() => 0),
      assigned: time.map((_, i) => (i < n ? 0 : 1)),
    })
    const { early } = censoringAsymmetry(pair, [1])
    expect(early[0]?.censored).toEqual([6, 0])
    // 2 C(12, 6) / C(24, 6) = 2 x 924 / 134596
    expect(early[0]?.pValue).toBeCloseTo((2 * 924) / 134596, 12)
  })
})

describe('extreme early censoring', () => {
  test.each([
    ['worst', 1],
    ['best', 0],
  ] as const)('%s case agrees with R', (name, worse) => {
    const changed = extremeEarlyCensoring(goldenPatients(), worse, 16)
    const fit = cox(changed)
    const difference = milestoneDifference(changed, 18)
    expect(fit.kind === 'value' && fit.logHazardRatio).toBeCloseTo(golden.censoring[name].log, 9)
    expect(fit.kind === 'value' && fit.standardError).toBeCloseTo(golden.censoring[name].se, 9)
    expect(difference.kind === 'value' && difference.value).toBeCloseTo(golden.censoring[name].difference18, 10)
  })

  test('any fate of those censored early lies between the extremes', () => {
    const pair = goldenPatients()
    const at = (it: typeof pair) => {
      const found = milestoneDifference(it, 18)
      return found.kind === 'value' ? found.value : NaN
    }
    const [worst, best] = [at(extremeEarlyCensoring(pair, 1, 16)), at(extremeEarlyCensoring(pair, 0, 16))]
    const end = Math.max(...pair.time)
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 }), (u) => {
        let k = 0
        const fate = patients({
          arms: pair.arms,
          assigned: pair.assigned,
          event: pair.event.map((it, row) => (it === 0 && pair.time[row]! <= 16 ? 1 : it)),
          time: pair.time.map((t, row) =>
            pair.event[row] === 0 && t <= 16 ? t + (u[k++ % u.length] ?? 0) * (end - t) : t,
          ),
        })
        expect(at(fate)).toBeGreaterThanOrEqual(worst - 1e-12)
        expect(at(fate)).toBeLessThanOrEqual(best + 1e-12)
      }),
    )
  })

  test('refuses a window of 0', () => {
    expect(() => extremeEarlyCensoring(goldenPatients(), 1, 0)).toThrow(RangeError)
  })
})
