import { describe, expect, test } from 'vitest'
import { smallRecord } from '../../end-to-end/project.ts'
import { changed } from '../small.ts'
import { planWith, problems, tried } from './plan-with.ts'

const standing = 'role: sensitivity; data: simulated; identification: assumption'
const fields = [
  'drop-out: {from: an assumed share, share: 1, before: 12}',
  'after drop-out: [{as: at random}, {as: delta, delta: 5}, {as: jump to reference}, {as: delta, delta: 0}]',
  'milestone: 12',
  'rmst: 12',
  'imputations: 20',
]
const plan = planWith('drop-out assumed', standing, fields)

describe('drop-out assumed', () => {
  const { rows, finding } = tried(plan)
  const of = (variant: string, measure: string, engine: string) =>
    rows.find((it) => it.variant.startsWith(variant) && it.measure === measure && it.method.startsWith(engine))
  const value = (variant: string, measure: string, engine: string): number =>
    of(variant, measure, engine)?.estimate ?? NaN

  test('at random the expected-value difference is that of the published curves', () => {
    const { rows: published } = tried(
      changed(plan, { '- id: as-published': '- id: tried', '- id: tried': '- id: other' }),
    )
    const own = published.find((it) => it.measure === 'survival-difference')
    expect(value('at random', 'survival-difference', 'expected')).toBeCloseTo(own?.estimate ?? NaN, 9)
  })
  test('both engines agree within a third of the standard error, on both scales', () => {
    for (const variant of ['at random', 'delta 5', 'jump to reference', 'delta 0']) {
      const error = of(variant, 'survival-difference', 'expected')?.standardError ?? NaN
      const gap = value(variant, 'survival-difference', 'expected') - value(variant, 'survival-difference', 'multiple')
      expect(Math.abs(gap)).toBeLessThan(error / 3)
      const means = value(variant, 'rmst-difference', 'expected') - value(variant, 'rmst-difference', 'multiple')
      expect(Math.abs(means)).toBeLessThan((of(variant, 'rmst-difference', 'multiple')?.standardError ?? NaN) / 3)
    }
  })
  test('a worse fate of drop-outs lowers the difference, and all lie between worst and best', () => {
    for (const [measure, engine] of [
      ['survival-difference', 'expected'],
      ['rmst-difference', 'multiple'],
    ] as const) {
      const order = ['delta 5', 'at random', 'delta 0'].map((it) => value(it, measure, engine))
      expect(order).toEqual([...order].sort((a, b) => a - b))
      // The old drug does worse: its hazard lowers the difference too.
      expect(value('jump to reference', measure, engine)).toBeLessThan(value('at random', measure, engine))
      expect(value('worst case', measure, 'kaplan')).toBeLessThan(order[0] ?? NaN)
      expect(value('best case', measure, 'kaplan')).toBeGreaterThan(order[2] ?? NaN)
    }
    expect(value('delta 5', 'hazard-ratio', 'multiple')).toBeGreaterThan(value('at random', 'hazard-ratio', 'multiple'))
  })
  test('what each row is', () => {
    expect(of('delta 5', 'survival-difference', 'multiple')).toMatchObject({
      role: 'sensitivity',
      data: 'simulated',
      identification: 'assumption',
      draws: 20,
    })
    expect(of('worst case', 'survival-difference', 'kaplan')).toMatchObject({
      origin: 'bound',
      identification: 'bounded',
      data: 'reconstructed',
    })
    expect(of('delta 5', 'rmst-difference', 'expected')?.spreadLower).not.toBeNull()
  })
  test('the finding names both engines and claims no assumption to be right', () => {
    expect(finding).toContain('by expected values and')
    expect(finding).toContain('none of this says which assumption holds')
  })
  test('a time when nobody is followed: one sentence, no list of what is missing', () => {
    const late = tried(plan.replace('  milestone: 12\n', '  milestone: 120\n'))
    expect(late.finding).toContain('By 120 months an arm is not followed')
    expect(late.finding).not.toContain('not estimable points')
  })
  test('refused without potential follow-up, and mistakes', () => {
    const observed = changed(smallRecord, { 'definition: potential': 'definition: observed' })
    expect(tried(plan, observed).rows.map((it) => it.status)).toEqual(['refused'])
    expect(problems(plan)).toEqual([])
    expect(problems(plan, observed).join()).toContain('note')
    expect(problems(changed(plan, { '{as: at random}': '{as: well}' })).join()).toContain('jump to reference')
  })
})
