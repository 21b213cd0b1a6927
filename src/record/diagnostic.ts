/** One problem (or remark) in a record or plan, placed so that an editor can jump to it. */
export interface Diagnostic {
  readonly severity: 'error' | 'fail' | 'note'
  /** Short kebab-case name of the rule ("unknown-field", "R19 monotone-S"). */
  readonly rule: string
  readonly file: string
  /** 1-based. */
  readonly line: number
  readonly column: number
  readonly message: string
  readonly expected?: string
  readonly found?: string
  /** What to do about it, as an instruction. */
  readonly mend?: string
  /** Figure ids concerned. */
  readonly figures?: readonly string[]
  /** Reason for which the record accepts this finding; accepted findings never change the exit code. */
  readonly accepted?: string
}
