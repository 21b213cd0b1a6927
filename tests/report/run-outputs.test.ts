import { DOMParser } from '@xmldom/xmldom'
import { describe, expect, test } from 'vitest'
import { runAnnotations } from '../../src/report/run-annotations.ts'
import { runJunit } from '../../src/report/run-junit.ts'
import { runSummary } from '../../src/report/run-summary.ts'
import { staleText } from '../../src/report/stale-text.ts'
import type { MovedRow } from '../../src/result/moved-numbers.ts'
import type { ReportOutcome, ReportRun, RunProblem } from '../../src/result/report-run.ts'

const none = { differences: { stale: [], missing: [], extra: [] }, inputs: null, moved: [] }
const current: ReportOutcome = { plan: 'analyses/a.yaml', folder: 'reports/a', state: 'current', ...none }
const row = (n: number): MovedRow => ({
  what: `t, pfs, s, a, survival at ${n}`,
  how: 'moved',
  cells: [{ column: 'estimate', before: '0.5', after: '0.6' }],
  size: n / 100,
})
const stale: ReportOutcome = {
  plan: 'analyses/b.yaml',
  folder: 'reports/b',
  state: 'stale',
  differences: { stale: ['report.md', 'results.csv'], missing: ['curve.csv'], extra: ['charts/old.svg'] },
  inputs: { changed: ['data/trials/t.yaml'], added: [], removed: [] },
  moved: [
    { table: 'results.csv', rows: Array.from({ length: 25 }, (_, k) => row(25 - k)) },
    {
      table: 'fidelity.csv',
      rows: [
        {
          what: 't, pfs.a.median',
          how: 'moved',
          cells: [{ column: 'verdict', before: 'reproduced', after: 'missed' }],
          size: null,
        },
        { what: 't, pfs.a.events', how: 'new', cells: [{ column: 'rebuilt', before: '', after: '12' }], size: null },
      ],
    },
  ],
}
const problem = (over: Partial<RunProblem>): RunProblem => ({
  severity: 'fail',
  rule: 'missed',
  file: 'data/trials/t.yaml',
  line: 3,
  column: 5,
  message: 'pfs.a.median does not come back <as printed>',
  ...over,
})
const run: ReportRun = {
  reports: [current, stale],
  problems: [problem({}), problem({ accepted: 'known' }), problem({ severity: 'note', rule: 'idle' })],
}

describe('by hand: a stale report in words', () => {
  test('many charts are one line, and of a long sentence that part is told that is another', () => {
    const charts = [1, 2, 3, 4].map((n) => `charts/${n}.svg`)
    const cells = [
      {
        column: 'assumption',
        before: 'Those not infused: exponential. It exists in 381 of 400 draws of the reconstruction.',
        after: 'Those not infused: exponential. It exists in 298 of 400 draws of the reconstruction.',
      },
    ]
    const text = staleText({
      ...stale,
      differences: { stale: ['report.md', ...charts], missing: [], extra: [] },
      moved: [{ table: 'results.csv', rows: [{ what: 't', how: 'moved', cells, size: 0 }] }],
    })
    expect(text.split('\n').slice(1, 5)).toEqual([
      '  stale: reports/b/report.md',
      '  stale: reports/b/charts/ (4 files)',
      '  Inputs changed: data/trials/t.yaml.',
      '  moved: t: assumption ... exists in 381 of 400 ... -> ... exists in 298 of 400 ...',
    ])
  })

  test('names files, inputs and the numbers that moved, other words first, twenty at the most', () => {
    const lines = staleText(stale).trimEnd().split('\n')
    expect(lines.slice(0, 8)).toEqual([
      'reports/b/ is not what analyses/b.yaml gives: 2 files differ, 1 missing, 1 left over; 27 rows of its tables moved',
      '  stale: reports/b/report.md',
      '  stale: reports/b/results.csv',
      '  missing: reports/b/curve.csv',
      '  extra: reports/b/charts/old.svg',
      '  Inputs changed: data/trials/t.yaml.',
      '  moved: t, pfs.a.median: verdict reproduced -> missed',
      '  moved: t, pfs.a.events: new (12)',
    ])
    expect(lines.filter((it) => it.startsWith('  moved: '))).toHaveLength(20)
    expect(lines.slice(-2)).toEqual([
      '  and 7 more rows: --json lists them',
      '  write it again with: remeier report analyses/b.yaml',
    ])
  })

  test('where no input changed it says what that leaves', () => {
    const inputs = { changed: [], added: [], removed: [] }
    expect(staleText({ ...stale, inputs, moved: [] })).toContain(
      'No input changed: either the code of the program did, or the folder was edited by hand.',
    )
  })
})

describe('by hand: a run for CI', () => {
  test('summary: a heading that counts, what moved, and what stands against a record', () => {
    const text = runSummary(run)
    expect(text).toMatch(/^# remeier: 1 of 2 reports stale, 1 problem\n/)
    expect(text).toContain('- `reports/a` from `analyses/a.yaml`: current')
    expect(text).toContain('## reports/b')
    expect(text).toContain('and 17 more rows')
    expect(text).toMatch(/\| data\/trials\/t\.yaml:3 +\| missed +\|/)
    expect(runSummary({ reports: [current], problems: [] })).toMatch(/^# remeier: 1 report up to date\n/)
  })

  test('JUnit: a suite a file; stale and missed are failures, what is accepted is skipped', () => {
    const xml = new DOMParser().parseFromString(runJunit(run), 'text/xml')
    const suites = [...xml.getElementsByTagName('testsuite')].map((it) =>
      ['name', 'tests', 'failures', 'errors', 'skipped'].map((name) => it.getAttribute(name)),
    )
    expect(suites).toEqual([
      ['analyses/a.yaml', '1', '0', '0', '0'],
      ['analyses/b.yaml', '1', '1', '0', '0'],
      ['data/trials/t.yaml', '3', '1', '0', '1'],
    ])
    expect([...xml.getElementsByTagName('failure')].map((it) => it.textContent)).toEqual([
      staleText(stale),
      'data/trials/t.yaml:3:5 pfs.a.median does not come back <as printed>',
    ])
  })

  test('annotations: ten at the most, errors first, each stale report with the three numbers that moved most', () => {
    const lines = runAnnotations(run).trimEnd().split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatch(
      /^::error file=analyses\/b\.yaml,line=1,col=1,title=stale report::reports\/b: 2 files differ/,
    )
    expect(lines[0]?.match(/%0At, pfs/g)).toHaveLength(3)
    expect(lines[1]).toMatch(/^::error file=data\/trials\/t\.yaml,line=3,col=5,title=missed::/)
    const many = { reports: [], problems: Array.from({ length: 14 }, (_, k) => problem({ line: k + 1 })) }
    const shown = runAnnotations(many).trimEnd().split('\n')
    expect(shown).toHaveLength(11)
    expect(shown.at(-1)).toBe('4 more problems: see the summary')
    expect(runAnnotations({ reports: [current], problems: [] })).toBe('')
  })
})
