import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { planTemplate } from '../analysis/template.ts'
import { UserMistake } from '../node/user-mistake.ts'
import { trialTemplate } from '../record/template.ts'
import type { ExitCode } from './exit-code.ts'
import { printJson } from './print-json.ts'
import { schemas, writeSchema } from './schema-command.ts'
import { shownPath } from './shown-path.ts'
import type { Terminal } from './terminal.ts'

const kinds = {
  trial: { folder: join('data', 'trials'), template: trialTemplate, example: 'my-trial-2026' },
  analysis: { folder: 'analyses', template: planTemplate, example: 'my-question' },
} as const

export const newKinds = ['trial', 'analysis'] as const satisfies readonly (keyof typeof kinds)[]

/** `remeier new`: a file to fill in. Never writes over one. */
export function newCommand(
  kind: keyof typeof kinds,
  name: string,
  { json = false }: { readonly json?: boolean },
  terminal: Terminal,
): ExitCode {
  const { folder, template, example } = kinds[kind]
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
  const path = join(folder, `${id}.yaml`)
  const shown = shownPath(path)
  if (existsSync(path)) throw new UserMistake(`${shown} exists and stays as it is. Choose another name.`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(path, template(id), { flag: 'wx' })
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
