import { describe, expect, test } from 'vitest'
import { fisherExact } from '../../../src/scenario/early-censoring.ts'
import { planWith, problems, tried } from './plan-with.ts'
import { analysed } from '../small.ts'
import { smallRecord } from '../../end-to-end/project.ts'

const standing = 'role: diagnostic; data: reconstructed; identification: none'
const plan = planWith('fragility', standing, ['alpha: 0.05'])

describe('fragility', () => {
  const { rows, finding } = tried(plan)
  const of = (measure: string, variant: string) =>
    rows.find((it) => it.measure === measure && it.variant.startsWith(variant))

  test('counts: the p-value is that of the rebuilt events, and the index is the first that crosses', () => {
    const { results } = analysed(plan, smallRecord)
    const events = (arm: string): number =>
      results.rows.find((it) => it.scenario === 'as-published' && it.measure === 'events' && it.arm === arm)
        ?.estimate ?? NaN
    const [one, zero] = [events('new'), events('old')]
    const p = fisherExact(one, 120, zero, 60)
    expect(of('p-value', 'counts')?.estimate).toBeCloseTo(p, 12)
    const index = of('fragility-index', 'counts')?.estimate ?? NaN
    const step = p < 0.05 ? 1 : -1
    expect(fisherExact(one + step * index, 120, zero, 60) < 0.05).not.toBe(p < 0.05)
    expect(fisherExact(one + step * (index - 1), 120, zero, 60) < 0.05).toBe(p < 0.05)
  })
  test('survival times: a clear difference takes more than one patient, and says which way', () => {
    expect(of('p-value', 'survival')?.estimate).toBeLessThan(0.05)
    expect(of('fragility-index', 'survival')?.estimate).toBeGreaterThan(1)
    expect(of('fragility-index', 'survival')?.variant).toBe('survival times')
  })
  test('the finding says in how many draws the p-value is on the other side', () => {
    expect(finding).toMatch(/of 20 draws|every one of 20 draws/)
    expect(finding).toContain('nothing about bias')
  })
  test('an alpha outside 0 to 1', () => {
    expect(problems(plan)).toEqual([])
    expect(problems(planWith('fragility', standing, ['alpha: 2'])).join()).toContain('a level such as 0.05')
  })
})
