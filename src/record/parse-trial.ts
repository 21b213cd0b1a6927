import { checkReferences } from './check-references.ts'
import type { Diagnostic } from './diagnostic.ts'
import { parseYaml } from './parse-yaml.ts'
import { trialSchema } from './schema/trial.ts'
import type { Spans } from './spans.ts'
import type { Trial } from './trial.ts'

export type ParsedTrial =
  | { readonly kind: 'parsed'; readonly trial: Trial; readonly spans: Spans }
  | {
      readonly kind: 'invalid'
      readonly diagnostics: readonly Diagnostic[]
      /** The record where nothing is wrong but names that no figure hangs on, so that what its figures say is told at once; null otherwise. */
      readonly readable: Pick<Extract<ParsedTrial, { readonly kind: 'parsed' }>, 'trial' | 'spans'> | null
    }

/** Names of the record itself, of its sources and labels of its arms: whatever they are, its figures are the same. */
const besideFigures = new Set(['wrong-name', 'unknown-source', 'same-label'])

/** A record, or everything about its structure that is wrong. Whether its figures make sense is for evidence and audit. */
export function parseTrial(text: string, file: string): ParsedTrial {
  const parsed = parseYaml(trialSchema, text, file)
  if (parsed.kind === 'invalid') return { ...parsed, readable: null }
  const trial: Trial = parsed.value
  const diagnostics = checkReferences(trial, parsed.spans, file)
  const read = { trial, spans: parsed.spans }
  if (diagnostics.length === 0) return { kind: 'parsed', ...read }
  const legible = diagnostics.every(({ rule }) => besideFigures.has(rule))
  return { kind: 'invalid', diagnostics, readable: legible ? read : null }
}
