import type { Diagnostic } from './diagnostic.ts'
import { nearestName } from './nearest-name.ts'
import type { Position } from './spans.ts'

export type Report = (at: Position, words: Pick<Diagnostic, 'rule' | 'message' | 'expected' | 'found' | 'mend'>) => void

/** Says that a name is not among those that it may be, and which of them was perhaps meant. */
export function reportUnknown(
  what: string,
  name: string,
  names: readonly string[],
  at: Position,
  report: Report,
): void {
  if (names.includes(name)) return
  const near = nearestName(name, names)
  report(at, {
    rule: `unknown-${what.replaceAll(' ', '-')}`,
    message: `there is no ${what} "${name}"${near === null ? '' : `; did you mean "${near}"?`}`,
    expected: names.length === 0 ? `a name under "${what}s", which is empty` : names.join(' | '),
    mend: near === null ? 'correct the name, or add it' : `write "${near}"`,
  })
}
