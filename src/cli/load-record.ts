import type { TrialFile } from '../evidence/record-problem.ts'
import { readText } from '../node/read-text.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import { parseTrial } from '../record/parse-trial.ts'
import { otherKind } from './file-kind.ts'
import { shownPath } from './shown-path.ts'

export type LoadedRecord =
  | { readonly kind: 'record'; readonly record: TrialFile; readonly sha256: string }
  | {
      readonly kind: 'refused'
      readonly diagnostics: readonly Diagnostic[]
      /** The record, where what is wrong with it leaves its figures as they are: for more of what is wrong, and nothing else. */
      readonly readable: TrialFile | null
    }

/** A record from its file, or everything that is wrong with it. */
export function loadRecord(path: string): LoadedRecord {
  const file = shownPath(path)
  const read = readText(path, file)
  if (read.kind === 'unreadable') return { kind: 'refused', diagnostics: read.diagnostics, readable: null }
  const wrong = otherKind('record', read.text, file)
  if (wrong.length > 0) return { kind: 'refused', diagnostics: wrong, readable: null }
  const parsed = parseTrial(read.text, file)
  if (parsed.kind === 'invalid') {
    const { diagnostics, readable } = parsed
    return { kind: 'refused', diagnostics, readable: readable && { ...readable, file } }
  }
  return { kind: 'record', record: { trial: parsed.trial, spans: parsed.spans, file }, sha256: read.sha256 }
}
