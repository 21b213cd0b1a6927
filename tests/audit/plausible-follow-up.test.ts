import { describe, expect, test } from 'vitest'
import { auditRule } from '../../src/audit/audit.ts'
import type { Finding } from '../../src/audit/audit-rule.ts'
import { exampleEndpoint } from '../../src/audit/example-endpoint.ts'
import { exampleRecord } from '../../src/audit/example-record.ts'
import { parseTrial } from '../../src/record/parse-trial.ts'

/** 112 of 200 are at risk at 6 months and 40 at 12. */
const figures =
  "arms: { new: { n: 200, median: '9.0 (7.5 to 11.0)', survival: { 6: 70% }, at risk: { 0: 200, 6: 112, 12: 40 } } }"

function findings(followUp: string, endpoint = figures): readonly Finding[] {
  const parsed = parseTrial(exampleRecord(exampleEndpoint(`follow-up: ${followUp}, ${endpoint}`)), 'example-2024.yaml')
  if (parsed.kind === 'invalid') throw new Error(JSON.stringify(parsed.diagnostics, null, 1))
  return auditRule('R47', parsed.trial)
}

const median = (printed: string, definition = 'reverse Kaplan-Meier'): readonly Finding[] =>
  findings(`{ median: '${printed}', definition: ${definition} }`)

describe('the median follow-up', () => {
  test.each([
    // More than half are followed for 6 months: what rounds to 6.0 can be.
    ['6.0', 'pass'],
    ['5.9', 'fail'],
    ['0', 'fail'],
    ['14.2', 'pass'],
    // 20 times 12 months.
    ['240', 'pass'],
    ['241', 'note'],
    ['600', 'note'],
  ])('%s months: %s', (printed, state) => {
    expect(median(printed).map((it) => it.state)).toEqual([state])
  })

  test('says what it was held against and what is expected', () => {
    expect(median('0')[0]).toMatchObject({ expected: 'at least 6 months', found: '0 months' })
    expect(median('0')[0]?.message).toContain('112 of 200 patients are at risk at 6 months')
    expect(median('600')[0]).toMatchObject({ expected: 'at most 480 months' })
  })

  test('of a definition that is not known is no proof, and that of survivors may be shorter', () => {
    expect(median('5.9', 'unknown').map(({ state }) => state)).toEqual(['note'])
    expect(median('5.9', 'survivors only').map(({ state }) => state)).toEqual(['pass'])
  })

  test('beside figures without numbers at risk is held against their times', () => {
    const bare = 'arms: { new: { n: 200, survival: { 12: 70% } } }'
    const state = (printed: string) => findings(`{ median: '${printed}', definition: unknown }`, bare)[0]?.state
    expect([state('1.4'), state('1.6'), state('400'), state('481')]).toEqual(['note', 'pass', 'pass', 'note'])
  })

  test('is not held against their times where something explains how far it lies from them', () => {
    // Most die within months, a landmark stands at five years: the observed time of most ends with their death.
    const late = 'arms: { new: { n: 400, median: 6.0, survival: { 60: 3% } } }'
    const state = (followUp: string, endpoint = late) => findings(followUp, endpoint)[0]?.state
    expect(state("{ median: '6.1', definition: observed }")).toBe('pass')
    expect(state("{ median: '6.1', definition: unknown }")).toBe('note')
    // A registry that grows: few are followed for long, and the longest follow-up says that some are.
    expect(state("{ median: '6.1', range: 0.1 to 70, definition: reverse Kaplan-Meier }")).toBe('pass')
    const counted = 'arms: { new: { n: 400, survival: { 60: 90% }, at risk: { 0: 400, 12: 100, 60: 9 } } }'
    expect(state("{ median: '6.1', definition: reverse Kaplan-Meier }", counted)).toBe('pass')
    // Events of the first days, and everybody followed to a visit at three months.
    const early = "arms: { new: { n: 200, median: '0.1 (0.1 to 0.2)' } }"
    expect(state("{ median: '5.0', definition: potential }", early)).toBe('pass')
    expect(state("{ median: '5.0', definition: reverse Kaplan-Meier }", early)).toBe('note')
  })

  test('is not blamed for a number of patients that is smaller than those at risk at the start', () => {
    const few = (n: number) => `arms: { new: { n: ${n}, survival: { 6: 70% }, at risk: { 0: 410, 6: 180, 12: 90 } } }`
    const state = (n: number) => findings("{ median: '5.2', definition: reverse Kaplan-Meier }", few(n))[0]?.state
    expect([state(410), state(140)]).toEqual(['pass', 'pass'])
  })

  test('is held against their times where the longest is as short: years copied as months', () => {
    const late =
      "arms: { new: { n: 135, median: '9.2 (7.3 to 13.3)', survival: { 12: 42% }, at risk: { 0: 135, 9: 68, 18: 20 } } }"
    for (const definition of ['reverse Kaplan-Meier', 'observed']) {
      const found = findings(`{ median: '1.0', range: 0.1 to 1.5, definition: ${definition} }`, late)
      expect(found.map(({ state, found: it }) => [state, it])).toEqual([
        ['fail', '1.0 months'],
        ['note', '1.5 months'],
      ])
    }
    const bare = "arms: { new: { n: 135, median: '9.2 (7.3 to 13.3)', survival: { 12: 42% } } }"
    expect(findings("{ median: '1.0', range: 0.1 to 1.2, definition: reverse Kaplan-Meier }", bare)).toHaveLength(2)
    expect(findings("{ median: '1.0', range: 0.1 to 1.2, definition: observed }", bare)).toHaveLength(1)
  })

  test('of 0 is named whatever its definition', () => {
    const bare = 'arms: { new: { n: 200, survival: { 12: 70% } } }'
    expect(findings("{ median: '0', definition: observed }", bare)[0]).toMatchObject({ expected: 'more than 0' })
  })
})

test('a range that does not hold its median fails', () => {
  const states = (range: string) => findings(`{ median: '18.6', range: ${range}, definition: potential }`)[0]?.state
  expect([states('0.4 to 35.4'), states('19.4 to 35.4'), states('0.4 to 15.4')]).toEqual(['pass', 'fail', 'fail'])
})

test('nothing printed, nothing compared', () => {
  const parsed = parseTrial(exampleRecord(exampleEndpoint(figures)), 'example-2024.yaml')
  if (parsed.kind === 'invalid') throw new Error('the record is valid')
  expect(auditRule('R47', parsed.trial).map(({ state }) => state)).toEqual(['not-applicable'])
})
