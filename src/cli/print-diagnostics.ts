import type { Diagnostic } from '../record/diagnostic.ts'
import { formatDiagnostic } from '../record/format-diagnostic.ts'
import type { Terminal } from './terminal.ts'

const inks = { error: 31, fail: 31, note: 33 } as const

/** One a line. Notes are marked as such; control characters that a record may hold never reach the terminal. */
export function diagnosticLine(diagnostic: Diagnostic, colour = false): string {
  const line = formatDiagnostic(diagnostic)
    .replace(/\s+/gu, ' ')
    .replace(/\p{Cc}/gu, '')
  const marked = diagnostic.severity === 'note' ? `${line} [note]` : line
  if (!colour) return marked
  const ink = diagnostic.accepted === undefined ? inks[diagnostic.severity] : 2
  return `\u001b[${ink}m${marked}\u001b[0m`
}

/** On standard error: beside what a command was asked for. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], terminal: Terminal): void {
  for (const it of diagnostics) terminal.err(`${diagnosticLine(it, terminal.live && terminal.colour)}\n`)
}

/** Each once: a record that several plans name is read for each of them. */
export function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((it) => [diagnosticLine(it), it])).values()]
}

/** "1 error, 2 contradictions (1 accepted), 3 notes". */
export function countInWords(diagnostics: readonly Diagnostic[]): string {
  const of = (severity: Diagnostic['severity']): readonly Diagnostic[] =>
    diagnostics.filter((it) => it.severity === severity)
  const [errors, fails, notes] = [of('error').length, of('fail'), of('note').length]
  const accepted = fails.filter((it) => it.accepted !== undefined).length
  return [
    plural(errors, 'error'),
    plural(fails.length, 'contradiction') + (accepted === 0 ? '' : ` (${accepted} accepted)`),
    plural(notes, 'note'),
  ].join(', ')
}

export function plural(count: number, word: string): string {
  return `${count === 0 ? 'no' : count} ${word}${count === 1 ? '' : 's'}`
}
