import { cpuUsage } from 'node:process'
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DOMParser } from '@xmldom/xmldom'
import { describe, expect, test } from 'vitest'
import { audit, rules } from '../../src/audit/audit.ts'
import { exampleRecord } from '../../src/audit/example-record.ts'
import { run } from '../../src/cli/run.ts'
import { parseSarif } from '../report/sarif-rules.ts'
import { recordOf } from '../record/record-of.ts'

/* `remeier audit` in this process: formats, exit codes, records of one trial. */

async function remeier(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', '']
  const code = await run(args, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    width: 100,
    colour: false,
    live: false,
  })
  return { code, out, err }
}

function folder(records: Readonly<Record<string, string>>): string {
  const path = mkdtempSync(join(tmpdir(), 'remeier-audit-'))
  for (const [id, part] of Object.entries(records))
    writeFileSync(join(path, `${id}.yaml`), exampleRecord(`id: ${id}\n${part}`))
  return path
}

const wrong = 'flow: { new: { chains: [[randomised: 100, treated: { count: 90, percent: 91% }]] } }'
const accepted = `${wrong}\naccepted: [{ rule: R01, figures: [flow.new.treated], reason: the paper prints it so }]`

describe('exit codes and states', () => {
  test('a contradiction is 1, wherever it stands among the files', async () => {
    const path = folder({ 'good-2024': 'trial: Good', 'wrong-2024': `trial: Wrong\n${wrong}` })
    for (const format of ['text', 'json', 'junit', 'sarif', 'github'])
      expect(
        await remeier('audit', join(path, 'good-2024.yaml'), join(path, 'wrong-2024.yaml'), '--format', format),
      ).toMatchObject({ code: 1, err: '' })
  })
  test('an accepted one is 0, and is shown as accepted with its reason', async () => {
    const file = join(folder({ 'wrong-2024': accepted }), 'wrong-2024.yaml')
    const { code, out } = await remeier('audit', file)
    expect(code).toBe(0)
    expect(out).toContain('fail, accepted R01 pct-count: 90 of 100 is 90.00%, printed as 91%')
    expect(out).toContain('Accepted: the paper prints it so')
    expect(out).toMatch(/\d+ checks?: \d+ agree, 1 fail \(1 accepted\)/u)
    expect((await remeier('audit', file, '--format', 'github')).out).toBe('')
  })
  test('a file that cannot be read is 2 in every format, and the format stays whole', async () => {
    const missing = join(folder({}), 'gone.yaml')
    const sarif = await remeier('audit', missing, '--format', 'sarif')
    expect(sarif.code).toBe(2)
    expect(parseSarif(sarif.out).runs[0].invocations[0].executionSuccessful).toBe(false)
    const junit = await remeier('audit', missing, '--format', 'junit')
    expect(new DOMParser().parseFromString(junit.out, 'text/xml').getElementsByTagName('error')).toHaveLength(1)
    expect((await remeier('audit', missing, '--format', 'github')).out).toMatch(/^::error file=.*title=missing-file::/u)
    expect((await remeier('audit', missing)).out).toMatch(/gone\.yaml:1:1 missing-file /u)
    for (const list of ['--infer', '--letter'])
      expect(await remeier('audit', missing, list)).toMatchObject({ code: 2, out: '' })
  })
})

test('records with findings are SARIF by the rules of its schema', async () => {
  const files = ['karmma-3-2023', 'cartitude-1-2021'].map((id) => `data/trials/${id}.yaml`)
  const { results, artifacts } = parseSarif((await remeier('audit', ...files, '--format', 'sarif')).out).runs[0]
  expect(artifacts.map((it) => it.location.uri)).toEqual(files)
  expect(results.length).toBeGreaterThan(0)
})

describe('options', () => {
  test('--json is --format json, also where the use is wrong', async () => {
    const file = join(folder({ 'wrong-2024': wrong }), 'wrong-2024.yaml')
    const answer = await remeier('audit', file, '--json')
    expect(await remeier('audit', file, '--format', 'json')).toEqual(answer)
    expect(JSON.parse(answer.out)).toMatchObject({
      command: 'audit',
      exit: 1,
      files: [{ tally: { fails: 1, accepted: 0 } }],
    })
    const misused = await remeier('audit', file, '--format', 'json', '--bogus')
    expect(JSON.parse(misused.out)).toMatchObject({ exit: 2, diagnostics: [{ rule: 'wrong-use' }] })
  })
  test.each([
    [['--format', 'xml'], /Allowed choices are text, json, junit, sarif, github/u],
    [['--infer', '--rules'], /cannot be used with/u],
    [['--letter', '--infer'], /cannot be used with/u],
    [['--infer', '--format', 'sarif'], /--infer is printed as text or json, not as sarif/u],
    [['--letter', '--format', 'junit'], /--letter is printed as text or json/u],
    [['--rules', '--format', 'github'], /--rules is printed as text or json/u],
    [['--rules'], /--rules reads no file: leave out .*wrong-2024\.yaml, or --rules/u],
  ])('%j is refused', async (args, says) => {
    const file = join(folder({ 'wrong-2024': wrong }), 'wrong-2024.yaml')
    const { code, out, err } = await remeier('audit', file, ...args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(says)
  })
  test.each(['text', 'junit', 'sarif', 'github'])('--json and --format %s contradict each other', async (format) => {
    const { code, out } = await remeier('audit', '--json', '--format', format)
    expect(code).toBe(2)
    const message = `--json is --format json, and cannot be used with --format ${format}`
    expect(JSON.parse(out)).toMatchObject({ exit: 2, diagnostics: [{ rule: 'wrong-use', message }] })
  })
  test('--letter and --infer answer for each record, as text and as JSON', async () => {
    const path = folder({ 'wrong-2024': wrong, 'other-2024': 'trial: Other' })
    const files = ['wrong-2024', 'other-2024'].map((id) => join(path, `${id}.yaml`))
    expect((await remeier('audit', ...files, '--letter')).out.match(/^# Questions about/gmu)).toHaveLength(2)
    expect((await remeier('audit', ...files, '--infer')).out.match(/^Nothing to infer: /gmu)).toHaveLength(2)
    const letters: unknown = JSON.parse((await remeier('audit', ...files, '--letter', '--json')).out)
    expect(letters).toMatchObject({ exit: 1, files: [{ trial: 'Example', disagreements: [{ state: 'fail' }] }, {}] })
  })
  test('they say nothing of a record with a figure that can be none, and exit as its audit does', async () => {
    const text = readFileSync('data/trials/karmma-3-2023.yaml', 'utf8').replace('12: 55%', '12: 155%')
    const path = mkdtempSync(join(tmpdir(), 'remeier-audit-'))
    const file = join(path, 'karmma-3-2023.yaml')
    writeFileSync(file, text)
    for (const list of ['--letter', '--infer']) {
      const { code, out, err } = await remeier('audit', file, list)
      expect({ code, out }).toEqual({ code: 2, out: '' })
      expect(err).toContain('percent-over-100')
    }
  })
})

describe('records of one trial', () => {
  const cut = (n: number): string => `design: { cutoff: 2022-04-18, sample size: ${n} }`
  const found = async (...files: readonly string[]): Promise<readonly unknown[]> => {
    const { out } = await remeier('audit', ...files, '--json')
    const answer = JSON.parse(out) as { files: { findings: { rule: string; state: string; figures: string[] }[] }[] }
    return answer.files.flatMap(({ findings }) =>
      findings.flatMap(({ rule, state, figures }) => (rule === 'R33' ? [[state, ...figures]] : [])),
    )
  }
  test('in one folder are compared though only one is named', async () => {
    const path = folder({ 'one-2024': cut(150), 'two-2024': cut(105), 'three-2024': `trial: Another\n${cut(7)}` })
    const figures = ['design.all.sample-size', 'two-2024:design.all.sample-size']
    expect(await found(join(path, 'one-2024.yaml'))).toEqual([['fail', ...figures]])
  })
  test('in several folders, if they are named together', async () => {
    const [one, two] = [folder({ 'one-2024': cut(150) }), folder({ 'two-2024': cut(105) })]
    const files = [join(one, 'one-2024.yaml'), join(two, 'two-2024.yaml')]
    expect(await found(files[0] ?? '')).toEqual([['not-applicable']])
    expect(await found(...files)).toHaveLength(2)
    expect(await found(...files)).toContainEqual(['fail', 'design.all.sample-size', 'two-2024:design.all.sample-size'])
  })
  test('by registration too; one that cannot be read is not at hand', async () => {
    const path = folder({
      'one-2024': `registration: NCT01\n${cut(150)}`,
      'two-2024': `trial: By another name\nregistration: NCT01\n${cut(150)}`,
      'broken-2024': 'unknown field: 1',
    })
    expect(await found(join(path, 'one-2024.yaml'))).toEqual([
      ['pass', 'design.all.sample-size', 'two-2024:design.all.sample-size'],
    ])
  })
})

describe('the records of this project', () => {
  const paths = readdirSync('data/trials').map((name) => `data/trials/${name}`)
  test('nothing contradicts without being accepted, in every format', async () => {
    const codes = await Promise.all(['text', 'sarif', 'junit'].map((format) => remeier('audit', '--format', format)))
    expect(codes.map(({ code }) => code)).toEqual([0, 0, 0])
    expect(codes[0]?.out).toMatch(new RegExp(`\n${paths.length} records, \\d+ checks: `, 'u'))
  })
  test('are audited in less than 5 s of processor time, together', () => {
    const trials = paths.map((path) => {
      const parsed = recordOf(readFileSync(path, 'utf8'), path)
      return parsed.trial
    })
    const before = cpuUsage()
    for (const it of trials)
      audit(
        it,
        trials.filter((other) => other !== it),
      )
    const { user, system } = cpuUsage(before)
    expect((user + system) / 1e6).toBeLessThan(5)
  })
})

describe('--rules', () => {
  test('lists every rule, and docs/audit-rules.md is what it prints', async () => {
    const { code, out } = await remeier('audit', '--rules')
    expect(code).toBe(0)
    for (const { id, name } of rules) expect(out).toContain(`### ${id} ${name}\n`)
    // Stale? node dist/cli/main.js audit --rules > docs/audit-rules.md
    expect(readFileSync('docs/audit-rules.md', 'utf8')).toBe(out)
  })
  test('every rule says what it tolerates, how it counts what agrees, and has examples', () => {
    const incomplete = rules.filter((it) => !it.tolerance || !it.agree || !it.examples)
    expect(incomplete.map(({ id }) => id)).toEqual([])
  })
  test('every reference stands in src/REFERENCES.md', () => {
    const known = readFileSync('src/REFERENCES.md', 'utf8')
    const missing = rules.flatMap(({ references = [] }) => references.filter((key) => !known.includes(`**${key}**`)))
    expect(missing).toEqual([])
  })
})
