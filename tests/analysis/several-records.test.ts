import { describe, expect, test } from 'vitest'
import { analyse } from '../../src/analysis/analyse.ts'
import { checkPlanRecord } from '../../src/analysis/check-plan-record.ts'
import { parsePlan } from '../../src/analysis/parse-plan.ts'
import { readReferences } from '../../src/node/read-references.ts'
import { formatDiagnostic } from '../../src/record/format-diagnostic.ts'
import { compose } from '../../src/report/compose.ts'
import { renderMarkdown } from '../../src/report/markdown.ts'
import { smallPlan, smallRecord } from '../end-to-end/project.ts'
import { recordOf } from '../record/record-of.ts'
import { changed } from './small.ts'

/* Two records whose arms differ in name and whose clocks differ. Both are made up. */

const lone = smallRecord
  .replace('id: small-2024', 'id: lone-2023')
  .replace('trial: SMALL', 'trial: LONE')
  .replace('  new: { label: New drug, role: experimental }\n', '  cells: { label: Cells, role: single }\n')
  .replace('  old: { label: Old drug, role: control }\n', '')
  .replace(
    '  new: { chains: [[randomised: 120, treated: 118]] }\n',
    '  cells: { chains: [[enrolled: 113, treated: 97]] }\n',
  )
  .replace('  old: { chains: [[randomised: 60, treated: 57]] }\n', '')
  .replace('      new:\n', '      cells:\n')
  .replace('      old:\n        median: 6.0 (4.5 to 8.5)\n        survival: { 6: 50%, 12: 25% }\n', '')
  .replace(
    'events: { total: 120 }\n    contrast:\n      hazard ratio: { printed: 0.55 (0.38 to 0.80), model: Cox }\n',
    'events: { total: 60 }\n',
  )
  .replaceAll('randomisation', 'infusion')
  .replace('population: randomised', 'population: treated')

const estimand = `    estimand: { treatment: x, population: x, variable: x, intercurrent events: x, summary: x }
    assumptions: [What was printed was rebuilt.]
`
const plan = changed(smallPlan, {
  'records: [small-2024]': 'records: [small-2024, lone-2023]',
  'measures: [events, median, milestone 12, milestone difference 12, hazard ratio]': 'measures: [median, milestone 12]',
  '    method: as published\n':
    '    method: as published\n    record: small-2024\n    measures: [median, milestone 12, milestone difference 12, hazard ratio]\n',
}).concat(`  - id: as-published-alone
    label: As published
    record: lone-2023
    method: as published
    role: reference
    data: reconstructed
    identification: none
    question: How long?
${estimand}  - id: periods
    label: Hazard ratio by period
    record: small-2024
    method: hazard ratio by period
    role: supplementary
    data: reconstructed
    identification: randomised
    question: When?
    arm: new
    control: old
    cuts: [6]
${estimand}`)

function problems(text: string): readonly string[] {
  const parsed = parsePlan(text, 'small.yaml')
  if (parsed.kind === 'invalid') return parsed.diagnostics.map(formatDiagnostic)
  return [smallRecord, lone].flatMap((it) =>
    checkPlanRecord(parsed.plan, recordOf(it), parsed.spans, 'small.yaml').map(formatDiagnostic),
  )
}

function resultsOf(text: string) {
  const parsed = parsePlan(text, 'small.yaml')
  if (parsed.kind === 'invalid') throw new Error(parsed.diagnostics.map(formatDiagnostic).join('\n'))
  const records = [smallRecord, lone].map((it) => recordOf(it))
  const done = analyse({
    plan: parsed.plan,
    spans: parsed.spans,
    planFile: 'small.yaml',
    planHash: '0'.repeat(64),
    records,
  })
  if (done.kind === 'refused') throw new Error(done.diagnostics.map(formatDiagnostic).join('\n'))
  return done.results
}

describe('a scenario with a record', () => {
  test('is checked against that record alone', () => {
    expect(problems(plan)).toEqual([])
  })
  test('without it, against every one', () => {
    const all = changed(plan, { 'period\n    record: small-2024\n': 'period\n' })
    expect(problems(all)[1]).toMatch(/^small\.yaml:\d+:\d+ unknown-arm the endpoint pfs of lone-2023 has no arm "new"/u)
  })
  test('names a record of the plan', () => {
    expect(problems(changed(plan, { 'period\n    record: small-2024\n': 'period\n    record: smal-2024\n' }))).toEqual([
      'small.yaml:40:13 unnamed-record the scenario is for smal-2024, which is not among the records of the plan (expected small-2024 | lone-2023, write "small-2024")',
    ])
  })
  test.each([
    ['    record: lone-2023\n', '', 'for small-2024 that everything else', 'found 2'],
    ['    record: lone-2023\n', '    record: small-2024\n', 'for lone-2023 that everything else', 'found 0'],
  ])('each record has one reference: %s', (from, to, says, found) => {
    const text = problems(changed(plan, { [from]: to })).join('\n')
    expect(text).toContain('no-reference')
    expect(text).toContain(says)
    expect(text).toContain(found)
  })
  test('measures of the plan bind a record only where its scenarios use them', () => {
    const two = changed(plan, { 'measures: [median, milestone 12]\n': 'measures: [median, hazard ratio]\n' })
    expect(problems(two)[0]).toContain('"hazard ratio" compares arms, and the endpoint pfs of lone-2023 has one')
    const own = changed(two, { '    record: lone-2023\n': '    record: lone-2023\n    measures: [median]\n' })
    expect(problems(own)).toEqual([])
  })
})

describe('results of two records', () => {
  const results = resultsOf(plan)
  test('a scenario gives rows of its record alone', () => {
    const trials = (scenario: string) => [
      ...new Set(results.rows.filter((it) => it.scenario === scenario).map((it) => it.trial)),
    ]
    expect(trials('as-published')).toEqual(['small-2024'])
    expect(trials('as-published-alone')).toEqual(['lone-2023'])
    expect(trials('periods')).toEqual(['small-2024'])
    expect(results.rows.some((it) => it.trial === 'lone-2023' && it.versus !== '')).toBe(false)
  })
  test('the report says whose each number is, and on which clock', () => {
    const text = renderMarkdown(compose(results, readReferences()))
    expect(text).toContain(
      '> **SMALL:** Progression-free survival as rebuilt from the printed figures (randomised, time from randomisation):',
    )
    expect(text).toContain(
      '> **LONE:** Progression-free survival as rebuilt from the printed figures (treated, time from infusion):',
    )
    expect(text).toContain('### SMALL: Hazard ratio by period')
    expect(text).toContain('- LONE: The curves end at ')
    expect(text).toContain('LONE: The data are reconstructed from printed figures; there is one arm')
  })
})
