import { expect, test } from 'vitest'
import { analysed, changed } from './small.ts'
import { smallPlan, smallRecord } from '../end-to-end/project.ts'

const period = `  - id: by-period
    label: By period
    method: hazard ratio by period
    role: supplementary
    data: reconstructed
    identification: randomised
    question: What did the window leave out?
    arm: new
    control: old
    cuts: [2]
    estimand: { treatment: t, population: p, variable: v, intercurrent events: i, summary: s }
    assumptions: [None.]
`
const plan = `${smallPlan.trimEnd()}\n${period}`
const windowed = (ratio: string): string =>
  changed(smallRecord, {
    'hazard ratio: { printed: 0.55 (0.38 to 0.80), model: Cox }': `hazard ratio: { printed: ${ratio}, events after: 2 months }`,
  })

test('a ratio over all events leaves nothing out', () => {
  const { results } = analysed(plan, smallRecord)
  expect(results.rows.filter((it) => it.method === 'cumulative hazards, printed survival')).toEqual([])
})

test('by hand: the events that must have come before the window', () => {
  const { results } = analysed(plan, windowed('0.30 (0.20 to 0.50)'))
  const rows = results.rows.filter((it) => it.method === 'cumulative hazards, printed survival')
  // 50% and 25% at 12 months.
  const [one, zero] = [Math.log(2), Math.log(4)]
  const [whole, printed, lower, upper, early] = rows
  expect(whole?.estimate).toBeCloseTo(0.5, 9)
  // H1(w) = H1(t) - h (H0(t) - H0(w)) >= H1(t) - h H0(t)
  expect(printed?.upper).toBeCloseTo(Math.exp(0.3 * zero - one), 9)
  expect(lower?.upper).toBeCloseTo(Math.exp(0.2 * zero - one), 9)
  expect(upper?.upper).toBeCloseTo(Math.min(1, Math.exp(0.5 * zero - one)), 9)
  expect([printed?.lower, printed?.origin, printed?.identification]).toEqual([0, 'bound', 'assumption'])
  expect(early?.estimate).toBeGreaterThan(0.3)
})

test('a ratio that the survival figures allow needs no early event', () => {
  const { results } = analysed(plan, windowed('0.90 (0.70 to 1.10)'))
  const finding = results.scenarios.find((it) => it.id === 'by-period')?.finding
  expect(finding).toContain('Both can hold without a single event before.')
})
