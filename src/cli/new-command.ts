import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { planTemplate } from '../analysis/template.ts'
import { type TemplateRecord, templateRecord } from '../analysis/template-record.ts'
import { endpointsOf } from '../evidence/collect.ts'
import type { TrialFile } from '../evidence/record-problem.ts'
import { makeFolder } from '../node/make-folder.ts'
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

export interface NewOptions {
  readonly json?: boolean
  readonly record?: string
  readonly endpoint?: string
}

/** `remeier new`: a file to fill in. Never writes over one. */
export function newCommand(
  kind: keyof typeof kinds,
  name: string,
  { json = false, record, endpoint }: NewOptions,
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
  if (endpoint !== undefined && record === undefined)
    throw new UserMistake('--endpoint goes with --record: remeier new analysis NAME --record ID --endpoint os.')
  const path = join(folder, `${id}.yaml`)
  const shown = shownPath(path)
  if (existsSync(path)) throw new UserMistake(`${shown} exists and stays as it is. Choose another name.`)
  const from = record === undefined ? undefined : chosenFrom(record, endpoint)
  const text = kind === 'trial' ? trialTemplate(id) : planTemplate(id, from?.chosen)
  makeFolder(folder)
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
  for (const line of from?.told ?? []) terminal.out(`${line}\n`)
  terminal.out(`\nNext:\n${nextSteps(kind, id, shown, from !== undefined)}`)
  return 0
}

function nextSteps(kind: keyof typeof kinds, id: string, shown: string, fromRecord: boolean): string {
  const steps =
    kind === 'trial'
      ? [
          `fill in ${shown} with what the paper prints, as it prints it`,
          `remeier check ${shown}        what is missing, what does not fit, and what can be rebuilt`,
          `remeier new analysis my-question --record ${id}        a plan that runs as it is`,
        ]
      : [
          fromRecord
            ? `read ${shown}: it runs as it is; put the question and the estimand in your own words`
            : `fill in ${shown}: the records, the question, the scenarios`,
          `remeier check ${shown}`,
          `remeier report ${shown} --format html,pptx        writes reports/${id}/report.html and slides.pptx`,
        ]
  return steps.map((it, at) => `  ${at + 1}. ${it}\n`).join('')
}

interface Chosen {
  readonly chosen: TemplateRecord
  /** What else the plan could have been about, and what it could not. */
  readonly told: readonly string[]
}

/** The endpoint that was asked for; else the primary one of the record or its first, of those that can be rebuilt. */
function chosenFrom(id: string, asked: string | undefined): Chosen {
  const { record, shown } = recordFor(id)
  const ids = endpointsOf(record.trial)
  if (ids.length === 0) throw new UserMistake(`${shown} has no endpoint that a plan could be about.`)
  if (asked !== undefined && !ids.includes(asked))
    throw new UserMistake(`${shown} has no endpoint "${asked}"; it has ${ids.join(', ')}.`)
  const tried = ids.map((it) => ({ id: it, result: templateRecord(record, it) }))
  const can = tried.flatMap(({ id: it, result }) => (result.kind === 'record' ? [{ id: it, from: result.from }] : []))
  const primary = (it: { readonly id: string }): boolean => record.trial.endpoints[it.id]?.role === 'primary'
  const chosen = asked === undefined ? (can.find(primary) ?? can[0]) : can.find((it) => it.id === asked)
  const why = tried.flatMap(({ id: it, result }) =>
    result.kind === 'refused' && (asked === undefined || it === asked) ? [`  ${it}: ${result.reasons.join('; ')}`] : [],
  )
  if (chosen === undefined)
    throw new UserMistake(`nothing of ${shown} can be rebuilt that this plan could be about:\n${why.join('\n')}`)
  const others = can.filter((it) => it !== chosen).map((it) => it.id)
  const more = others.length === 0 ? '' : `; --endpoint chooses another: ${others.join(', ')}`
  return {
    chosen: chosen.from,
    told: [`it is about ${chosen.id}${more}`, ...(why.length === 0 ? [] : ['cannot be rebuilt:', ...why])],
  }
}

function recordFor(id: string): { readonly record: TrialFile; readonly shown: string } {
  const path = join('data', 'trials', `${id.replace(/\.ya?ml$/u, '')}.yaml`)
  const shown = shownPath(path)
  if (!existsSync(path)) throw new UserMistake(`${shown} is not there: --record names a file under data/trials.`)
  const loaded = loadRecord(path)
  if (loaded.kind !== 'record') throw new UserMistake(`${shown} cannot be read: remeier check ${shown} says why.`)
  return { record: loaded.record, shown }
}
