import { dirname, join } from 'node:path'
import type { Finding } from '../audit/audit-rule.ts'
import { audit } from '../audit/audit.ts'
import { toDiagnostics } from '../audit/to-diagnostics.ts'
import { toDiagnostic, type TrialFile } from '../evidence/record-problem.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import type { Trial } from '../record/trial.ts'
import { loadRecord } from './load-record.ts'

/** What the audit of a record finds, and the same as diagnostics in the order of the file. */
export function auditRecord(record: TrialFile): {
  readonly findings: readonly Finding[]
  readonly diagnostics: readonly Diagnostic[]
} {
  const { findings, problems } = audit(record.trial, relatedTo(record))
  const all = [...problems.map((it) => toDiagnostic(it, record)), ...toDiagnostics(findings, record)]
  return { findings, diagnostics: all.sort((a, b) => a.line - b.line || a.column - b.column) }
}

/** Records of the same folder that this one says its inferred numbers come from; one that cannot be read is not at hand. */
function relatedTo({ trial, file }: TrialFile): readonly Trial[] {
  const named = new Set(Object.values(trial.arms).flatMap((it) => it.inferred?.from ?? []))
  return [...named].flatMap((id) => {
    const loaded = loadRecord(join(dirname(file), `${id}.yaml`))
    return loaded.kind === 'record' ? loaded.record.trial : []
  })
}

/** The contradictions that nothing accepts. */
export function contradictions(record: TrialFile): readonly Diagnostic[] {
  return auditRecord(record).diagnostics.filter((it) => it.severity === 'fail' && it.accepted === undefined)
}
