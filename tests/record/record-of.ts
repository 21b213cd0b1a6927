import type { TrialFile } from '../../src/evidence/record-problem.ts'
import { formatDiagnostic } from '../../src/record/format-diagnostic.ts'
import { parseTrial } from '../../src/record/parse-trial.ts'

/** A record that reads, from its text; called after its id if no file is named. */
export function recordOf(text: string, file = `${/^id: (.*)$/mu.exec(text)?.[1] ?? ''}.yaml`): TrialFile {
  const parsed = parseTrial(text, file)
  if (parsed.kind === 'invalid') throw new Error(parsed.diagnostics.map(formatDiagnostic).join('\n'))
  return { trial: parsed.trial, spans: parsed.spans, file }
}
