import type { Finding } from '../audit/audit-rule.ts'
import { audit } from '../audit/audit.ts'
import { toDiagnostics } from '../audit/to-diagnostics.ts'
import { toDiagnostic, type TrialFile } from '../evidence/record-problem.ts'
import type { Diagnostic } from '../record/diagnostic.ts'

/** What the audit of a record finds, and the same as diagnostics in the order of the file. */
export function auditRecord(record: TrialFile): {
  readonly findings: readonly Finding[]
  readonly diagnostics: readonly Diagnostic[]
} {
  const { findings, problems } = audit(record.trial)
  const all = [...problems.map((it) => toDiagnostic(it, record)), ...toDiagnostics(findings, record)]
  return { findings, diagnostics: all.sort((a, b) => a.line - b.line || a.column - b.column) }
}

/** The contradictions that nothing accepts. */
export function contradictions(record: TrialFile): readonly Diagnostic[] {
  return auditRecord(record).diagnostics.filter((it) => it.severity === 'fail' && it.accepted === undefined)
}
