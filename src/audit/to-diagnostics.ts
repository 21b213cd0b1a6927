import { toDiagnostic, type TrialFile } from '../evidence/record-problem.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import type { Finding } from './audit-rule.ts'

/** Fails and notes with their place in the file, in its order. Accepted ones keep their reason and never change an exit code. */
export function toDiagnostics(findings: readonly Finding[], record: TrialFile): readonly Diagnostic[] {
  return findings
    .flatMap(({ state, rule, name, path, message, expected, found, figures, accepted }) => {
      if (state !== 'fail' && state !== 'note') return []
      const words = { ...(expected !== undefined && { expected }), ...(found !== undefined && { found }) }
      const problem = { severity: state, rule: `${rule} ${name}`, path, message, figures, ...words }
      const placed = toDiagnostic(state === 'fail' ? { ...problem, mend: mend(rule, figures) } : problem, record)
      return [accepted === undefined ? placed : { ...placed, accepted }]
    })
    .sort((a, b) => a.line - b.line || a.column - b.column)
}

function mend(rule: string, figures: readonly string[]): string {
  const which = figures.length === 0 ? '' : ` for ${figures.join(', ')}`
  return `check these figures against the paper; if it prints them so, accept ${rule}${which} with a reason`
}
