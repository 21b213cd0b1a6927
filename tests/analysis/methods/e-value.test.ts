import { describe, expect, test } from 'vitest'
import { smallRecord } from '../../end-to-end/project.ts'
import { analysed, changed } from '../small.ts'
import { planWith, problems, tried } from './plan-with.ts'

const record = changed(smallRecord, { 'randomised: 120, treated: 118': 'randomised: 120, treated: 96' })
const treated = changed(
  planWith('as treated', 'role: diagnostic; data: simulated; identification: none', [
    'infused: {stage: treated, of: randomised}',
    'infusion: {minimum: 0.5, median: 1, maximum: 3}',
    'window: 2',
    'landmarks: [3]',
    'simulations: 3',
  ]),
  { 'id: tried': 'id: treated' },
)
const plan = `${treated}  - id: tried
    label: Tried
    method: e-value
    role: diagnostic
    data: simulated
    identification: none
    question: What comes out?
    estimand: {treatment: a, population: b, variable: c, intercurrent events: d, summary: e}
    assumptions: [Times of infusion are simulated.]
    of: treated
`

describe('e-value', () => {
  const { rows, finding } = tried(plan, record)
  const of = (variant: string, measure = 'e-value') =>
    rows.find((it) => it.variant === variant && it.measure === measure)

  test('refused for the comparison as assigned, which is randomised', () => {
    expect(of('as assigned')).toMatchObject({ status: 'refused', estimate: null, spreadLower: null })
    expect(of('as assigned')?.assumption).toContain('no confounding to explain away')
    expect(finding).toContain('For the comparison as assigned it is refused')
  })
  test('by hand from the as-treated ratio: RR = (1 - 0.5^sqrt(HR)) / (1 - 0.5^sqrt(1 / HR)), E = RR + sqrt(RR (RR - 1))', () => {
    const asTreated = analysed(plan, record).results.rows.filter((it) => it.scenario === 'treated')
    expect(new Set(rows.map((it) => it.variant))).toEqual(new Set(asTreated.map((it) => it.variant)))
    const value = of('never infused left out')?.estimate ?? NaN
    const limit = of('never infused left out', 'e-value-of-the-limit')?.estimate ?? NaN
    const ratio = asTreated.find((it) => it.variant === 'never infused left out')?.estimate ?? NaN
    const half = (x: number): number => 1 - Math.exp(-Math.LN2 * Math.sqrt(x))
    const risk = half(1 / ratio) / half(ratio)
    expect(value).toBeCloseTo(risk + Math.sqrt(risk * (risk - 1)), 9)
    expect(limit).toBeGreaterThanOrEqual(1)
    expect(limit).toBeLessThan(value)
  })
  test('diagnostic, identifies nothing, with a spread over the draws', () => {
    expect(new Set(rows.map((it) => `${it.role} ${it.identification}`))).toEqual(new Set(['diagnostic none']))
    expect(of('never infused left out')?.spreadLower).toBeLessThan(of('never infused left out')?.spreadUpper ?? NaN)
    expect(finding).toContain('A large one is no evidence of an effect')
  })
  test('a randomised contrast is refused at its line, and a scenario that is not there', () => {
    expect(problems(plan, record)).toEqual([])
    const line = plan.split('\n').findIndex((it) => it === '    of: treated') + 1
    expect(problems(changed(plan, { '    of: treated\n': '    of: as-published\n' }), record).join()).toContain(
      `small.yaml:${line}:9 no-confounding an E-value of "as-published" is refused`,
    )
    expect(problems(changed(plan, { '    of: treated\n': '    of: nothing\n' }), record).join()).toContain(
      'unknown-scenario',
    )
  })
})
