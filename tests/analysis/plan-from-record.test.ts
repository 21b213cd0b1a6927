import { describe, expect, test } from 'vitest'
import { parsePlan } from '../../src/analysis/parse-plan.ts'
import { checkPlanRecord } from '../../src/analysis/check-plan-record.ts'
import { templateRecord, type TemplateRecord } from '../../src/analysis/template-record.ts'
import { templateScenarios } from '../../src/analysis/template-scenarios.ts'
import { planTemplate } from '../../src/analysis/template.ts'
import type { TrialFile } from '../../src/evidence/record-problem.ts'
import { formatDiagnostic } from '../../src/record/format-diagnostic.ts'
import { smallRecord } from '../end-to-end/project.ts'
import { recordOf } from '../record/record-of.ts'
import { changed, oneArm } from './small.ts'
import { shippedRecord } from './karmma-3.ts'

// Names, times and what is left out, by hand from each record.

function from(record: TrialFile, endpoint = 'pfs'): TemplateRecord {
  const it = templateRecord(record, endpoint)
  if (it.kind === 'refused') throw new Error(it.reasons.join('\n'))
  return it.from
}

const landmarks = {
  'survival: { 6: 70%, 12: 50% }': 'survival: {}',
  'survival: { 6: 50%, 12: 25% }': 'survival: {}',
}
const timesOf = (changes: Readonly<Record<string, string>>): readonly string[] =>
  from(recordOf(changed(smallRecord, changes))).measures.filter((it) => it.startsWith('milestone '))

describe('times of a plan from a record', () => {
  test('those at which the paper prints survival of both arms', () => {
    expect(from(recordOf(smallRecord)).measures).toEqual([
      'events',
      'median',
      'milestone 6',
      'milestone difference 6',
      'milestone 12',
      'milestone difference 12',
      'rmst 12',
      'rmst difference 12',
      'hazard ratio',
    ])
  })
  test('without any, a round one before the first curve loses its last figure: 8.5 months here', () => {
    expect(timesOf(landmarks)).toEqual(['milestone 6', 'milestone difference 6'])
    const early = { ...landmarks, 'median: 6.0 (4.5 to 8.5)': 'median: 2.9 (2.8 to 3.4)' }
    expect(timesOf(early)).toEqual(['milestone 3', 'milestone difference 3'])
  })
  test('none where one curve has no figure with a time: a difference would be the model’s alone', () => {
    const { measures, whyTheseTimes } = from(
      recordOf(changed(smallRecord, { ...landmarks, 'median: 6.0 (4.5 to 8.5)': 'median: NR' })),
    )
    expect(measures).toEqual(['events', 'median', 'hazard ratio'])
    expect(whyTheseTimes).toMatch(/^No time is pinned in every arm/)
  })
  test('in the unit of the record, as the paper prints them', () => {
    const weeks = from(recordOf(changed(smallRecord, { 'time unit: months': 'time unit: weeks' })))
    expect(weeks.names.unit).toBe('weeks')
    expect(weeks.measures).toContain('milestone 12')
    // 4 months are 17.4 weeks.
    expect(weeks.names.months(4)).toBe('17.4')
  })
})

describe('a plan from a record runs as it is', () => {
  const plans = [
    ['two arms', recordOf(smallRecord)],
    ['one arm', recordOf(oneArm.record)],
    ['KarMMa-3', shippedRecord('karmma-3-2023')],
  ] as const
  test.each(plans)('%s', (_, record) => {
    const parsed = parsePlan(planTemplate('new-question', from(record)), 'new-question.yaml')
    if (parsed.kind === 'invalid') throw new Error(parsed.diagnostics.map(formatDiagnostic).join('\n'))
    expect(checkPlanRecord(parsed.plan, record, parsed.spans, 'new-question.yaml')).toEqual([])
  })
  test('and so does each of its examples without its "#": names of arms and stages are those of the record', () => {
    const record = shippedRecord('karmma-3-2023')
    const template = from(record)
    const elsewhere = [
      'itt-from-infused',
      'not-infused',
      'response',
      'control-replaced',
      'historical-control',
      'e-value',
    ]
    const here = templateScenarios(template.names).filter((it) => !elsewhere.includes(it.id))
    expect(here.length).toBeGreaterThan(15)
    const used = planTemplate('new-question', template)
      .split('\n\n')
      .map((it) => (here.some(({ id }) => it.includes(`  # - id: ${id}\n`)) ? uncommented(it) : it))
      .join('\n\n')
    const parsed = parsePlan(used, 'new-question.yaml')
    if (parsed.kind === 'invalid') throw new Error(parsed.diagnostics.map(formatDiagnostic).join('\n'))
    expect(parsed.plan.scenarios).toHaveLength(here.length + 1)
    expect(checkPlanRecord(parsed.plan, record, parsed.spans, 'new-question.yaml')).toEqual([])
  })
})

test('what the record cannot carry is left out, and named', () => {
  const single = planTemplate('new-question', from(recordOf(oneArm.record)))
  expect(single).not.toContain('method: effects over time')
  expect(single).toMatch(/# Left out, because they need two arms of this endpoint: effects over time, /)
  expect(single).not.toMatch(/randomised patients/i)
  const noFlow = recordOf(changed(smallRecord, { ', treated: 118': '', ', treated: 57': '' }))
  const plain = planTemplate('new-question', from(noFlow))
  expect(plain).not.toContain('method: as treated')
  expect(plain).toContain('method: effects over time')
  expect(plain).toMatch(/# Left out, because they need stages of a flow.*: infused from itt, /)
})

test('an endpoint that cannot be rebuilt is refused with the reason and what would mend it', () => {
  expect(templateRecord(shippedRecord('karmma-3-2023'), 'os')).toMatchObject({
    kind: 'refused',
    reasons: [expect.stringMatching(/no figure that says when.*: add what the paper prints/)],
  })
})

/** From the line with the id on; what stands before it are words. */
function uncommented(block: string): string {
  const at = block.indexOf('  # - id: ')
  return block.slice(0, at) + block.slice(at).replaceAll(/^ {2}# /gmu, '  ')
}
