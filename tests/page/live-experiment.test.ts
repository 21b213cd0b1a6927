import { describe, expect, test } from 'vitest'
import { settled, type Settings } from '../../src/page/control.ts'
import { liveExperiment } from '../../src/page/live-experiment.ts'
import type { LiveExperiment, Outcome } from '../../src/page/outcome.ts'
import type { Experiment } from '../../src/result/experiment.ts'
import { formatEstimate } from '../../src/result/measure-format.ts'
import type { Row } from '../../src/result/row.ts'
import { analysed } from '../analysis/small.ts'
import { smallRecord } from '../end-to-end/project.ts'
import { analyseSmall, livePlan } from './small-live.ts'

/* The live page computes what the report computes: the same functions on the same rebuilt patients. */

const { results, live } = analyseSmall()
const [endpoint] = live.endpoints
if (endpoint === undefined) throw new Error('the small plan has an endpoint')

function experiment(kind: Experiment['kind']): LiveExperiment {
  const found = live.experiments.find((it) => it.kind === kind)
  if (found === undefined || endpoint === undefined) throw new Error(`no experiment ${kind}`)
  return liveExperiment(endpoint, found)
}

function outcome(of: LiveExperiment, chosen: Settings = {}): Outcome {
  // A choice may bring controls of its own.
  return of.outcome(settled(of.controls(chosen), chosen))
}

const row = (wanted: Partial<Row>): Row => {
  const found = results.rows.find((it) =>
    Object.entries(wanted).every(([key, value]) => Object.entries(it).some(([own, is]) => own === key && is === value)),
  )
  if (found === undefined) throw new Error(`no row ${JSON.stringify(wanted)}`)
  return found
}

const cell = (it: Outcome, label: RegExp, column: number): string =>
  it.rows.find(([first = '']) => label.test(first))?.[column] ?? `no row ${String(label)}`

describe('as in the report', () => {
  test('effects at a time', () => {
    const it = outcome(experiment('effects'), { time: 12 })
    const published = { scenario: 'as-published', time: 12 }
    expect(cell(it, /^Difference in survival/, 1)).toBe(
      formatEstimate(row({ ...published, measure: 'survival-difference' })),
    )
    expect(cell(it, /^Survival, New/, 1)).toBe(formatEstimate(row({ ...published, measure: 'survival', arm: 'new' })))
  })

  test('the infused, by every law that the plan names', () => {
    const rows = results.rows.filter((it) => it.scenario === 'infused' && it.measure === 'survival')
    expect(rows.length).toBeGreaterThan(3)
    const chosen: Readonly<Record<string, Settings>> = {
      'all failed at once': { law: 'fail-at', failure: 0 },
      'median 3 months': { law: 'exponential', median: 3 },
      'as the old drug': { law: 'as-control', multiplier: 1 },
      'none failed': { law: 'never-fail' },
    }
    for (const it of rows) {
      const settings = chosen[it.variant]
      if (settings === undefined) throw new Error(`no settings for ${it.variant}`)
      const shown = outcome(experiment('infused from itt'), {
        ...settings,
        time: it.time ?? 0,
        waiting: (it.value ?? 0) > 118.5 / 120 ? 1 : 0,
      })
      if (it.estimate === null) continue
      // Printed to a tenth, from curves that the page carries to five decimals.
      expect(Math.abs(parseFloat(cell(shown, /^Survival at/, 2)) - 100 * it.estimate)).toBeLessThan(0.06)
    }
  })

  test('a better control arm', () => {
    for (const multiplier of [0.5, 1, 2]) {
      const shown = outcome(experiment('control arm scaled'), { multiplier, time: 12 })
      const scaled = { scenario: 'scaled', parameter: 'control hazard multiplier', value: multiplier }
      const found = results.rows.find(
        (it) => it.scenario === 'scaled' && it.value === multiplier && it.measure === 'hazard-ratio',
      )
      if (found === undefined) throw new Error(JSON.stringify(scaled))
      expect(cell(shown, /^Hazard ratio/, 2)).toBe(formatEstimate(found))
    }
  })

  test('the hazard ratio by period', () => {
    const shown = outcome(experiment('hazard ratio by period'), { time: 6 })
    const all = results.rows.find((it) => it.scenario === 'periods' && it.method.startsWith('Cox') && it.time === null)
    expect(shown.rows).toHaveLength(3)
    expect(shown.rows.reduce((sum, it) => sum + (it[0]?.startsWith('All') === true ? -1 : 1) * Number(it[2]), 0)).toBe(
      0,
    )
    if (all !== undefined) expect(cell(shown, /^All events/, 1)).toBe(formatEstimate(all))
  })
})

test('a time past the last printed figure of either arm is called the model’s, as the report marks it', () => {
  const [arm, control] = ['new', 'old'].map((id) => endpoint.arms.find((it) => it.id === id))
  if (arm === undefined || control === undefined) throw new Error('the small trial has two arms')
  const apart = {
    ...endpoint,
    arms: [
      { ...control, lastEvidence: 12 },
      { ...arm, lastEvidence: 16.1 },
    ],
  }
  const found = live.experiments.find((it) => it.kind === 'effects')
  if (found === undefined) throw new Error('no experiment')
  const said = (time: number): string => liveExperiment(apart, found).outcome({ time }).said.join(' ')
  expect(said(12)).toBe('')
  expect(said(15)).toContain(`the curve of ${control.label} after 12 months: what needs it at 15 months`)
  expect(said(15)).not.toContain(arm.label)
  expect(said(18)).toContain(`${arm.label} after 16.1 months, nor that of ${control.label} after 12 months`)
})

test('drop-out that the scenario has opposite in the two arms begins so', () => {
  const own = analysed(
    livePlan.replace('    drop-out: { from', '    other arm: opposite\n    drop-out: { from'),
    smallRecord,
  )
  const found = own.live.experiments.find((it) => it.kind === 'informative censoring')
  const [first] = own.live.endpoints
  if (found === undefined || first === undefined) throw new Error('no experiment')
  const other = liveExperiment(first, found)
    .controls({})
    .find((it) => it.id === 'other')
  expect(other?.value).toBe('opposite')
  expect(
    experiment('informative censoring')
      .controls({})
      .find((it) => it.id === 'other')?.value,
  ).toBe('at random')
})

describe('properties', () => {
  test('nobody dropped out, or delta = 1: as published', () => {
    const difference = formatEstimate(row({ scenario: 'as-published', measure: 'survival-difference', time: 12 }))
    for (const settings of [
      { share: 0, delta: 50 },
      { share: 1, delta: 1 },
    ]) {
      const shown = outcome(experiment('informative censoring'), settings)
      expect(cell(shown, /^Difference/, 1)).toBe(difference)
      expect(cell(shown, /^Difference/, 2)).toBe(difference)
    }
  })

  test('the worse drop-outs do, the smaller the difference', () => {
    const of = (delta: number): number =>
      parseFloat(cell(outcome(experiment('informative censoring'), { share: 1, delta }), /^Difference/, 2))
    expect(of(5)).toBeLessThan(of(1))
    expect(of(50)).toBeLessThan(of(5))
  })

  test('the share of nobody infused differently: as the whole arm, the arm itself', () => {
    const shown = outcome(experiment('infused from itt'), { law: 'as-arm', time: 6 })
    for (const it of shown.rows) expect(it[2]).toBe(it[1])
  })

  test('every control keeps inside its range, and a choice that does not exist is the first', () => {
    for (const it of live.experiments) {
      const made = liveExperiment(endpoint, it)
      for (const wild of [-1e9, 1e9]) {
        const ids = made.controls({}).map((control) => control.id)
        const chosen = settled(made.controls({}), Object.fromEntries(ids.map((id) => [id, wild])))
        for (const control of made.controls(chosen)) {
          const value = settled(made.controls(chosen), chosen)[control.id]
          if (control.kind === 'choice') expect(control.options.map((option) => option.value)).toContain(value)
          else expect(Number(value)).toBeGreaterThanOrEqual(control.min)
        }
        expect(() => outcome(made, chosen)).not.toThrow()
      }
    }
  })
})
