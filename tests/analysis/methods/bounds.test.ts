import { describe, expect, test } from 'vitest'
import { smallRecord } from '../../end-to-end/project.ts'
import { compose } from '../../../src/report/compose.ts'
import { renderMarkdown } from '../../../src/report/markdown.ts'
import { readReferences } from '../../../src/node/read-references.ts'
import { analysed, changed } from '../small.ts'
import { planWith, problems, tried } from './plan-with.ts'

/* 24 of 120 not treated. Bounds from the rebuilt Kaplan-Meier curves, by hand from the rows of the same plan. */

const record = changed(smallRecord, { 'randomised: 120, treated: 118': 'randomised: 120, treated: 96' })
const standing = 'role: supplementary; data: reconstructed; identification: bounded'
const fields = [
  'infused: {stage: treated, of: randomised}',
  'against: [control arm, control stratum]',
  'milestone: 12',
  'rmst: 12',
  'point under: [exclusion, monotonicity, no access in control]',
]
const plan = changed(planWith('bounds over the not infused', standing, fields), {
  'milestone difference 12, hazard ratio]': 'milestone difference 12, rmst 12, rmst difference 12, hazard ratio]',
})

describe('stratum effect: bounds and point', () => {
  const { rows, finding } = tried(plan, record)
  const rowOf = (measure: string, method: string, variant: string) =>
    rows.find((it) => it.measure === measure && it.method === method && it.variant.includes(variant))

  test('the point is the difference as randomised over 0.8, the standard error too, and says what it assumes', () => {
    const point = rowOf('survival-difference', 'difference as randomised / share', 'both arms')
    // Printed: 50% and 25% at 12 months.
    expect(point?.estimate).toBeCloseTo(0.25 / 0.8, 1)
    expect(point?.identification).toBe('assumption')
    expect(point?.value).toBe(0.8)
    expect((point?.upper ?? 0) - (point?.lower ?? 0)).toBeCloseTo(2 * 1.959964 * (point?.standardError ?? NaN), 5)
    expect(point?.spreadLower).not.toBeNull()
    const mean = rowOf('rmst-difference', 'difference as randomised / share', 'both arms')
    const range = rowOf('rmst-difference', 'bounds', 'control stratum')
    expect(mean?.estimate).toBeGreaterThan(range?.lower ?? NaN)
    expect(mean?.estimate).toBeLessThan(range?.upper ?? NaN)
  })
  test('restricted means: the stratum on both sides is the wider range, sampling error widens it, months', () => {
    const arm = rowOf('rmst-difference', 'bounds', 'control arm')
    const stratum = rowOf('rmst-difference', 'bounds', 'control stratum')
    expect(stratum?.lower).toBeLessThan(arm?.lower ?? NaN)
    expect(stratum?.upper).toBeGreaterThan(arm?.upper ?? NaN)
    const wide = rowOf('rmst-difference', 'bounds with sampling error', 'control arm')
    expect(wide?.lower).toBeLessThan(arm?.lower ?? NaN)
    expect(arm).toMatchObject({ origin: 'bound', identification: 'bounded', time: 12, role: 'supplementary' })
    // With nobody left out the bounds are the difference itself: it lies between.
    expect(arm?.spreadLower).toBeLessThan(arm?.upper ?? NaN)
  })
  test('one verdict a comparison and quantity', () => {
    const tips = rows.filter((it) => it.origin === 'tipping')
    expect(tips.map((it) => it.variant)).toEqual([
      'against the control arm',
      'against the control stratum',
      'against the control arm, restricted means',
      'against the control stratum, restricted means',
    ])
  })
  test('a target in range has no value, and the table of tipping points says so', () => {
    const { results } = analysed(plan, record)
    const page = renderMarkdown(compose(results, readReferences()))
    const line = page.split('\n').find((it) => it.includes('| against the control stratum, restricted means |'))
    expect(line).toMatch(/somewhere \| *in range, not known where/u)
    expect(page).not.toMatch(/\| *none \| *estimated/u)
  })
  test('who waits is named only where the plan tries several numbers', () => {
    const several = tried(changed(plan, { '    milestone: 12\n': '    milestone: 12\n    waiting: [0, 5]\n' }), record)
    const variants = new Set(several.rows.map((it) => it.variant))
    expect(variants).toContain('nobody still waiting, against the control arm')
    expect(variants).toContain('5 still waiting, against the control arm')
    expect(several.finding).toContain('with none of them still waiting, the widest case')
  })
  test('the finding', () => {
    expect(finding).toMatchInlineSnapshot(
      `"Over every assumption about those not infused, with the rebuilt curves and the infused share as given: against the whole control arm the 12-month difference lies within 13.0–38.0 percentage points (with sampling error −3.3 to 54.4 percentage points), and sampling error apart no assumption makes it vanish (so in every one of 20 draws of the reconstruction); against those of the control arm who would have been infused it lies within 6.9–56.9 percentage points (with sampling error −11.6 to 75.3 percentage points), and sampling error apart no assumption makes it vanish (so in every one of 20 draws of the reconstruction). Over every assumption about those not infused, with the rebuilt curves and the infused share as given: against the whole control arm the difference in restricted means up to 12 months lies within 1.2–3.6 months (with sampling error −0.1 to 5.0 months), and sampling error apart no assumption makes it vanish (so in every one of 20 draws of the reconstruction); against those of the control arm who would have been infused it lies within −0.1 to 4.9 months (with sampling error −1.6 to 6.5 months), and sampling error apart some assumptions make it vanish (the other way in 9 of 20 draws of the reconstruction). Under exclusion, monotonicity and no access in the control arm, none of which the paper can show, the effect among those who would be infused in both arms is 31.9 (13.4–50.3) percentage points (infused (96 of 120), 12 months); 2.5 (1.0–4.1) months (infused (96 of 120), 12 months)."`,
    )
  })
  test('the point is refused where one of its assumptions is not made, and not given where none is', () => {
    const some = tried(changed(plan, { ', no access in control]': ']' }), record)
    const refused = some.rows.filter((it) => it.status === 'refused')
    expect(refused).toHaveLength(2)
    expect(refused[0]).toMatchObject({ estimate: null, lower: null })
    expect(some.finding).toContain('the point needs no access in the control arm')
    const none = tried(
      changed(plan, { '    point under: [exclusion, monotonicity, no access in control]\n': '' }),
      record,
    )
    expect(none.rows.some((it) => it.method.includes('share'))).toBe(false)
  })
  test('weeks: the target of restricted means is a time, that of survival is not', () => {
    const weeks = (changes: Readonly<Record<string, string>>) =>
      tried(changed(plan, { 'endpoint: pfs\n': 'endpoint: pfs\ntime unit: weeks\n', ...changes }), record)
    const means = weeks({ '    milestone: 12\n': '', 'rmst: 12': 'rmst: 52\n    target: -52' })
    expect(means.rows.find((it) => it.origin === 'bound')?.time).toBeCloseTo(11.96, 2)
    expect(means.finding).toContain('come to −11.96 months')
  })
  test('mistakes stand at their lines', () => {
    const asked = (changes: Readonly<Record<string, string>>) => problems(changed(plan, changes), record).join()
    expect(problems(plan, record)).toEqual([])
    expect(asked({ '    milestone: 12\n': '', '    rmst: 12\n': '' })).toMatch(/small\.yaml:\d+:\d+ .*milestone/)
    expect(asked({ 'rmst: 12\n': 'rmst: 12\n    target: 0.1\n' })).toContain('cannot be both')
    expect(asked({ '    rmst: 12\n': '    target: 10\n' })).toContain('between -1 and 1')
    expect(asked({ 'no access in control]': 'no access]' })).toContain('no access in control')
  })
})
