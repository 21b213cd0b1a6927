import { describe, expect, test } from 'vitest'
import { smallRecord } from '../../end-to-end/project.ts'
import { changed } from '../small.ts'
import { planWith, problems, tried } from './plan-with.ts'

const standing = 'role: supplementary; data: reconstructed; identification: randomised'
const plan = planWith('effects over time', standing, ['times: [6, 12, 60]'])

describe('plan method effects over time', () => {
  const { rows, finding } = tried(plan)
  const at = (measure: string, time: number) => rows.find((it) => it.measure === measure && it.time === time)

  test('gives five measures a time and two of each arm, each with that time', () => {
    expect(rows.filter((it) => it.versus !== '')).toHaveLength(15)
    expect(rows.filter((it) => it.versus === '')).toHaveLength(12)
    expect(rows.every((it) => it.time !== null && (it.versus === '' || it.arm === 'new'))).toBe(true)
  })

  test('a difference is that of its arms', () => {
    const of = (arm: string, measure: string) =>
      rows.find((it) => it.arm === arm && it.versus === '' && it.measure === measure && it.time === 12)?.estimate ?? NaN
    expect(at('survival-difference', 12)?.estimate).toBeCloseTo(of('new', 'survival') - of('old', 'survival'), 9)
    expect(at('rmst-difference', 12)?.estimate).toBeCloseTo(of('new', 'rmst') - of('old', 'rmst'), 9)
  })

  test('the number needed is the reciprocal of the difference, limits too, with its time in words', () => {
    const [difference, needed] = [at('survival-difference', 12), at('number-needed-to-treat', 12)]
    expect(needed?.estimate).toBeCloseTo(1 / (difference?.estimate ?? NaN), 9)
    expect(needed?.lower).toBeCloseTo(1 / (difference?.upper ?? NaN), 9)
    expect(needed?.upper).toBeCloseTo(1 / (difference?.lower ?? NaN), 9)
    expect(needed?.assumption).toContain('at 12 months alone')
    expect(difference?.spreadLower).toBeLessThanOrEqual(difference?.estimate ?? NaN)
  })

  test('a time beyond the follow-up has no answer, and the finding says so', () => {
    expect(at('rmst-difference', 60)?.status).toBe('not-estimable')
    expect(finding).toContain('By 60 months there is no answer')
    expect(finding).toMatch(/at 12 months 25\.5 \(.*\) and 2\.0 \(0\.8–3\.3\)/u)
    expect(finding).toMatch(/patients for one more free of the event at 6 months, and .* at 12 months\./u)
    expect(finding).toContain('nothing is adjusted')
  })

  test('times must ascend and arms must exist', () => {
    const wrong = planWith('effects over time', standing, ['times: [6, 3]']).replace('arm: new', 'arm: nwe')
    expect(problems(wrong).join('\n')).toMatch(/no arm "nwe"/u)
    expect(problems(wrong).join('\n')).toMatch(/the times must ascend, and 3 comes after 6/u)
  })

  test('a trial that was not randomised identifies nothing', () => {
    const unrandomised = changed(smallRecord, { 'flow:': 'design: { allocation: none }\nflow:' })
    const found = problems(planWith('effects over time', standing, ['times: [6]']), unrandomised)
    expect(found.filter((it) => it.includes('its record says "allocation: none"'))).toHaveLength(2)
  })
})
