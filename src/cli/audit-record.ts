import { findingRows } from '../analysis/finding-rows.ts'
import type { Finding } from '../audit/audit-rule.ts'
import { audit } from '../audit/audit.ts'
import { toDiagnostics } from '../audit/to-diagnostics.ts'
import { toDiagnostic, type TrialFile } from '../evidence/record-problem.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import type { AuditedRecord } from '../result/audit-results.ts'
import { recordShelf } from './record-shelf.ts'

export interface AuditedFile {
  readonly findings: readonly Finding[]
  /** Fails, notes and what could not be compared, in the order of the file. */
  readonly diagnostics: readonly Diagnostic[]
  /** The same as the formats of the audit print it, with what the paper prints. */
  readonly audited: () => AuditedRecord
}

/** What the audit of a record finds; the other records of its trial are those that `relatedTo` knows, else those of its folder. */
export function auditRecord(record: TrialFile, relatedTo = recordShelf()): AuditedFile {
  const related = relatedTo(record)
  const { findings, problems } = audit(record.trial, related)
  const placed = problems.map((it) => toDiagnostic(it, record))
  const diagnostics = [...placed, ...toDiagnostics(findings, record)]
  return {
    findings,
    diagnostics: diagnostics.sort((a, b) => a.line - b.line || a.column - b.column),
    audited: () => {
      const rows = findingRows(record.trial, findings, related).map(({ path, ...row }) => ({
        ...row,
        ...record.spans.value(path),
      }))
      return { file: record.file, rows, problems: placed }
    },
  }
}

/** The contradictions that nothing accepts. */
export function contradictions(record: TrialFile): readonly Diagnostic[] {
  return auditRecord(record).diagnostics.filter((it) => it.severity === 'fail' && it.accepted === undefined)
}
