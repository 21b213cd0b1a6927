import { describe, expect, test } from 'vitest'
import { planWith, problems, tried } from './plan-with.ts'

const standing = 'role: supplementary; data: simulated; identification: assumption'
const fields = ['switched: 0.4', 'switching: {minimum: 1, median: 3, maximum: 6}', 'simulations: 5']
const small = (more: readonly string[]) =>
  planWith('treatment switching', standing, more).replace('draws: 20', 'draws: 6')

describe('plan method treatment switching', () => {
  const { rows: all, finding } = tried(small(fields))
  const rows = all.filter((it) => it.measure === 'hazard-ratio')
  const at = (variant: string) => rows.find((it) => it.variant === variant)

  test('as assigned, three models under an assumption, three ways that nothing identifies', () => {
    expect(rows.map((it) => it.identification)).toEqual([
      ...['randomised', 'assumption', 'assumption', 'assumption', 'none', 'none', 'none'],
    ])
    expect(rows.every((it) => it.estimate !== null && it.spreadLower !== null)).toBe(true)
  })

  test('only the comparison as assigned is not simulated', () => {
    expect(rows.map((it) => it.data)).toEqual(['reconstructed', ...Array<string>(6).fill('simulated')])
  })

  test('without switching the effect is larger, and no surer', () => {
    const [assigned, adjusted] = [at('as assigned'), at('rpsftm, recensored')]
    expect(adjusted?.estimate).toBeLessThan(assigned?.estimate ?? 0)
    expect(adjusted?.standardError).toBeGreaterThan(assigned?.standardError ?? 1)
    expect((adjusted?.upper ?? 2) < 1).toBe((assigned?.upper ?? 2) < 1)
  })

  test('nobody switches: the model gives the ratio as assigned, recensored or not', () => {
    const none = tried(small(['switched: 0', ...fields.slice(1)])).rows
    const [assigned, recensored, plain] = none
    expect([recensored?.variant, plain?.variant]).toEqual(['rpsftm, recensored', 'rpsftm, not recensored'])
    expect(recensored?.estimate).toBeCloseTo(assigned?.estimate ?? NaN, 9)
    expect(plain?.estimate).toBeCloseTo(assigned?.estimate ?? NaN, 9)
  })

  test('times of switching after the end of follow-up: the finding says that they do not fit', () => {
    const late = tried(
      small(['switched: 0.4', 'switching: {minimum: 100, median: 300, maximum: 600}', fields[2] ?? '']),
    )
    expect(late.finding).toContain('Fewer of Old drug were still in follow-up at their simulated switch')
    expect(finding).not.toContain('do not fit')
  })

  test('at progression: two-stage estimation beside the others, and the finding says what it rests on', () => {
    const at = 'progression: {minimum: 0.5, median: 3, maximum: 20, correlation: 0.5}'
    const { rows, finding: said } = tried(small(['switched: 0.3', at, 'simulations: 5']))
    const ratios = rows.filter((it) => it.measure === 'hazard-ratio')
    const found = ratios.find((it) => it.variant === 'two-stage, recensored')
    expect(ratios).toHaveLength(8)
    expect(found).toMatchObject({ identification: 'assumption', data: 'simulated', status: 'ok' })
    expect(found?.estimate).toBeGreaterThan(0)
    expect(found?.spreadLower).not.toBeNull()
    expect(found?.assumption).toContain('linked with follow-up by a rank correlation of 0.5')
    expect(ratios.some((it) => it.assumption.includes('at random among those then in follow-up'))).toBe(false)
    expect(said).toContain('Two-stage estimation')
    expect(said).toContain('Who progressed and switched, and when, is simulated')
  })

  test.each([
    [['switched: 0.3'], 'it is not said when patients switched'],
    [
      [
        'switched: 0.3',
        'switching: {minimum: 1, median: 3, maximum: 6}',
        'progression: {minimum: 1, median: 3, maximum: 6, correlation: 0}',
      ],
      'it is said twice when patients switched',
    ],
  ])('%j: %s', (more, words) => {
    expect(problems(small(more)).join()).toContain(words)
  })

  test('z over psi stands on either side of each root, and is near its limit at the others', () => {
    const z = all.filter((it) => it.measure === 'z-statistic' && it.variant === 'recensored')
    const roots = all.filter((it) => it.measure === 'psi' && it.variant === 'recensored, z passes 0')
    expect(z.length).toBeGreaterThan(20)
    expect(roots.length).toBeGreaterThan(0)
    for (const { estimate: psi } of roots) {
      const [before, after] = [
        z.findLast((it) => (it.value ?? 0) < (psi ?? 0)),
        z.find((it) => (it.value ?? 0) > (psi ?? 0)),
      ]
      expect(Math.sign(before?.estimate ?? NaN)).not.toBe(Math.sign(after?.estimate ?? NaN))
    }
  })

  test('the finding', () => {
    expect(finding).toContain('Had none of Old drug switched, instead of 40%')
    expect(finding).toContain('Adjusting adds no evidence')
    expect(finding).toContain('is simulated (5 times, medians), not known')
  })

  test('refuses times out of order and a share above 1', () => {
    const wrong = problems(small(['switched: 1.4', 'switching: {minimum: 5, median: 3, maximum: 6}'])).join('\n')
    expect(wrong).toMatch(/share between 0 and 1|switched/u)
    expect(wrong).toMatch(/minimum <= median <= maximum/u)
  })
})
