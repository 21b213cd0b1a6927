import { describe, expect, test } from 'vitest'
import { planWith, problems, tried } from './plan-with.ts'

const standing = 'role: diagnostic; data: simulated; identification: none'
const fields = [
  'infused: {stage: treated, of: randomised}',
  'infusion: {minimum: 0.2, median: 0.5, maximum: 1}',
  'window: 1.84',
  'landmarks: [1, 2, 4]',
  'simulations: 5',
]
const plan = planWith('as treated', standing, fields)

describe('plan method as treated', () => {
  const { rows, finding } = tried(plan)

  test('one hazard ratio as assigned, which randomisation identifies, and ten that nothing does', () => {
    expect(rows).toHaveLength(11)
    expect(rows.map((it) => it.identification)).toEqual(['randomised', ...Array<string>(10).fill('none')])
    expect(rows.every((it) => it.role === 'diagnostic' && it.estimate !== null)).toBe(true)
    expect(rows.map((it) => it.data)).toEqual(['reconstructed', ...Array<string>(10).fill('simulated')])
    expect(rows.every((it) => it.spreadLower !== null && it.spreadUpper !== null)).toBe(true)
    expect(rows.flatMap((it) => it.value ?? [])).toEqual([1, 2, 4])
  })

  test('nearly everybody is infused early, so that no grouping moves the ratio far', () => {
    const [assigned, ...others] = rows
    for (const row of others)
      expect(Math.abs(Math.log((row.estimate ?? 0) / (assigned?.estimate ?? 1)))).toBeLessThan(0.35)
  })

  test('pooling adds the variance between simulations', () => {
    const dropped = rows.find((it) => it.variant === 'never infused left out')
    expect(dropped?.standardError).toBeGreaterThan(0.1)
    expect(dropped?.lower).toBeLessThan(dropped?.estimate ?? 0)
  })

  test('the finding says what it is not', () => {
    expect(finding).toMatch(/^As assigned, the hazard ratio is 0\.\d\d \(/u)
    expect(finding).toContain('None of these is an effect of the treatment')
    expect(finding).toContain('simulated (5 times, pooled), not known')
    expect(finding).not.toContain('do not fit the curve')
  })

  test('times that the curve does not allow are shown, with the flag', () => {
    const late = tried(
      planWith(
        'as treated',
        standing,
        fields.map((it) => it.replace(/^infusion.*/u, 'infusion: {minimum: 9, median: 10, maximum: 12}')),
      ),
    )
    expect(late.finding).toContain('do not fit the curve')
    expect(late.rows.filter((it) => it.status === 'infeasible').length).toBeGreaterThan(5)
  })

  test('refuses stages that the record has not, and times out of order', () => {
    const wrong = planWith('as treated', standing, [
      'infused: {stage: infused, of: randomised}',
      'infusion: {minimum: 2, median: 1, maximum: 3}',
      'window: 1.84',
      'landmarks: [2]',
    ])
    expect(problems(wrong).join('\n')).toMatch(/minimum <= median <= maximum/u)
    const stage = planWith(
      'as treated',
      standing,
      fields.map((it) => it.replace('stage: treated', 'stage: infused')),
    )
    expect(problems(stage).join('\n')).toMatch(/no stage "infused"/u)
  })
})
