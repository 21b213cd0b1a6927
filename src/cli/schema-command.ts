import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { trialJsonSchema } from '../record/json-schema.ts'
import type { ExitCode } from './exit-code.ts'
import { shownPath } from './shown-path.ts'
import type { Terminal } from './terminal.ts'

export const schemaPath = join('data', 'trial.schema.json')

/** `remeier schema`: the JSON Schema by which an editor completes and checks records. */
export function schemaCommand({ check = false }: { readonly check?: boolean }, terminal: Terminal): ExitCode {
  const text = trialJsonSchema()
  const shown = shownPath(schemaPath)
  if (!check) {
    mkdirSync(dirname(schemaPath), { recursive: true })
    writeFileSync(schemaPath, text)
    terminal.out(`${shown} written\n`)
    return 0
  }
  if (existsSync(schemaPath) && readFileSync(schemaPath, 'utf8') === text) {
    terminal.out(`${shown} is as this version writes it\n`)
    return 0
  }
  terminal.out(`${shown} is ${existsSync(schemaPath) ? 'stale' : 'missing'}: run "remeier schema"\n`)
  return 1
}
