import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeFolder } from '../node/make-folder.ts'
import { planJsonSchema } from '../analysis/plan-json-schema.ts'
import { trialJsonSchema } from '../record/json-schema.ts'
import type { ExitCode } from './exit-code.ts'
import { printJson } from './print-json.ts'
import { shownPath } from './shown-path.ts'
import type { Terminal } from './terminal.ts'

/** The schemas of a project by what begins with a line that names them. */
export const schemas = {
  trial: { path: join('data', 'trial.schema.json'), text: trialJsonSchema },
  analysis: { path: join('data', 'plan.schema.json'), text: planJsonSchema },
} as const

export interface SchemaOptions {
  readonly check?: boolean
  readonly json?: boolean
}

const words = {
  written: 'written',
  current: 'is as this version writes it',
  stale: 'is stale: run "remeier schema"',
  missing: 'is missing: run "remeier schema"',
} as const

/** `remeier schema`: the JSON Schemas by which an editor completes and checks records and plans. */
export function schemaCommand({ check = false, json = false }: SchemaOptions, terminal: Terminal): ExitCode {
  const files = Object.values(schemas).map(({ path, text }) => {
    const now = text()
    if (!check) writeSchema(path, now)
    return { file: shownPath(path), state: check ? stateOf(path, now) : ('written' as const) }
  })
  const exit = files.some(({ state }) => state === 'stale' || state === 'missing') ? 1 : 0
  if (json) return printJson(terminal, { command: 'schema', exit, files, diagnostics: [] })
  for (const { file, state } of files) terminal.out(`${file} ${words[state]}\n`)
  return exit
}

export function writeSchema(path: string, text: string): void {
  makeFolder(dirname(path))
  writeFileSync(path, text)
}

function stateOf(path: string, text: string): 'current' | 'stale' | 'missing' {
  if (!existsSync(path)) return 'missing'
  return readFileSync(path, 'utf8') === text ? 'current' : 'stale'
}
