import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { planTemplate, type TemplateRecord } from '../analysis/template.ts'
import { UserMistake } from '../node/user-mistake.ts'
import { trialTemplate } from '../record/template.ts'
import type { ExitCode } from './exit-code.ts'
import { printJson } from './print-json.ts'
import { loadRecord } from './load-record.ts'
import { schemas, writeSchema } from './schema-command.ts'
import { shownPath } from './shown-path.ts'
import type { Terminal } from './terminal.ts'

const kinds = {
  trial: { folder: join('data', 'trials'), example: 'my-trial-2026' },
  analysis: { folder: 'analyses', example: 'my-question' },
} as const

export const newKinds = ['trial', 'analysis'] as const satisfies readonly (keyof typeof kinds)[]

/** `remeier new`: a file to fill in. Never writes over one. */
export function newCommand(
  kind: keyof typeof kinds,
  name: string,
  { json = false, record }: { readonly json?: boolean; readonly record?: string },
  terminal: Terminal,
): ExitCode {
  const { folder, example } = kinds[kind]
  const id = name.replace(/\.ya?ml$/, '')
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || id.length > 80) {
    const better = id
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 80)
    const instead = better === '' ? `such as ${example}` : `"${better}" would do`
    throw new UserMistake(`a name has small letters, digits and hyphens, at most 80; got "${name}", ${instead}.`)
  }
  if (record !== undefined && kind === 'trial')
    throw new UserMistake('--record is for a plan: remeier new analysis NAME --record ID.')
  const path = join(folder, `${id}.yaml`)
  const shown = shownPath(path)
  if (existsSync(path)) throw new UserMistake(`${shown} exists and stays as it is. Choose another name.`)
  mkdirSync(folder, { recursive: true })
  const text =
    kind === 'trial' ? trialTemplate(id) : planTemplate(id, record === undefined ? undefined : recordFor(record))
  writeFileSync(path, text, { flag: 'wx' })
  const schema = schemas[kind]
  const withSchema = !existsSync(schema.path)
  if (withSchema) writeSchema(schema.path, schema.text())
  if (json) {
    const written = [shown, ...(withSchema ? [shownPath(schema.path)] : [])]
    return printJson(terminal, { command: 'new', exit: 0, written, diagnostics: [] })
  }
  terminal.out(`${shown} written\n`)
  if (withSchema) terminal.out(`${shownPath(schema.path)} written: with it, editors complete and check what you type\n`)
  terminal.out(`\nNext:\n${nextSteps(kind, id, shown)}`)
  return 0
}

function nextSteps(kind: keyof typeof kinds, id: string, shown: string): string {
  const steps =
    kind === 'trial'
      ? [
          `fill in ${shown} with what the paper prints, as it prints it`,
          `remeier check ${shown}`,
          `remeier rebuild ${shown}`,
        ]
      : [
          `fill in ${shown}: the records, the question, the scenarios`,
          `remeier check ${shown}`,
          `remeier report ${shown}        writes reports/${id}/`,
        ]
  return steps.map((it, at) => `  ${at + 1}. ${it}\n`).join('')
}

/** The primary endpoint of a record of this project, or its first. */
function recordFor(id: string): TemplateRecord {
  const path = join('data', 'trials', `${id}.yaml`)
  if (!existsSync(path))
    throw new UserMistake(`${shownPath(path)} is not there: --record names a file under data/trials.`)
  const loaded = loadRecord(path)
  if (loaded.kind !== 'record')
    throw new UserMistake(`${shownPath(path)} cannot be read: remeier check ${shownPath(path)} says why.`)
  const { trial } = loaded.record
  const endpoints = Object.entries(trial.endpoints)
  const [endpoint, it] = endpoints.find(([, one]) => one.role === 'primary') ?? endpoints[0] ?? []
  if (endpoint === undefined || it === undefined)
    throw new UserMistake(`${shownPath(path)} has no endpoint that a plan could be about.`)
  const arms = Object.keys(it.arms).map((name) => trial.arms[name])
  const labels = (control: boolean): readonly string[] =>
    arms.flatMap((arm) => (arm !== undefined && (arm.role === 'control') === control ? [arm.label] : []))
  return {
    record: trial.id,
    trial: trial.trial,
    endpoint,
    label: it.label,
    event: wordsOf(it.event),
    clock: wordsOf(it.clock),
    population: wordsOf(it.population),
    arms: [...labels(true), ...labels(false)],
    randomised: !/^none\b/.test(wordsOf(trial.design?.allocation)),
  }
}

/** Words of a field that may hold them bare or with their place. */
function wordsOf(field: unknown): string {
  if (typeof field === 'string') return field
  return typeof field === 'object' && field !== null && 'words' in field && typeof field.words === 'string'
    ? field.words
    : 'not stated'
}
