import { describe, expect, test } from 'vitest'
import { exitCode } from '../../src/cli/exit-code.ts'
import { fileKind } from '../../src/cli/file-kind.ts'
import { countInWords, diagnosticLine, distinct } from '../../src/cli/print-diagnostics.ts'
import { progress, timeLeft } from '../../src/cli/progress.ts'
import { run } from '../../src/cli/run.ts'
import type { Terminal } from '../../src/cli/terminal.ts'
import { planTemplate } from '../../src/analysis/template.ts'
import type { Diagnostic } from '../../src/record/diagnostic.ts'
import { trialTemplate } from '../../src/record/template.ts'

const diagnostic = (some: Partial<Diagnostic>): Diagnostic => ({
  severity: 'error',
  rule: 'rule',
  file: 'a.yaml',
  line: 1,
  column: 2,
  message: 'message',
  ...some,
})

function listening(some: Partial<Terminal> = {}): Terminal & { readonly said: () => string } {
  let said = ''
  const hear = (text: string): void => {
    said += text
  }
  return { out: hear, err: hear, width: 60, colour: false, live: false, said: () => said, ...some }
}

test('the command of an answer in JSON is empty where what was typed is none', async () => {
  const commandOf = async (...args: string[]): Promise<unknown> => {
    const terminal = listening()
    await run([...args, '--json'], terminal)
    const told: unknown = JSON.parse(terminal.said())
    return told
  }
  expect(await commandOf('chek')).toMatchObject({ command: '', exit: 2 })
  expect(await commandOf('check', '--jsn')).toMatchObject({ command: 'check', exit: 2 })
})

test.each([
  ['rebuild', '--endpoint', 'os', 'pfs'],
  ['rebuild', '--out', 'a', 'b'],
  ['rebuild', '--seed', '1', '2'],
  ['report', '--workers', '1', '2'],
  ['audit', '--format', 'text', 'sarif'],
  ['new', '--record', 'a', 'b'],
])('%s: two values of %s, of which one would be lost', async (command, option, first, second) => {
  const terminal = listening()
  const more = command === 'new' ? ['analysis', 'a'] : []
  expect(await run([command, ...more, option, first, option, second], terminal)).toBe(2)
  expect(terminal.said()).toContain(`error: option '${option} <`)
  expect(terminal.said()).toContain('is given twice: give it once')
})

describe('exit codes', () => {
  test('the worst that nothing accepts decides; notes never do', () => {
    expect(exitCode([])).toBe(0)
    expect(exitCode([diagnostic({ severity: 'note' })])).toBe(0)
    expect(exitCode([diagnostic({ severity: 'fail' }), diagnostic({ severity: 'note' })])).toBe(1)
    expect(exitCode([diagnostic({ severity: 'fail', accepted: 'so' })])).toBe(0)
    expect(exitCode([diagnostic({ severity: 'fail' }), diagnostic({ severity: 'error' })])).toBe(2)
  })
})

describe('diagnostics', () => {
  test('one a line, notes marked, control characters gone', () => {
    expect(diagnosticLine(diagnostic({}))).toBe('a.yaml:1:2 rule message')
    expect(diagnosticLine(diagnostic({ severity: 'note', message: 'two\nlines\u001b[2J' }))).toBe(
      'a.yaml:1:2 rule two lines\uFFFD[2J [note]',
    )
    expect(diagnosticLine(diagnostic({}), true)).toBe('\u001b[31ma.yaml:1:2 rule message\u001b[0m')
  })
  test('are counted in words', () => {
    expect(countInWords([])).toBe('no errors, no contradictions, no notes')
    expect(
      countInWords([
        diagnostic({}),
        diagnostic({ severity: 'fail' }),
        diagnostic({ severity: 'fail', accepted: 'so' }),
        diagnostic({ severity: 'note' }),
      ]),
    ).toBe('1 error, 2 contradictions (1 accepted), 1 note')
  })
  test('are told once', () => {
    expect(distinct([diagnostic({}), diagnostic({ line: 2 }), diagnostic({})]).map((it) => it.line)).toEqual([1, 2])
  })
})

describe('kind of a file', () => {
  test('by its fields, whatever its folder; by its folder where they do not say', () => {
    expect(fileKind('analyses/x.yaml', trialTemplate('x'))).toBe('record')
    expect(fileKind('data/trials/x.yaml', planTemplate('x'))).toBe('plan')
    expect(fileKind('analyses/x.yaml', '')).toBe('plan')
    expect(fileKind('data/trials/x.yaml', '')).toBe('record')
    expect(fileKind('x.yaml', '{ [')).toBe('record')
  })
})

describe('progress', () => {
  test('on a terminal one line that fits, written over and cleared', () => {
    const terminal = listening({ live: true, width: 40 })
    let now = 0
    const shows = progress(2, terminal, () => now)
    const step = shows.of('karmma-3', 0)
    step('draws', 1, 4)
    step('draws', 1, 4)
    now = 10
    shows.of('other', 1)('draws', 1, 4)
    step('a step with a name that is far too long for the line', 2, 4)
    shows.end()
    const lines = terminal.said().split('\r\u001b[2K')
    expect(lines).toEqual([
      '',
      '12%  karmma-3: draws',
      '25%, about 30 s left  other: draws',
      '37%, about 20 s left  karmma-3: a step ',
      '',
    ])
  })
  test('how long the rest will take, by hand', () => {
    expect(timeLeft(1, 0.5)).toBe('')
    expect(timeLeft(100, 0.01)).toBe('')
    expect(timeLeft(9, 0.9)).toBe(', about 1 s left')
    expect(timeLeft(30, 0.5)).toBe(', about 30 s left')
    expect(timeLeft(60, 0.2)).toBe(', about 4 min left')
    expect(timeLeft(60, 1)).toBe('')
  })
  test('elsewhere a plain line as each step begins, and never a time', () => {
    const terminal = listening()
    let now = 0
    const shows = progress(1, terminal, () => (now += 5))
    const step = shows.of('karmma-3', 0)
    for (const done of [0, 1, 2]) step('draws', done, 2)
    step('charts', 0, 0)
    // What is made at the same time takes turns.
    step('draws', 2, 2)
    shows.end()
    expect(terminal.said()).toBe('karmma-3: draws\nkarmma-3: charts\n')
  })
})

describe('an unexpected error', () => {
  const failing = (error: unknown): Terminal & { readonly said: () => string } =>
    listening({
      out: () => {
        throw error
      },
    })
  test('is called a defect, with the stack only where asked for', async () => {
    const terminal = failing(new Error('boom'))
    expect(await run(['schema', '--check'], terminal)).toBe(2)
    expect(terminal.said()).toBe(
      'remeier: this is a defect of remeier, not of your files: boom\nRun it again with --debug for the details.\n',
    )
    const debugged = failing(new Error('boom'))
    expect(await run(['schema', '--check', '--debug'], debugged)).toBe(2)
    expect(debugged.said()).toMatch(/^\s+at /m)
  })
  test('of the system is put in words with its path', async () => {
    const error = Object.assign(new Error('EACCES'), { code: 'EACCES', syscall: 'open', path: 'data/x.json' })
    const terminal = failing(error)
    expect(await run(['schema', '--check'], terminal)).toBe(2)
    expect(terminal.said()).toBe('remeier: data/x.json: permission denied\n')
  })
})
