import { expect, test } from 'vitest'
import { accrualOf } from '../../src/reconstruct/accrual.ts'
import { administrativeLaw } from '../../src/reconstruct/administrative-law.ts'
import { estimate } from '../../src/reconstruct/estimate.ts'
import { reconstruct, usual } from '../../src/reconstruct/reconstruct.ts'
import { arm } from '../../src/survival/arm.ts'
import { karmma3 } from './build-evidence.ts'

test('the law goes through what is printed, whatever its shape', () => {
  for (const shape of [0.4, 1, 2.5]) {
    const law = administrativeLaw(karmma3.followUp, 35.4, shape)!
    expect(law.survival(0.4)).toBe(1)
    expect(law.survival(18.6)).toBeCloseTo(0.5, 12)
    expect(law.survival(35.4)).toBe(0)
    for (const share of [0.1, 0.5, 0.9]) expect(law.survival(law.quantile(share))).toBeCloseTo(1 - share, 12)
  }
  // By hand: a quarter of the way to the median, (1/4)^2 / 2 of the patients have gone.
  expect(administrativeLaw(karmma3.followUp, 35.4, 2)!.survival(0.4 + 18.2 / 4)).toBeCloseTo(1 - 1 / 32, 12)
})

test('shapes are believed as the figures allow, and each is drawn as often as it is believed', () => {
  const { accruals } = estimate(karmma3, usual)!
  const weights = accruals.map(({ weight }) => weight)
  expect(weights.reduce((sum, it) => sum + it, 0)).toBeCloseTo(1, 12)
  expect(weights.filter((it) => it > 0.05).length).toBeGreaterThan(2)
  const drawn = weights.map(() => 0)
  for (let index = 0; index < 1000; index += 1) drawn[accrualOf(accruals, index)]! += 1
  drawn.forEach((count, k) => {
    expect(Math.abs(count / 1000 - weights[k]!)).toBeLessThan(0.005)
  })
})

test('without potential follow-up there is one law', () => {
  expect(estimate({ ...karmma3, followUp: null }, usual)!.accruals).toHaveLength(1)
})

// Rodriguez-Otero 2023 prints no numbers at risk: how many were censored early is open, and the rebuilt patients are one answer of many.
test('the censorings of KarMMa-3 before 12 months lie inside the range of the draws', () => {
  const result = reconstruct(karmma3, { seed: 20220418 })
  if ('kind' in result) throw new Error(result.reason)
  const early = (of: typeof result.patients): number => {
    const { time, event } = arm(of, 'ide-cel')
    return time.filter((it, i) => it < 12 && event[i] === 0).length
  }
  const drawn = Array.from({ length: 60 }, (_, index) => early(result.drawPatients(index))).sort((a, b) => a - b)
  const own = early(result.patients)
  expect(own).toBeGreaterThan(drawn[0]!)
  expect(own).toBeLessThan(drawn.at(-1)!)
  expect(drawn.at(-1)! / drawn[0]!).toBeGreaterThan(2)
})
