import { checkReferences } from './check-references.ts'
import type { Diagnostic } from './diagnostic.ts'
import { parseYaml } from './parse-yaml.ts'
import { trialSchema } from './schema/trial.ts'
import type { Spans } from './spans.ts'
import type { Trial } from './trial.ts'

export type ParsedTrial =
  | { readonly kind: 'parsed'; readonly trial: Trial; readonly spans: Spans }
  | { readonly kind: 'invalid'; readonly diagnostics: readonly Diagnostic[] }

/** A record, or everything about its structure that is wrong. Whether its figures make sense is for evidence and audit. */
export function parseTrial(text: string, file: string): ParsedTrial {
  const parsed = parseYaml(trialSchema, text, file)
  if (parsed.kind === 'invalid') return parsed
  const trial: Trial = parsed.value
  const diagnostics = checkReferences(trial, parsed.spans, file)
  return diagnostics.length > 0 ? { kind: 'invalid', diagnostics } : { kind: 'parsed', trial, spans: parsed.spans }
}
