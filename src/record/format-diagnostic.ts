import type { Diagnostic } from './diagnostic.ts'

/** `file:line:column rule message (expected ..., found ..., how to mend)`, on one line. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { file, line, column, rule, message, expected, found, mend, accepted } = diagnostic
  const rest = [
    expected === undefined ? '' : `expected ${expected}`,
    found === undefined ? '' : `found ${found}`,
    mend ?? '',
  ].filter((part) => part !== '')
  const brackets = rest.length > 0 ? ` (${rest.join(', ')})` : ''
  return `${file}:${line}:${column} ${rule} ${message}${brackets}${accepted === undefined ? '' : ` [accepted: ${accepted}]`}`
}
