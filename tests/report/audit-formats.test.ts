import { DOMParser, type Element } from '@xmldom/xmldom'
import { describe, expect, test } from 'vitest'
import { auditText } from '../../src/report/audit-text.ts'
import { toAnnotations } from '../../src/report/to-annotations.ts'
import { toJunit } from '../../src/report/to-junit.ts'
import { toSarif } from '../../src/report/to-sarif.ts'
import type { AuditedRecord, AuditResults, AuditRow } from '../../src/result/audit-results.ts'
import { parseSarif } from './sarif-rules.ts'

// By hand: results with everything that can occur, and characters that each format has to write in its own way.

const row = (some: Partial<AuditRow>): AuditRow => ({
  rule: 'R01',
  name: 'pct-count',
  state: 'pass',
  line: 3,
  column: 5,
  figures: [{ id: 'flow.new.treated', printed: '90 (90%)', source: 'paper', at: 'Figure 1' }],
  message: '90 of 100 is 90.00%, printed as 90%',
  ...some,
})

const fail = row({
  state: 'fail',
  line: 12,
  message: '90 of 100 is 90.00%, printed as "<91%" & more\u0007',
  expected: '90.00%',
  found: '91%',
  computation: '90 divided by 100.',
  explanation: 'A typing mistake.',
  resolve: 'Ask for the count.',
})

const sheet: AuditedRecord = {
  file: 'data/trials/made up-2024.yaml',
  problems: [
    {
      severity: 'note',
      rule: 'unread-cell',
      line: 4,
      column: 1,
      message: '"29†" is not a count',
      mend: 'leave it out',
    },
  ],
  rows: [
    row({}),
    fail,
    row({ state: 'note', rule: 'R43', name: 'ratio-direction', message: '100%\nodd: a, b' }),
    row({ state: 'fail', accepted: 'the paper prints it so' }),
    row({ state: 'uninformative', message: 'any will do' }),
    row({ state: 'not-applicable', rule: 'R43', name: 'ratio-direction', figures: [], message: 'not reported' }),
  ],
}

const broken: AuditedRecord = {
  file: 'gone.yaml',
  rows: [],
  problems: [{ severity: 'error', rule: 'missing-file', line: 1, column: 1, message: 'there is no such file' }],
}

const results: AuditResults = {
  version: '1.2.3',
  rules: [
    {
      id: 'R01',
      name: 'pct-count',
      compares: 'a percentage with its count',
      worst: 'fail',
      agree: 'percentages agree with their counts',
      tolerance: 'half a unit',
      references: ['BrownHeathers2017'],
    },
    { id: 'R43', name: 'ratio-direction', compares: 'directions', worst: 'note' },
  ],
  records: [sheet, broken],
}

describe('SARIF', () => {
  const [run] = parseSarif(toSarif(results)).runs
  test('lists fails and notes, each with its rule and its place', () => {
    expect(run.results.map(({ ruleId, ruleIndex, level: how }) => [ruleId, ruleIndex, how])).toEqual([
      ['R01', 0, 'error'],
      ['R43', 1, 'note'],
      ['R01', 0, 'error'],
    ])
    for (const it of run.results) expect(run.tool.driver.rules[it.ruleIndex ?? -1]?.id).toBe(it.ruleId)
    expect(run.results[0]?.locations[0]).toEqual({
      physicalLocation: {
        artifactLocation: { uri: 'data/trials/made%20up-2024.yaml', uriBaseId: '%SRCROOT%' },
        region: { startLine: 12, startColumn: 5 },
      },
      logicalLocations: [{ fullyQualifiedName: 'flow.new.treated', kind: 'value' }],
    })
    expect(run.results[0]?.message.text).toContain('Ask for the count.')
  })
  test('suppresses what is accepted, with the reason, and says of the rest that it is not', () => {
    expect(run.results.map(({ suppressions }) => suppressions.map((it) => it.justification))).toEqual([
      [],
      [],
      ['the paper prints it so'],
    ])
  })
  test('says how bad a rule can be, and that a record could not be read', () => {
    expect(run.tool.driver.rules.map((it) => it.defaultConfiguration.level)).toEqual(['error', 'note'])
    expect(run.invocations[0].executionSuccessful).toBe(false)
    expect(run.invocations[0].toolExecutionNotifications.map((it) => it.level)).toEqual(['note', 'error'])
    expect(parseSarif(toSarif({ ...results, records: [sheet] })).runs[0].invocations[0]).toMatchObject({
      executionSuccessful: true,
    })
  })
  test('names a figure once that a rule compares twice', () => {
    const [figure] = fail.figures
    if (!figure) throw new Error('a figure is required')
    const twice = { ...sheet, rows: [{ ...fail, figures: [figure, figure] }] }
    const [only] = parseSarif(toSarif({ ...results, records: [twice] })).runs[0].results
    expect(only?.locations[0]?.logicalLocations).toHaveLength(1)
  })
  test('counts what agrees', () => {
    expect(run.properties['tally']).toMatchObject({ checks: 4, agree: 1, fails: 2, accepted: 1, uninformative: 1 })
  })
})

describe('JUnit', () => {
  const trouble: string[] = []
  const parser = new DOMParser({ onError: (_, words) => trouble.push(words) })
  const xml = parser.parseFromString(toJunit(results), 'text/xml')
  const named = (tag: string): readonly Element[] => [...xml.getElementsByTagName(tag)]
  const attribute = (it: Element | undefined, name: string): string | null | undefined => it?.getAttribute(name)

  test('is well-formed, and its counts are those of its cases', () => {
    expect(trouble).toEqual([])
    const all = xml.documentElement ?? undefined
    expect(all?.tagName).toBe('testsuites')
    const count = (tag: string): string => String(named(tag).length)
    expect(attribute(all, 'tests')).toBe(count('testcase'))
    expect(attribute(all, 'failures')).toBe(count('failure'))
    expect(attribute(all, 'errors')).toBe(count('error'))
    expect(attribute(all, 'skipped')).toBe(count('skipped'))
    expect([count('failure'), count('error'), count('skipped'), count('testcase')]).toEqual(['1', '1', '3', '9'])
    expect(named('testsuite').map((it) => [attribute(it, 'name'), attribute(it, 'tests')])).toEqual([
      ['data/trials/made up-2024.yaml', '8'],
      ['gone.yaml', '1'],
    ])
  })
  test('gives back every character that XML can hold', () => {
    expect(attribute(named('failure')[0], 'message')).toBe('90 of 100 is 90.00%, printed as "<91%" & more')
    expect(named('failure')[0]?.textContent).toContain('printed as "<91%" & more\nExpected: 90.00%\nFound: 91%')
    const strange = toJunit({
      ...results,
      records: [{ ...sheet, rows: [row({ ...fail, message: '\uD800\uFFFE x' })] }],
    })
    expect(strange).not.toMatch(/[\uD800-\uDFFF\uFFFE]/u)
  })
  test('skips with the reason', () => {
    expect(named('skipped').map((it) => attribute(it, 'message'))).toEqual([
      '90 of 100 is 90.00%, printed as 90%; accepted: the paper prints it so',
      'could not have failed: any will do',
      'not reported',
    ])
  })
})

describe('annotations', () => {
  test('the worst first, accepted ones left out, escaped', () => {
    expect(toAnnotations(results).split('\n')).toEqual([
      '::error file=gone.yaml,line=1,col=1,title=missing-file::there is no such file',
      '::error file=data/trials/made up-2024.yaml,line=12,col=5,title=R01 pct-count::90 of 100 is 90.00%25, printed as "<91%25" & more%0AA typing mistake.%0AAsk for the count.',
      '::notice file=data/trials/made up-2024.yaml,line=4,col=1,title=unread-cell::"29†" is not a count',
      '::notice file=data/trials/made up-2024.yaml,line=3,col=5,title=R43 ratio-direction::100%25%0Aodd: a, b',
      '',
    ])
    const odd = toAnnotations({ ...results, records: [{ ...broken, file: 'a:b,c.yaml' }] })
    expect(odd).toContain('file=a%3Ab%2Cc.yaml,')
  })
  test('no more than ten', () => {
    const many = { ...results, records: [{ ...sheet, rows: Array.from({ length: 12 }, () => fail) }] }
    const lines = toAnnotations(many).trimEnd().split('\n')
    expect(lines.filter((it) => it.startsWith('::'))).toHaveLength(10)
    expect(lines.at(-1)).toBe('3 more findings: remeier audit lists them')
  })
  test('nothing to say, nothing said', () => {
    expect(toAnnotations({ ...results, records: [{ file: 'a.yaml', rows: [row({})], problems: [] }] })).toBe('')
  })
})

describe('text', () => {
  const text = auditText(results, { width: 70 })
  test('what to look at comes first, then how many agree, then what could not be told', () => {
    expect(text).toBe(`data/trials/made up-2024.yaml

fail R01 pct-count: 90 of 100 is 90.00%, printed as "<91%" & more
(expected 90.00%, found 91%)
  data/trials/made up-2024.yaml:12:5
  flow.new.treated: "90 (90%)", Figure 1 (paper)
  Computation: 90 divided by 100.
  Explanation: A typing mistake.
  To settle it: Ask for the count.

data/trials/made up-2024.yaml:4:1 unread-cell "29†" is not a count (leave it out) [note]

note R43 ratio-direction: 100% odd: a, b
  data/trials/made up-2024.yaml:3:5
  flow.new.treated: "90 (90%)", Figure 1 (paper)

fail, accepted R01 pct-count: 90 of 100 is 90.00%, printed as 90%
  data/trials/made up-2024.yaml:3:5
  flow.new.treated: "90 (90%)", Figure 1 (paper)
  Accepted: the paper prints it so

R01 1 of 3 percentages agree with their counts
R43 ratio-direction: 0 of 1 agree (directions)

4 checks: 1 agree, 1 note, 2 fails (1 accepted); 1 comparison could
not have failed

gone.yaml:1:1 missing-file there is no such file
`)
  })
  test('of several records the sum is told', () => {
    const twice = { ...results, records: [sheet, { ...sheet, file: 'b.yaml' }] }
    expect(auditText(twice, { width: 200 })).toMatch(
      /\n\n2 records, 8 checks: 2 agree, 2 notes, 4 fails \(2 accepted\); 2 comparisons could not have failed\n$/u,
    )
  })
  test('colours where they are taken, and nothing that a record could colour', () => {
    expect(auditText(results, { width: 70, colour: true })).toContain('\u001b[31mfail R01')
    expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F]/u)
  })
})
