import type { Diagnostic } from './diagnostic.ts'
import { hiddenCharacter } from './yaml-problem.ts'

const hiddenCharacters = new RegExp(hiddenCharacter.source, 'gu')

/** `file:line:column rule message (expected ..., found ..., how to mend)`, on one line; what it quotes may not turn or colour it. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { file, line, column, rule, message, expected, found, mend, accepted } = diagnostic
  const rest = [
    expected === undefined ? '' : `expected ${expected}`,
    found === undefined ? '' : `found ${found}`,
    mend ?? '',
  ].filter((part) => part !== '')
  const brackets = rest.length > 0 ? ` (${rest.join(', ')})` : ''
  const text = `${file}:${line}:${column} ${rule} ${message}${brackets}${accepted === undefined ? '' : ` [accepted: ${accepted}]`}`
  return text.replace(hiddenCharacters, '\uFFFD')
}
