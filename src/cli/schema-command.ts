import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { trialJsonSchema } from '../record/json-schema.ts'
import type { ExitCode } from './exit-code.ts'
import { printJson } from './print-json.ts'
import { shownPath } from './shown-path.ts'
import type { Terminal } from './terminal.ts'

export const schemaPath = join('data', 'trial.schema.json')

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

/** `remeier schema`: the JSON Schema by which an editor completes and checks records. */
export function schemaCommand({ check = false, json = false }: SchemaOptions, terminal: Terminal): ExitCode {
  const text = trialJsonSchema()
  const state = check ? stateOf(text) : 'written'
  if (!check) {
    mkdirSync(dirname(schemaPath), { recursive: true })
    writeFileSync(schemaPath, text)
  }
  const exit = state === 'stale' || state === 'missing' ? 1 : 0
  const file = shownPath(schemaPath)
  if (json) return printJson(terminal, { command: 'schema', exit, file, state, diagnostics: [] })
  terminal.out(`${file} ${words[state]}\n`)
  return exit
}

function stateOf(text: string): 'current' | 'stale' | 'missing' {
  if (!existsSync(schemaPath)) return 'missing'
  return readFileSync(schemaPath, 'utf8') === text ? 'current' : 'stale'
}
