import type { Diagnostic } from '../record/diagnostic.ts'
import type { Path, Spans } from '../record/spans.ts'
import type { Trial } from '../record/trial.ts'

/** A record with the means to say where in its file something stands. */
export interface TrialFile {
  readonly trial: Trial
  readonly file: string
  readonly spans: Spans
}

/** A problem of the record, placed by its path until someone needs the line. */
export interface RecordProblem {
  readonly severity: Diagnostic['severity']
  readonly rule: string
  readonly path: Path
  /** Where the problem is a name ("12" among the landmarks), the key is shown instead of the value. */
  readonly atKey?: boolean
  readonly message: string
  readonly expected?: string
  readonly found?: string
  readonly mend?: string
  readonly figures?: readonly string[]
}

export function toDiagnostic({ path, atKey, ...rest }: RecordProblem, { file, spans }: TrialFile): Diagnostic {
  const { line, column } = atKey ? spans.key(path) : spans.value(path)
  return { ...rest, file, line, column }
}
