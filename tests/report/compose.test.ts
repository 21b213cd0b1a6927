import { describe, expect, test } from 'vitest'
import { compose } from '../../src/report/compose.ts'
import { documentFigures, wholeDocument } from '../../src/report/document.ts'
import type { Block, Text } from '../../src/report/document.ts'
import type { Results } from '../../src/result/frames.ts'
import { formatAsPrinted, formatParameter, formatValue } from '../../src/result/measure-format.ts'
import { fixed, percent } from '../../src/result/format.ts'
import { references, results } from './fixture.ts'

const document = compose(results, references)
const whole = wholeDocument(document)
const tables = whole.flatMap((it) => (it.kind === 'table' ? [it.table] : []))

const plain = (text: Text): string =>
  typeof text === 'string'
    ? text
    : text.map((it) => (typeof it === 'string' ? it : it.kind === 'cite' ? `[${it.number}]` : it.text)).join('')

const textOf = (blocks: readonly Block[]): string => JSON.stringify(blocks)

describe('what is printed', () => {
  test('every number in a table stands in the rows or frames', () => {
    const known = new Set<string>()
    const know = (text: string): void => {
      for (const it of text.match(/\d+(?:\.\d+)?/g) ?? []) known.add(it)
    }
    for (const row of results.rows) {
      for (const value of [row.estimate, row.lower, row.upper, row.spreadLower, row.spreadUpper]) {
        if (value !== null) know(formatValue(row.measure, value))
        if (value !== null && row.measure === 'tipping-value') know(formatParameter(row.parameter, value))
      }
      if (row.value !== null) know(formatParameter(row.parameter, row.value))
      if (row.time !== null) know(String(row.time))
      know(row.reported)
      know(row.variant)
    }
    for (const row of results.fidelity) {
      for (const value of [row.predicted, row.lower, row.upper]) {
        if (value !== null) know(formatAsPrinted(row.measure, value))
      }
      if (row.z !== null) know(fixed(row.z, 1))
      know(`${row.reported} ${row.rebuilt}`)
    }
    for (const { rule, message, accepted, computation, figures } of results.findings)
      know(`${rule} ${message} ${accepted} ${computation} ${figures.map((it) => `${it.id} ${it.printed}`).join(' ')}`)
    // The specification log counts rows, and prints settings as the plan gives them.
    for (const { id } of results.scenarios) know(String(results.rows.filter((it) => it.scenario === id).length))
    for (const row of results.risk) know(`${row.time} ${row.atRisk} ${row.censored} ${row.events}`)
    for (const row of results.scenarioCurves) know(`${fixed(row.time, 1)} ${percent(row.survival)}`)
    const all = [...tables, ...documentFigures(document).map((it) => it.data)]
    const printed = all.flatMap((it) => it.rows.flat()).flatMap((it) => plain(it).match(/\d+(?:\.\d+)?/g) ?? [])
    expect(printed.length).toBeGreaterThan(150)
    expect(printed.filter((it) => !known.has(it))).toEqual([])
  })
  test('every reported figure has its row, with role, verdict and prediction', () => {
    const [table] = tables
    expect(table?.rows).toHaveLength(results.fidelity.length)
    const twelve = table?.rows.find((it) => it[0] === 'Survival at 12 months' && it[1] === 'Standard regimen')
    expect(twelve?.map((it) => plain(it))).toEqual([
      'Survival at 12 months',
      'Standard regimen',
      '30%',
      '30%',
      'input',
      'reproduced',
      '24.1% (18.4–29.7)',
      '2.0',
      'contradicted',
    ])
  })
  test('tables and figures are numbered in reading order, of the supplement with an S', () => {
    for (const kind of ['table', 'figure'] as const) {
      const main = document.blocks.flatMap((it) => (it.kind === kind ? [it.number] : []))
      const behind = (document.supplement ?? []).flatMap((it) => (it.kind === kind ? [it.number] : []))
      expect(main).toEqual(main.map((_, at) => `${at + 1}`))
      expect(behind).toEqual(behind.map((_, at) => `S${at + 1}`))
      expect(Math.min(main.length, behind.length)).toBeGreaterThan(2)
    }
  })
  test('every way into the supplement leads to one of its sections', () => {
    const ways = [...textOf(whole).matchAll(/"kind":"see","text":"([^"]*)","to":"([^"]*)"/gu)]
    const sections = (document.supplement ?? []).flatMap((it) =>
      it.kind === 'heading' && it.level === 2 ? [[`Supplement: ${it.text}`, it.id]] : [],
    )
    expect(ways.length).toBeGreaterThan(3)
    for (const [, text, to] of ways) expect(sections).toContainEqual([text, to])
  })
  test('sections stand in the order of the design', () => {
    const headings = document.blocks.flatMap((it) => (it.kind === 'heading' && it.level === 2 ? [it.text] : []))
    expect(headings).toEqual([
      'What the scenarios found',
      'Question and design',
      'The curves',
      'Reported beside rebuilt',
      'Absolute effects',
      'Estimands and completeness',
      'Scenarios',
      'Tipping points',
      'What the audit found',
      'Assumptions of the reconstruction',
      'Limits',
      'Methods',
      'References',
      'How to reproduce this report',
      'Data files',
    ])
    const behind = (document.supplement ?? []).flatMap((it) =>
      it.kind === 'heading' && it.level === 2 ? [it.text] : [],
    )
    expect(behind).toEqual([
      'Specification log',
      'Estimands and completeness',
      'Scenarios one by one',
      'Results over each range',
      'Which figure pins the curve where',
      'Which printed figures agree',
    ])
  })
  test('the answer takes its numbers from the rebuilt reference', () => {
    const answer = document.blocks.find((it) => it.kind === 'note' && it.tone === 'answer')
    expect(answer?.kind === 'note' && plain(answer.text)).toBe(
      'Progression-free survival as rebuilt from the printed figures of KarMMa-3: Ide-cel compared with Standard regimen gives ' +
        'a hazard ratio of 0.49 (95% CI 0.38–0.63), reported as 0.49 (0.38 to 0.65), and a difference in survival at 12 months of ' +
        '25.0 percentage points (95% CI 14.5–35.5; reconstruction spread 24.0–26.0), not printed in the paper, whose 55% and 30% make 25 (its interval rests on modelled numbers at risk).',
    )
  })
})

describe('what must be said', () => {
  test('a tipping point that does not exist comes with what can be attained', () => {
    const tipping = tables.find((it) => it.caption === 'Tipping points')
    const none = tipping?.rows.find((it) => it.includes('none'))?.map((it) => plain(it))
    expect(none).toContain('none in range')
    expect(none?.at(-1)).toBe('Difference in survival at 12 months (percentage points) between 19.1 and 32.0')
  })
  test('infeasible stretches are named by their times', () => {
    expect(textOf(whole)).toContain('fail at once, infused share 88.6%, Ide-cel: 0.5 to 3 months')
  })
  test('the five attributes of each estimand are there', () => {
    const attributes = ['Treatment', 'Population', 'Variable', 'Intercurrent events', 'Summary measure']
    const terms = whole.flatMap((it) => (it.kind === 'terms' ? it.items.map((item) => item.term) : []))
    // Population is a term of the design as well.
    for (const term of attributes) expect(terms.filter((it) => it === term).length).toBeGreaterThanOrEqual(1)
    const table = tables.find((it) => it.caption.startsWith('Estimand of each scenario'))
    expect(table?.columns.map((it) => it.label)).toEqual(['Scenario', 'Differs in'])
    expect(table?.rows).toHaveLength(results.scenarios.length - 1)
    const [published, ...others] = results.estimands
    for (const [at, it] of others.entries()) {
      const same = it.population === published?.population
      const differs = plain(table?.rows[at]?.[1] ?? '')
      expect(differs.includes('Population: ')).toBe(!same)
      if (!same) expect(differs).toContain(`Population: ${it.population}.`)
    }
  })
  test('the specification log has every scenario, with its settings and the plan’s hash', () => {
    const log = tables.find((it) => it.caption.startsWith('Scenarios that were run'))
    expect(log?.rows.map((it) => plain(it[0] ?? ''))).toEqual(results.scenarios.map((it) => `${it.label} ${it.id}`))
    expect(textOf(whole)).toContain(results.analysis.planHash)
    expect(textOf(whole)).toContain('written after seeing results')
    const settings = whole.find((it) => it.kind === 'details' && it.summary.startsWith('Settings'))
    expect(settings?.kind === 'details' && settings.items.map((it) => plain(it.text))).toEqual([
      'waiting: 0, 26; first infusion: left out.',
      'level: 0.95 (default).',
    ])
  })
  test('what the record states is told apart from what it does not', () => {
    const table = tables.find((it) => it.caption.startsWith('What a reader needs'))
    expect(table?.rows.map((row) => row.map(plain))).toEqual([
      ['Report', '', 'registration', ''],
      ['Progression-free survival', 'censoring rules', 'event', 'competing events'],
    ])
  })
  test('intervals of the model say that they are not calibrated until they are', () => {
    expect(textOf(whole).match(/not calibrated/g)?.length).toBeGreaterThan(4)
    const calibrated: Results = { ...results, analysis: { ...results.analysis, calibrated: true } }
    const text = textOf(wholeDocument(compose(calibrated, references)))
    expect(text).not.toContain('not calibrated')
    // Spreads of published measures have been measured on trials, those of scenarios on simulated ones.
    expect(text).toContain('measure by measure (docs/accuracy-draws.md).')
    expect(text).toContain('of scenarios on simulated trials alone (docs/accuracy-scenarios.md).')
  })
  test('what was missed or contradicted is named in the warrant', () => {
    const text = textOf(whole)
    expect(text).toContain('upper limit of the hazard ratio, Ide-cel against Standard regimen (printed 0.65)')
    expect(text).toContain('survival at 12 months, Standard regimen (printed 30%)')
  })
  test('a reference without an entry is an error, not a gap', () => {
    expect(() => compose({ ...results, references: ['Nobody1900'] }, references)).toThrow(/Nobody1900/)
  })
  test('a single arm, no scenario and no finding still make a report', () => {
    const trial = results.trials[0]!
    const single: Results = {
      ...results,
      trials: [
        { ...trial, arms: trial.arms.filter((it) => it.id === 'ide-cel').map((it) => ({ ...it, role: 'single' })) },
      ],
      scenarios: [],
      estimands: [],
      findings: [],
      scenarioCurves: [],
      rows: results.rows.filter((it) => it.role === 'reference' && it.arm === 'ide-cel' && it.versus === ''),
      fidelity: results.fidelity.filter((it) => it.arm === 'ide-cel'),
      curves: results.curves.filter((it) => it.arm === 'ide-cel'),
      censored: results.censored.filter((it) => it.arm === 'ide-cel'),
      risk: results.risk.filter((it) => it.arm === 'ide-cel'),
      reported: results.reported.filter((it) => it.arm === 'ide-cel'),
    }
    const text = textOf(wholeDocument(compose(single, references)))
    expect(text).toContain('a median of 13.3 months (95% CI 11.8–16.1) in Ide-cel, reported as 13.3 (11.8 to 16.1)')
    expect(text).not.toContain('Tipping points')
  })
})
