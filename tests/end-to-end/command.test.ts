import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { emptyProject, main, removeProjects, root, run, runHere, smallProject, smallRecord } from './project.ts'

afterAll(removeProjects)

/* The command itself: help, versions, mistakes in its use, pipes, new files. */

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string
  bin: { remeier: string }
}

describe.concurrent('help', () => {
  test('teaches: every command with a line, the layout of a project, the exit codes', async () => {
    const { code, out, err } = await run(['--help'], root)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    for (const command of ['check', 'rebuild', 'report', 'audit', 'new', 'schema'])
      expect(out).toMatch(new RegExp(`^ {2}${command} .*[a-z]{4}`, 'm'))
    expect(out).toMatch(/data\/trials\/.*\n.*analyses\/.*\n.*reports\//)
    expect(out).toMatch(/Exit codes:\n {2}0 .*\n {2}1 /)
  })
  test.each(['check', 'rebuild', 'report', 'audit', 'new'])('%s: with examples that are commands', async (command) => {
    const { code, out } = await runHere([command, '--help'], root)
    expect(code).toBe(0)
    const examples = out.split('Examples:')[1] ?? ''
    expect(examples).toMatch(new RegExp(`^ {2}remeier ${command} `, 'm'))
    expect((await runHere(['help', command], root)).out).toBe(out)
  })
  test('a command alone without anything is a question: help, exit 2', async () => {
    const { code, out, err } = await run([], root)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(/Usage: remeier/)
  })
})

describe.concurrent('wrong use', () => {
  const wrong: readonly (readonly [string, RegExp])[] = [
    ['chek', /unknown command 'chek'\n\(Did you mean check\?\)/],
    ['check --jsn', /unknown option '--jsn'\n\(Did you mean --json\?\)/],
    ['rebuild --seed -1', /--seed/],
    ['rebuild --seed 4294967296', /whole number from 0 to 4294967295/],
    ['rebuild --seed 1.5', /whole number/],
    ['rebuild --out', /argument missing/],
    ['rebuild --endpoint pfss', /no endpoint "pfss"; did you mean "pfs"\? It has: pfs\./],
    ['new', /missing required argument 'KIND'/],
    ['new tral x', /Allowed choices are trial, analysis/],
    ['new trial', /missing required argument 'NAME'/],
    ['new trial a b', /too many arguments/],
  ]
  test.each(wrong)('%s', async (args, says) => {
    const project = smallProject()
    const before = project.files()
    const { code, out, err } = await project.here(args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(says)
    expect(err).not.toMatch(/^\s+at /m)
    expect(project.files()).toEqual(before)
  })
})

describe.concurrent('the program', () => {
  test('runs through a link, as npm installs it', () => {
    const { folder } = emptyProject()
    symlinkSync(join(root, manifest.bin.remeier), join(folder, 'remeier'))
    expect(readFileSync(main, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
    const ended = spawnSync(process.execPath, [join(folder, 'remeier'), '--version'], { encoding: 'utf8' })
    expect(ended.stdout).toBe(`${manifest.version}\n`)
  })
  test('does not mind a reader that goes away', () => {
    const project = smallProject()
    const command = `"${process.execPath}" "${main}" audit; echo "exit $?" >&2`
    const ended = spawnSync('sh', ['-c', `{ ${command}; } | true`], { cwd: project.folder, encoding: 'utf8' })
    expect(ended.stderr).toBe('exit 0\n')
  })
  test('ends in silence where the first line was enough', () => {
    const command = `"${process.execPath}" "${main}" rebuild | head -1`
    const ended = spawnSync('sh', ['-c', command], { cwd: smallProject().folder, encoding: 'utf8' })
    expect({ out: ended.stdout, err: ended.stderr }).toEqual({ out: 'SMALL: Progression-free survival\n', err: '' })
  })
  test.skipIf(!existsSync('/dev/full'))('says in one sentence that standard output cannot be written', () => {
    for (const args of ['check', 'rebuild', 'audit --json', '--help']) {
      const command = `"${process.execPath}" "${main}" ${args} > /dev/full`
      const ended = spawnSync('sh', ['-c', command], { cwd: smallProject().folder, encoding: 'utf8' })
      const told = { code: ended.status, err: ended.stderr }
      expect(told).toEqual({ code: 2, err: 'remeier: standard output: the disk is full\n' })
    }
  })
  test('no control character of a record reaches the terminal', async () => {
    const project = smallProject()
    project.write('data/trials/small-2024.yaml', smallRecord.replace('New drug', '"New\\e[31m drug"'))
    for (const command of ['check', 'rebuild']) {
      const { out, err, code } = await project.remeier(command)
      expect(code).toBe(2)
      expect(out + err).toMatch(/small-2024\.yaml:\d+:\d+ /u)
      expect(out + err).not.toContain('\u001b')
    }
  })
  test('no colour in a pipe', async () => {
    const { out, err } = await smallProject().remeier('check', { FORCE_COLOR: '1' })
    expect(out + err).not.toContain('\u001b')
  })
})

describe.concurrent('new', () => {
  test('trial: a record that check asks to be filled in, and the schema that its first line names', async () => {
    const project = emptyProject()
    const made = await project.here('new trial lucky-2024')
    expect(made).toMatchObject({ code: 0, err: '' })
    expect([...project.files().keys()]).toEqual(['data/trial.schema.json', 'data/trials/lucky-2024.yaml'])
    expect(made.out).toContain('1. fill in data/trials/lucky-2024.yaml')
    const checked = await project.here('check')
    expect(checked.code).toBe(2)
    const lines = checked.out.trimEnd().split('\n')
    expect(lines.length).toBeGreaterThan(10)
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/^data\/trials\/lucky-2024\.yaml:\d+:\d+ empty-field /)
    expect((await project.here('schema --check')).out).toContain('data/trial.schema.json is as this version writes it')
  })
  test('analysis: a plan that check asks to be filled in', async () => {
    const project = emptyProject()
    const made = await project.here('new analysis lucky')
    expect(made).toMatchObject({ code: 0, err: '' })
    expect([...project.files().keys()]).toEqual(['analyses/lucky.yaml', 'data/plan.schema.json'])
    const checked = await project.here('check analyses/lucky.yaml')
    expect(checked.code).toBe(2)
    expect(checked.out).toMatch(/^analyses\/lucky\.yaml:\d+:\d+ .*title/m)
  })
  test('analysis --record: a plan that runs as it is', async () => {
    const project = smallProject()
    expect((await project.here('new analysis first --record small-2024')).code).toBe(0)
    expect(project.read('analyses/first.yaml')).toContain('Progression-free survival: time from randomisation to ')
    for (const command of ['check analyses/first.yaml', 'report analyses/first.yaml'])
      expect(await project.here(command), command).toMatchObject({ code: 0 })
    expect(project.read('reports/first/report.md')).toContain('Not stated in the record')
    const { code, err } = await project.here('new analysis second --record nobody')
    expect(code).toBe(2)
    expect(err).toContain('--record names a file under data/trials')
    expect([...project.files().keys()]).not.toContain('analyses/second.yaml')
  })
  test('analysis --record --endpoint: another endpoint; what cannot be rebuilt is refused with the reason', async () => {
    const project = smallProject()
    const os = {
      label: 'Overall survival',
      event: 'death',
      class: 'death',
      clock: 'randomisation',
      population: 'randomised',
    }
    const words = { assessor: 'not stated', criteria: 'not stated', visits: 'not stated', censoring: 'not stated' }
    const dead = (arms: object): string => `  os: ${JSON.stringify({ ...os, ...words, arms, at: 'Text' })}\n`
    project.write(
      'data/trials/small-2024.yaml',
      smallRecord + dead({ new: { survival: { 12: '80%' } }, old: { survival: { 12: '70%' } } }),
    )
    expect((await project.here('new analysis first --record small-2024')).out).toContain(
      'it is about pfs; --endpoint chooses another: os',
    )
    expect((await project.here('new analysis deaths --record small-2024 --endpoint os')).code).toBe(0)
    expect(project.read('analyses/deaths.yaml')).toContain('milestone difference 12')
    expect((await project.here('new analysis third --record small-2024 --endpoint efs')).err).toContain(
      'has no endpoint "efs"; it has pfs, os',
    )
    expect((await project.here('new analysis third --endpoint os')).err).toContain('--endpoint goes with --record')
    project.write('data/trials/small-2024.yaml', smallRecord + dead({ new: { events: 9 }, old: {} }))
    const { code, err } = await project.here('new analysis third --record small-2024 --endpoint os')
    expect(code).toBe(2)
    expect(err).toMatch(/ os: cannot be rebuilt: .*: add what the paper prints/)
    expect([...project.files().keys()]).not.toContain('analyses/third.yaml')
  })
  test('a record filled in by its template goes all the way', async () => {
    const project = smallProject()
    for (const command of ['check', 'rebuild', 'report', 'report --check'])
      expect((await project.remeier(command)).code, command).toBe(0)
  })
  test('never writes over a file', async () => {
    const project = smallProject()
    const before = project.files()
    for (const args of ['new trial small-2024', 'new analysis small']) {
      const { code, err } = await project.here(args)
      expect(code).toBe(2)
      expect(err).toContain('exists and stays as it is')
    }
    expect(project.files()).toEqual(before)
  })
  test.each(['../escape', 'Small', 'a_b', 'a--b', '-a', 'ä', 'x'.repeat(81), '.yaml'])(
    'refuses the name %s',
    async (name) => {
      const project = emptyProject()
      const { code, err } = await runHere(['new', 'trial', '--', name], project.folder)
      expect(code).toBe(2)
      expect(err).toMatch(/small letters, digits and hyphens/)
      expect(project.files().size).toBe(0)
    },
  )
})

describe.concurrent('schema', () => {
  test('--check tells missing, stale and current apart', async () => {
    const project = emptyProject()
    expect(await project.here('schema --check')).toMatchObject({
      code: 1,
      out: expect.stringContaining('missing') as string,
    })
    expect((await project.here('schema')).code).toBe(0)
    expect((await project.here('schema --check')).code).toBe(0)
    project.write('data/trial.schema.json', '{}')
    expect(await project.here('schema --check')).toMatchObject({
      code: 1,
      out: expect.stringContaining('stale') as string,
    })
    expect(existsSync(join(project.folder, 'data', 'trials'))).toBe(false)
  })
  test('what this repository ships is current', async () => {
    expect((await runHere(['schema', '--check'], root)).code).toBe(0)
  })
})

describe.concurrent('accepted findings', () => {
  const contradiction = smallRecord.replace('12.0 (9.0 to 16.0)', '12.0 (13.0 to 16.0)')
  const accepted = `${contradiction}accepted:
  - { rule: R07, figures: [pfs.new.median, pfs.new.median-lower], reason: The paper prints it so. }
`
  test('do not change the exit, and keep their reason', async () => {
    const project = smallProject()
    project.write('data/trials/small-2024.yaml', contradiction)
    expect((await project.here('check')).code).toBe(1)
    project.write('data/trials/small-2024.yaml', accepted)
    const { code, out } = await project.here('check')
    expect(out).toMatch(/R07 ci-contains .*\[accepted: The paper prints it so\.\]/)
    expect(out).toMatch(/1 contradiction \(1 accepted\)/)
    expect(code).toBe(0)
    expect(await project.here('audit')).toMatchObject({ code: 0 })
  })
})
