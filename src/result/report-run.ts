import type { AuditProblem } from './audit-results.ts'
import type { ChangedInputs } from './changed-inputs.ts'
import type { MovedRow, MovedTable } from './moved-numbers.ts'

/** What `remeier report` did with one plan. */
export interface ReportOutcome {
  /** The plan's file. */
  readonly plan: string
  readonly folder: string
  /** `stale`: with `--check`, what stands in the folder is not what the plan gives. */
  readonly state: 'written' | 'current' | 'stale' | 'not built'
  /** Paths in the folder that differ, lack, or belong to no report any more; empty unless stale. */
  readonly differences: FolderDifferences
  /** Null where nothing can be said: nothing stands there yet, or it is not stale. */
  readonly inputs: ChangedInputs | null
  /** The numbers that moved, table by table. */
  readonly moved: readonly { readonly table: MovedTable; readonly rows: readonly MovedRow[] }[]
}

export interface FolderDifferences {
  readonly stale: readonly string[]
  readonly missing: readonly string[]
  /** Charts of an earlier run that this report does not have. */
  readonly extra: readonly string[]
}

/** What was wrong on the way: in a plan, in a record, or with a figure that does not come back. */
export interface RunProblem extends AuditProblem {
  readonly file: string
  readonly accepted?: string
}

export interface ReportRun {
  readonly reports: readonly ReportOutcome[]
  readonly problems: readonly RunProblem[]
}
