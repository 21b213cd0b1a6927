import { describe, expect, test } from 'vitest'
import { smallRecord } from '../../end-to-end/project.ts'
import { changed } from '../small.ts'
import { planWith, problems, tried } from './plan-with.ts'

const standing = 'role: supplementary; data: reconstructed; identification: assumption'
const plan = planWith('aggregate scaling', standing, ['exposed: [0, 0.5]'])

describe('aggregate scaling', () => {
  const { rows, finding } = tried(plan)
  const [assigned, none, half] = rows

  test('by hand: nothing exposed leaves the ratio, half squares it and its limits', () => {
    expect(none?.estimate).toBeCloseTo(assigned?.estimate ?? NaN, 12)
    const ratio = assigned?.estimate ?? NaN
    expect(half?.estimate).toBeCloseTo(ratio * ratio, 12)
    expect(half?.upper).toBeCloseTo((assigned?.upper ?? NaN) * (assigned?.upper ?? NaN), 12)
    expect(half).toMatchObject({ identification: 'assumption', value: 0.5, parameter: 'exposed share of person-time' })
    expect(assigned?.identification).toBe('randomised')
    expect(half?.spreadLower).toBeLessThan(half?.spreadUpper ?? NaN)
  })
  test('the finding calls it no adjustment', () => {
    expect(finding).toContain('an order of magnitude and no adjustment: the p-value is that as assigned')
  })
  test('refused where the interval holds 1', () => {
    const near = changed(smallRecord, {
      'median: 6.0 (4.5 to 8.5)': 'median: 11.0 (8.0 to 15.0)',
      '{ 6: 50%, 12: 25% }': '{ 6: 68%, 12: 47% }',
      '0.55 (0.38 to 0.80)': '0.95 (0.65 to 1.38)',
    })
    const refused = tried(plan, near)
    expect(refused.rows.slice(1).map((it) => it.status)).toEqual(['refused', 'refused'])
    expect(refused.finding).toContain('Scaling it for switching is refused')
    expect(refused.rows[1]).toMatchObject({ estimate: null, lower: null })
  })
  test('refused where the printed curves cross', () => {
    const crossing = changed(smallRecord, {
      'survival: { 6: 70%, 12: 50% }': 'survival: { 3: 70%, 6: 65%, 12: 50% }',
      '{ 6: 50%, 12: 25% }': '{ 3: 85%, 6: 50%, 12: 25% }',
    })
    const refused = tried(plan, crossing)
    expect(refused.rows[1]?.status).toBe('refused')
    expect(refused.finding).toContain('the curves cross')
  })
  test('everybody exposed cannot be scaled', () => {
    expect(problems(plan)).toEqual([])
    expect(problems(planWith('aggregate scaling', standing, ['exposed: [1]'])).join()).toContain('below 1')
  })
})
