import { describe, expect, test } from 'vitest'
import { smallPlan, smallRecord } from '../../end-to-end/project.ts'
import { changed } from '../small.ts'
import { problems, tried } from './plan-with.ts'

/* 24 of 120 not treated; the median lag is 1 month, so everybody leaves waiting at a rate of log 2, 0.8 of it by infusion. */

const record = changed(smallRecord, { 'randomised: 120, treated: 118': 'randomised: 120, treated: 96' })
const plan = `${smallPlan}  - id: tried
    label: Tried
    method: illness-death
    role: supplementary
    data: simulated
    identification: assumption
    question: Who is where?
    estimand: {treatment: a, population: b, variable: c, intercurrent events: d, summary: e}
    assumptions: [Constant hazards.]
    arm: new
    infused: {stage: treated, of: randomised}
    median lag: 1
    after infusion: {through: 12}
    times: [1, 6, 12]
`

describe('illness-death', () => {
  const { rows, finding } = tried(plan, record)
  const at = (variant: string, time: number | null) =>
    rows.find((it) => it.variant.startsWith(variant) && it.time === time)

  test('half are still waiting at the median lag, and the states add up to 1', () => {
    expect(at('waiting', 1)?.estimate).toBeCloseTo(0.5, 12)
    expect(at('event instead', 1)?.estimate).toBeCloseTo(0.1, 12)
    for (const time of [1, 6, 12]) {
      const states = rows.filter((it) => it.measure === 'proportion' && it.time === time)
      expect(states.reduce((sum, it) => sum + (it.estimate ?? 0), 0)).toBeCloseTo(1, 12)
    }
  })
  test('it meets the rebuilt curve at 12 months (printed: 50%), and says how far it misses elsewhere', () => {
    expect(Math.abs((at('whole arm', 12)?.estimate ?? NaN) - 0.5)).toBeLessThan(0.005)
    expect(at('model minus rebuilt', 12)?.estimate).toBeCloseTo(0, 9)
    expect(Math.abs(at('model minus rebuilt', 6)?.estimate ?? NaN)).toBeGreaterThan(0.001)
  })
  test('immortal time: k / (k + b) with b from the survival since infusion', () => {
    const after = -Math.log(at('ever infused, from infusion', 12)?.estimate ?? NaN) / 12
    expect(at('rate of events', null)?.estimate).toBeCloseTo(Math.LN2 / (Math.LN2 + after), 9)
    expect(at('ever infused, from the clock', 12)?.estimate).toBeGreaterThan(
      at('ever infused, from infusion', 12)?.estimate ?? NaN,
    )
  })
  test('rows say that it is a model on an assumption, with the spread of the curve it was taken through', () => {
    expect(new Set(rows.map((it) => `${it.role} ${it.data} ${it.identification}`))).toEqual(
      new Set(['supplementary simulated assumption']),
    )
    expect(at('whole arm', 12)?.spreadLower).toBeLessThan(at('whole arm', 12)?.spreadUpper ?? NaN)
    // The share and the lag alone determine who is waiting: nothing to spread.
    expect(at('waiting', 6)?.spreadLower).toBe(at('waiting', 6)?.spreadUpper)
  })
  test('the finding', () => {
    expect(finding).toMatchInlineSnapshot(
      `"In a model in which 80.0% are ever treated, 50.0% are waiting at 1 month and 39.0% are treated and event-free; at 12 months 50.0%. Of those ever treated, 62.5% are event-free at 12 months counted from the clock of the arm, 58.5% at as many months counted from infusion, and 50.0% of the whole arm: the same hazards, and only the start of the count and the choice of patients differ. Immortal time alone multiplies the rate of events of those ever treated by 0.939 when it is counted from the clock of the arm. The model is not fitted to the curve as a whole: it misses the rebuilt one by up to 9.2 percentage points at these times."`,
    )
  })
  test('a median after infusion instead: half of the infused then', () => {
    const given = tried(changed(plan, { '{through: 12}': '{median: 6}' }), record)
    expect(
      given.rows.find((it) => it.variant === 'ever infused, from infusion' && it.time === 6)?.estimate,
    ).toBeCloseTo(0.5, 12)
  })
  test('refused where no hazard after infusion can give the rebuilt survival', () => {
    const found = tried(changed(plan, { 'median lag: 1': 'median lag: 60', '{through: 12}': '{through: 12}' }), record)
    expect(found.rows.map((it) => it.status)).toEqual(['refused'])
    expect(found.finding).toContain('whatever happens after infusion')
  })
  test('mistakes stand at their lines', () => {
    expect(problems(plan, record)).toEqual([])
    expect(problems(changed(plan, { '[1, 6, 12]': '[1, 12, 6]' }), record).join()).toContain('must ascend')
    const part = changed(record, { 'population: randomised': 'population: treated' })
    expect(problems(plan, part).join()).toContain('is not that of the whole arm')
    expect(problems(changed(plan, { '    median lag: 1\n': '' }), record).join()).toContain('"median lag" is missing')
  })
})
