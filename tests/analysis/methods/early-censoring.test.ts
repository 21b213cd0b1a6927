import { describe, expect, test } from 'vitest'
import { formatInterval } from '../../../src/result/measure-format.ts'
import { planWith, problems, tried } from './plan-with.ts'

const standing = 'role: diagnostic; data: reconstructed; identification: bounded'

describe('plan method early censoring', () => {
  const { rows, curves, finding } = tried(planWith('early censoring', standing, ['times: [3, 6]', 'milestone: 12']))
  const difference = rows.filter((it) => it.measure === 'survival-difference')

  test('worst <= as rebuilt <= best, also in the spread', () => {
    const [own, worst, best] = difference
    expect(worst?.estimate).toBeLessThanOrEqual(own?.estimate ?? NaN)
    expect(best?.estimate).toBeGreaterThanOrEqual(own?.estimate ?? NaN)
    expect(worst?.spreadLower).toBeLessThanOrEqual(own?.spreadLower ?? NaN)
    expect(difference.map((it) => it.identification)).toEqual(['assumption', 'bounded', 'bounded'])
  })

  test('the curves of follow-up end where nobody is observed any more, and their median is that of the rows', () => {
    const curve = curves.filter((it) => it.arm === 'new')
    expect(curve[0]).toMatchObject({ time: 0, survival: 1, variant: 'still under observation' })
    const median = rows.find((it) => it.measure === 'follow-up-median' && it.arm === 'new')?.estimate
    expect(curve.find((it) => it.survival <= 0.5)?.time).toBeCloseTo(median ?? NaN, 9)
  })

  test('counts of censorings identify nothing; a hazard ratio is no bound', () => {
    const counts = rows.filter((it) => it.measure === 'proportion' || it.measure === 'p-value')
    expect(counts).toHaveLength(7)
    expect(new Set(counts.map((it) => it.identification))).toEqual(new Set(['none']))
    expect(rows.filter((it) => it.measure === 'hazard-ratio').map((it) => it.identification)).toEqual([
      ...['assumption', 'assumption', 'assumption'],
    ])
  })

  test('the share censored is a share of the arm, with that arm and time', () => {
    const shares = rows.filter((it) => it.measure === 'proportion')
    expect(shares.map((it) => [it.arm, it.time])).toEqual([
      ['old', 3],
      ['new', 3],
      ['old', 6],
      ['new', 6],
    ])
    expect(
      shares.every((it) =>
        Number.isInteger(Math.round((it.estimate ?? 0) * (it.arm === 'new' ? 120 : 60) * 1e9) / 1e9),
      ),
    ).toBe(true)
  })

  test('the finding: shares with their spread, and the test that allows for fewer events in one arm', () => {
    expect(finding).toMatch(/by 3 months [\d.]+% \([^)]+\) of New drug and [\d.]+% \([^)]+\) of Old drug/u)
    expect(finding).toContain('log-rank test with censoring as the event gives p')
    expect(finding).not.toContain('Fisher')
    expect(finding).toContain('a reason to ask, not a finding about the trial')
  })

  test('the finding says when an extreme changes sides over the draws, for the difference and for the ratio', () => {
    expect(finding).toMatch(/12-month difference in survival lies within/u)
    const extremes = rows.filter((it) => it.variant.startsWith('early censored'))
    for (const { measure, spreadLower, spreadUpper } of extremes) {
      const none = measure === 'hazard-ratio' ? 1 : 0
      const limits = formatInterval(measure, spreadLower, spreadUpper) ?? ''
      const crosses = (spreadLower ?? none) < none && (spreadUpper ?? none) > none
      expect(finding).toContain(`${limits} over the draws${crosses ? `, on either side of ${none}` : ''}`)
    }
    expect(extremes.some((it) => (it.spreadLower ?? 0) < (it.measure === 'hazard-ratio' ? 1 : 0))).toBe(true)
  })

  test('times must ascend', () => {
    expect(problems(planWith('early censoring', standing, ['times: [6, 3]', 'milestone: 12'])).join()).toMatch(
      /must ascend/u,
    )
  })
})
