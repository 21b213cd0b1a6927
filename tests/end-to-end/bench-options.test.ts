import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { benchArguments, foldsOption } from '../bench/bench-options.ts'
import { benchReconstruction } from '../bench/reconstruction/bench-reconstruction.ts'
import { root } from './project.ts'

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** A benchmark as `npm run` starts it. */
function bench(script: string, args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const words = ['--import', 'tsx', `tests/bench/${script}.ts`, ...args]
    const child = execFile(process.execPath, words, { cwd: root, timeout: 60_000 }, (_, out, err) => {
      resolve({ code: child.exitCode, out, err })
    })
  })
}

const bed = ['--bed', 'tests/bench/bed']

/** One a script, since each takes seconds to load; every one ends before anything is rebuilt. */
const wrong: readonly (readonly [script: string, args: readonly string[], told: string])[] = [
  [
    'reconstruction',
    [...bed, '--page', 'README.md/page.md'],
    'README.md is a file, not a folder: choose another --page.',
  ],
  ['reconstruction-speed', [...bed, '--level', 'nonsense'], '--level is one of L1, L2, L3, got nonsense'],
  ['doubts', [...bed, '--folds', '-1'], '--folds is 0, for the prior that ships, or a whole number from 2 on, got -1'],
  ['information', [], '--bed DIR is required: a folder with manifest.json, truth and summary'],
  ['learn-prior', [], '--bed DIR is required: a folder with truth and summary'],
  ['scenarios', ['--family', 'nonsense'], '--family is one of '],
  ['enrolment-dates', ['--trials', '0'], '--trials is a whole number from 1 on, got 0'],
  ['visits', ['--trials', '1.5'], '--trials is a whole number from 1 on, got 1.5'],
  ['audit-rules', ['--papers', '1', '--bed', 'no/where'], '--bed: there is no folder no/where'],
  ['event-totals', ['--arms', '0'], '--arms is a whole number from 1 on, got 0'],
  ['audit-power', ['--unheard-of'], "Unknown option '--unheard-of'"],
]

describe('what a benchmark cannot do is told in one line, before the work', () => {
  test.concurrent.each(wrong)('%s %j', async (script, args, told) => {
    const { code, out, err } = await bench(script, args)
    expect([code, out]).toEqual([2, ''])
    expect(err.startsWith(told), err).toBe(true)
    expect(err.trimEnd()).not.toContain('\n')
  })
  test('by every benchmark that takes options, and of every place that it writes to', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
    const files = Object.values(scripts).flatMap((it) => /tests\/bench\/([a-z-]+)\.ts/u.exec(it)?.[1] ?? [])
    const tried = new Set(wrong.map(([script]) => script))
    expect(files.filter((it) => !tried.has(it)).sort()).toEqual(['digitised', 'external-check'])
    const texts = files.map((it) => readFileSync(`tests/bench/${it}.ts`, 'utf8'))
    const writing = texts.filter((it) => /writePage\(|writeFileSync\(/u.test(it))
    expect(writing.length).toBeGreaterThan(5)
    for (const text of writing) expect(text).toMatch(/requireFile\(/u)
  })
  test.each<[readonly string[], string]>([
    [[], '--bed DIR is required: a folder with truth, summary or digitised'],
    [[...bed, '--folds', '-1'], '--folds is 0, for the prior that ships, or a whole number from 2 on, got -1'],
    [[...bed, '--folds', '1'], '--folds is 0, for the prior that ships, or a whole number from 2 on, got 1'],
    [[...bed, '--folds', ''], '--folds is 0, for the prior that ships, or a whole number from 2 on, got nothing'],
    [[...bed, '--level', 'nonsense'], '--level is one of L1, L2, L3, digitised, got nonsense'],
    [[...bed, '--every', '0'], '--every is a whole number from 1 on, got 0'],
    [[...bed, '--draws', 'x'], '--draws is a whole number from 1 on, got x'],
    [['--bed', 'no/where'], '--bed: there is no folder no/where'],
    [[...bed, '--page', ''], '--page names a file, got nothing'],
    [[...bed, '--page', 'docs'], 'docs is a folder: --page names a file'],
    [[...bed, '--write', 'README.md'], 'README.md is a file, not a folder: choose another --write'],
  ])('reconstruction %j', (args, told) => {
    expect(() => benchReconstruction(args)).toThrow(told)
  })
  test('folds of 0 are the prior that ships', () => {
    expect(foldsOption('0')).toBe(0)
    expect(benchArguments(['--folds', '-1', '--name', '-x', '--every=2', '-3'])).toEqual(['--folds=-1', '--name', '-x', '--every=2', '-3']) // prettier-ignore
  })
})
