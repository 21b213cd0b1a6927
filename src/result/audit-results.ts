/** What the audit says of some figures; the words are those of `audit/audit-rule.ts`. */
export type AuditState = 'pass' | 'note' | 'fail' | 'not-applicable' | 'uninformative'

/** A figure of the record, as it stands in the paper. */
export interface AuditFigure {
  readonly id: string
  /** `null` where the id stands for no single print (a number that is inferred). */
  readonly printed: string | null
  /** Name of the source, and the place in it where the record says one. */
  readonly source: string | null
  readonly at: string | null
}

/** One comparison of one rule, with its place in the file. */
export interface AuditRow {
  /** "R19". */
  readonly rule: string
  /** "monotone-S". */
  readonly name: string
  readonly state: AuditState
  /** From 1. */
  readonly line: number
  readonly column: number
  readonly figures: readonly AuditFigure[]
  readonly message: string
  readonly expected?: string
  readonly found?: string
  readonly computation?: string
  readonly explanation?: string
  readonly resolve?: string
  /** Why the record accepts it. */
  readonly accepted?: string
}

/** What could not be read or compared, or an acceptance that nothing needs. */
export interface AuditProblem {
  readonly severity: 'error' | 'fail' | 'note'
  readonly rule: string
  readonly line: number
  readonly column: number
  readonly message: string
  readonly expected?: string
  readonly found?: string
  readonly mend?: string
}

/** One record; one that cannot be read has problems and no rows. */
export interface AuditedRecord {
  readonly file: string
  readonly rows: readonly AuditRow[]
  readonly problems: readonly AuditProblem[]
}

/** A rule of the audit, as it is told. */
export interface RuleRow {
  readonly id: string
  readonly name: string
  readonly compares: string
  readonly worst: 'note' | 'fail'
  readonly agree?: string
  readonly tolerance?: string
  readonly references?: readonly string[]
  readonly examples?: { readonly clean: readonly string[]; readonly firing: readonly string[] }
}

/** Everything that a format of `remeier audit` prints. */
export interface AuditResults {
  /** Version of remeier. */
  readonly version: string
  readonly rules: readonly RuleRow[]
  readonly records: readonly AuditedRecord[]
}
