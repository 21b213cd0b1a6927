import { findingRows } from '../analysis/finding-rows.ts'
import { predictedFindings } from '../analysis/predicted-findings.ts'
import type { Finding } from '../audit/audit-rule.ts'
import { audit } from '../audit/audit.ts'
import { toDiagnostics } from '../audit/to-diagnostics.ts'
import { type RecordProblem, toDiagnostic, type TrialFile } from '../evidence/record-problem.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import type { Trial } from '../record/trial.ts'
import type { AuditedRecord } from '../result/audit-results.ts'
import { recordShelf } from './record-shelf.ts'

export interface AuditedFile {
  readonly findings: readonly Finding[]
  /** Fails, notes and what could not be compared, in the order of the file. */
  readonly diagnostics: readonly Diagnostic[]
  /** The same as the formats of the audit print it, with what the paper prints. */
  readonly audited: () => AuditedRecord
}

/** The same with what the figures of each endpoint predict of one another (P01). */
export function auditWithPredictions(record: TrialFile, relatedTo = recordShelf()): AuditedFile {
  const { findings, problems } = audit(record.trial, relatedTo(record))
  return placed(record, [...findings, ...predictedFindings(record)], problems, relatedTo(record))
}

/** What the audit of a record finds; the other records of its trial are those that `relatedTo` knows, else those of its folder. */
export function auditRecord(record: TrialFile, relatedTo = recordShelf()): AuditedFile {
  const related = relatedTo(record)
  const { findings, problems } = audit(record.trial, related)
  return placed(record, findings, problems, related)
}

function placed(
  record: TrialFile,
  findings: readonly Finding[],
  unread: readonly RecordProblem[],
  related: readonly Trial[],
): AuditedFile {
  const problems = unread.map((it) => toDiagnostic(it, record))
  const diagnostics = [...problems, ...toDiagnostics(findings, record)]
  return {
    findings,
    diagnostics: diagnostics.sort((a, b) => a.line - b.line || a.column - b.column),
    audited: () => {
      const rows = findingRows(record.trial, findings, related).map(({ path, ...row }) => ({
        ...row,
        ...record.spans.value(path),
      }))
      return { file: record.file, rows, problems }
    },
  }
}

/** The contradictions that nothing accepts. */
export function contradictions(record: TrialFile): readonly Diagnostic[] {
  return auditRecord(record).diagnostics.filter((it) => it.severity === 'fail' && it.accepted === undefined)
}
