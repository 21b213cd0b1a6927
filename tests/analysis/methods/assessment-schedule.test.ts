import { describe, expect, test } from 'vitest'
import { planWith, problems, tried } from './plan-with.ts'

const standing = 'role: sensitivity; data: reconstructed; identification: assumption'

describe('plan method assessment schedule', () => {
  const { rows, finding } = tried(
    planWith('assessment schedule', standing, ['visits: {arm: {first: 4, every: 4}, control: {first: 1, every: 1}}']),
  )
  const of = (measure: string, arm: string) =>
    rows.filter((it) => it.measure === measure && it.arm === arm).map((it) => it.estimate ?? NaN)

  test('four schedules of each measure', () => {
    expect([...new Set(rows.map((it) => it.variant))]).toEqual([
      ...[
        'as rebuilt',
        'both arms at 4 months and every 4 months',
        'both arms at 1 month and every month',
        'each arm at its own visits',
      ],
    ])
    expect(rows.every((it) => it.identification === 'assumption' && it.role === 'sensitivity')).toBe(true)
  })

  test('rarer visits in the new arm alone flatter it', () => {
    const ratio = of('hazard-ratio', 'new')
    expect(ratio[3]).toBeLessThan(ratio[0] ?? NaN)
    const median = of('median', 'new')
    expect((median[1] ?? NaN) % 4).toBeCloseTo(0, 9)
    expect(median[3]).toBe(median[1])
    expect(of('median', 'old')[3]).toBe(of('median', 'old')[2])
  })

  test('the finding', () => {
    expect(finding).toMatch(/hazard ratio 0\.49 instead of 0\.55\./u)
    expect(finding).toContain('correct nothing')
    expect(finding).toContain('can be of the reconstruction')
    // Comparisons alone: the arms by themselves stand in the table.
    expect(finding).not.toContain('median (months), New drug')
  })

  test('refuses visits that never come', () => {
    expect(
      problems(
        planWith('assessment schedule', standing, [
          'visits: {arm: {first: 0, every: 4}, control: {first: 1, every: 1}}',
        ]),
      ).join(),
    ).toMatch(/a time above 0/u)
  })
})
