import { describe, expect, test } from 'vitest'
import { smallRecord } from '../../end-to-end/project.ts'
import { changed } from '../small.ts'
import { planWith, problems, tried } from './plan-with.ts'

const standing = 'role: supplementary; data: reconstructed; identification: randomised'

describe('plan method weighted tests', () => {
  const { rows, finding } = tried(planWith('weighted tests', standing, ['modest until: 6']))

  test('z and p of five tests, p of MaxCombo', () => {
    expect(rows.map((it) => it.measure)).toEqual([
      ...Array<string[]>(5).fill(['z-statistic', 'p-value']).flat(),
      'p-value',
    ])
    expect(rows.at(-1)?.method).toBe('max-combo of 4, unstratified')
    expect(rows.every((it) => it.identification === 'randomised' && it.spreadLower !== null)).toBe(true)
  })

  test('the log-rank test is that of the measures', () => {
    const measured = tried(
      planWith('weighted tests', standing, ['weights: [[0, 0]]']).replace('hazard ratio]', 'hazard ratio, log-rank]'),
    )
    expect(measured.rows.map((it) => it.method)).toEqual([
      ...['log-rank, unstratified', 'log-rank, unstratified', 'max-combo of 1, unstratified'],
    ])
    const [z, p, combined] = measured.rows
    expect(z?.estimate).toBeLessThan(0)
    expect(combined?.estimate).toBeCloseTo(p?.estimate ?? NaN, 9)
  })

  test('the finding does not pick the least p-value', () => {
    expect(finding).toContain('The least of several p-values is not a p-value')
    expect(finding).toContain('FH (0, 1): z −')
  })

  test('refuses a weight below 0', () => {
    expect(problems(planWith('weighted tests', standing, ['weights: [[-1, 0]]'])).join()).toMatch(
      /from 0 to 10|weights/u,
    )
  })

  test('a trial that was not randomised identifies nothing', () => {
    const unrandomised = changed(smallRecord, { 'flow:': 'design: { allocation: none }\nflow:' })
    const found = problems(planWith('weighted tests', standing, []), unrandomised)
    expect(found.filter((it) => it.includes('its record says "allocation: none"'))).toHaveLength(2)
  })
})
