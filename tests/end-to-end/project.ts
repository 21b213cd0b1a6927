import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run as command } from '../../src/cli/run.ts'

/** The command as `npm test` has just built it. */
export const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))
export const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export interface Project {
  readonly folder: string
  readonly write: (path: string, content: string | Uint8Array) => void
  readonly read: (path: string) => string
  /** Paths and bytes of all files but the cache's. */
  readonly files: () => ReadonlyMap<string, string>
  /** The built command, a process of its own. */
  readonly remeier: (args: string, env?: Readonly<Record<string, string>>) => Promise<Ended>
  /** The same without a process, where nothing hangs on one: its environment, streams, signals and threads. */
  readonly here: (args: string) => Promise<Ended>
}

const folders: string[] = []

/** For `afterAll` of each file that makes projects: files may share this module. */
export function removeProjects(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}

/** An empty folder, until `removeProjects`. */
export function emptyProject(): Project {
  const folder = mkdtempSync(join(tmpdir(), 'remeier-'))
  folders.push(folder)
  return {
    folder,
    write: (path, content) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), content)
    },
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    files: () => filesOf(folder),
    remeier: (args, env = {}) => run(args.split(' '), folder, env),
    here: (args) => runHere(args.split(' '), folder),
  }
}

/** A project with one record and one plan that are as they should be. */
export function smallProject(): Project {
  const project = emptyProject()
  project.write('data/trials/small-2024.yaml', smallRecord)
  project.write('analyses/small.yaml', smallPlan)
  return project
}

let reported: Promise<ReadonlyMap<string, string>> | undefined

/** A project whose report has been written; written once and then copied. */
export async function reportedProject(): Promise<Project> {
  reported ??= (async () => {
    const first = smallProject()
    await first.remeier('report')
    return first.files()
  })()
  const project = emptyProject()
  for (const [path, bytes] of await reported) project.write(path, Buffer.from(bytes, 'latin1'))
  return project
}

export function run(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const options = { cwd, env: { PATH: process.env['PATH'] ?? '', ...env }, maxBuffer: 50_000_000 }
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, ...args], options, (_, out, err) => {
      resolve({ code: child.exitCode, out, err })
    })
  })
}

let turn: Promise<unknown> = Promise.resolve()

/** The command from its sources in this process, one at a time: there is one current folder. Started, it would take longer to load than to run. */
export function runHere(args: readonly string[], cwd: string): Promise<Ended> {
  const ended = turn.then(async () => {
    let [out, err] = ['', '']
    const terminal = {
      out: (text: string) => void (out += text),
      err: (text: string) => void (err += text),
      width: 80,
      colour: false,
      live: false,
    }
    process.chdir(cwd)
    try {
      const code = await command(args, terminal)
      return { code, out, err }
    } finally {
      process.chdir(root)
    }
  })
  turn = ended.catch(() => undefined)
  return ended
}

/** Without what is kept of earlier reports: a copy of a project begins without it. */
export function filesOf(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((it) => it.isFile() && !it.parentPath.endsWith('.remeier-cache'))
    .map((it) => join(it.parentPath, it.name))
  return new Map(paths.sort().map((path) => [path.slice(folder.length + 1), readFileSync(path, 'latin1')]))
}

/** Made up; every figure agrees with every other. */
export const smallRecord = `id: small-2024
trial: SMALL
time unit: months
sources:
  paper: { citation: 'Doe J. A small trial. J Trials 2024;1:1-9', kind: primary }
arms:
  new: { label: New drug, role: experimental }
  old: { label: Old drug, role: control }
flow:
  new: { chains: [[randomised: 120, treated: 118]] }
  old: { chains: [[randomised: 60, treated: 57]] }
follow-up: { median: '18', range: 1 to 30, from: randomisation, definition: potential, at: Results }
endpoints:
  pfs:
    label: Progression-free survival
    event: progression or death
    class: progression-like
    clock: randomisation
    population: randomised
    assessor: not stated
    criteria: not stated
    visits: not stated
    censoring: not stated
    arms:
      new:
        median: 12.0 (9.0 to 16.0)
        survival: { 6: 70%, 12: 50% }
      old:
        median: 6.0 (4.5 to 8.5)
        survival: { 6: 50%, 12: 25% }
    events: { total: 120 }
    contrast:
      hazard ratio: { printed: 0.55 (0.38 to 0.80), model: Cox }
    at: Results
`

export const smallPlan = `id: small
title: A small question
question: Does the new drug delay progression?
records: [small-2024]
endpoint: pfs
seed: 1
draws: 20
written: before seeing results
measures: [events, median, milestone 12, milestone difference 12, hazard ratio]
scenarios:
  - id: as-published
    label: As published
    method: as published
    role: reference
    data: reconstructed
    identification: randomised
    question: What does assignment to the new drug do?
    estimand:
      treatment: New drug against old drug
      population: All randomised patients
      variable: Time to progression or death
      intercurrent events: 'Not being treated: treatment policy'
      summary: Median, proportion free of the event at 12 months, hazard ratio
    assumptions:
      - The curves were rebuilt from printed figures.
`
