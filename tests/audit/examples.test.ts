import { describe, expect, test } from 'vitest'
import { audit, rules } from '../../src/audit/audit.ts'
import type { Finding } from '../../src/audit/audit-rule.ts'
import { exampleRecord } from '../../src/audit/example-record.ts'
import type { Trial } from '../../src/record/trial.ts'
import { recordOf } from '../record/record-of.ts'

const trialOf = (part: string): Trial => recordOf(exampleRecord(part)).trial

const findingsOf = (example: readonly string[]): readonly Finding[] => {
  const [subject, ...related] = example.map(trialOf)
  if (subject === undefined) throw new Error('an example has at least one record')
  return audit(subject, related).findings
}

const withExamples = rules.flatMap((rule) =>
  rule.examples === undefined ? [] : [{ ...rule, examples: rule.examples }],
)

describe.each(withExamples)('$id $name', ({ id, worst, examples }) => {
  test('passes its clean example, in which no other rule fails', () => {
    const found = findingsOf(examples.clean)
    const own = found.filter(({ rule }) => rule === id).map(({ state }) => state)
    expect(own).toContain('pass')
    expect(own).not.toContain('note')
    expect(found.filter(({ state }) => state === 'fail')).toEqual([])
  })

  test('fires in its firing example, and says what was computed', () => {
    const own = findingsOf(examples.firing).filter(({ rule }) => rule === id)
    expect(own.map(({ state }) => state)).toContain(worst)
    for (const it of own.filter(({ state }) => state === worst)) expect(it.figures.length).toBeGreaterThan(0)
  })
})
