import type { NumberToken } from './number-tokens.ts'
import type { Reason } from './reasons.ts'

interface Surroundings {
  readonly before: string
  readonly after: string
  /** Whether the list of references has begun. */
  readonly cited: boolean
}

/** Patterns that leave no doubt; everything else is answered by hand. */
const rules: readonly (readonly [Reason, (it: Surroundings) => boolean])[] = [
  ['citation', ({ cited }) => cited],
  ['trial', ({ before }) => /(?:CARTITUDE|KarMM[aA]|MajesTEC|CRB)[-‑–]$/u.test(before)],
  ['name', ({ before }) => /(?:CD|IL-|FcRH|GPRC|HAVCR|\bbb|\b13q|\b1q|[β_])\d*$/u.test(before)],
  ['name', ({ before, after }) => /(?:^|[\s(])$/u.test(before) && /^(?:seventy|[pq]\b|[pq]\d)/u.test(after)],
  ['name', ({ before }) => /(?:del\(|t\(\d*;?|t\[\d*;?|del\[)$/u.test(before)],
  ['grade', ({ before }) => /\bgrades? (?:[≥>]=? ?)?(?:\d (?:or|and|to) |\d[-–])?$/iu.test(before)],
  ['numbering', ({ before }) => /\b(?:Tables?|Figs?\.|Figures?) (?:S\d+ and )?S?$/u.test(before)],
  ['numbering', ({ before, after }) => /^\s*$/u.test(before) && /^\. \S/u.test(after)],
  // A reference number stands right behind a word or its full stop, or at the end of a list entry.
  ['reference', ({ before }) => /[\p{L})][.,](?:\d{1,2}[-–,])*$/u.test(before)],
  ['reference', ({ before, after }) => /[\p{L})%*] (?:\d, )*$/u.test(before) && /^(?:, \d)*\s*$/u.test(after)],
]

/** A reason that the words around a number make certain. */
export function proposeReason(lines: readonly string[], token: NumberToken, referencesFrom: number): Reason | '' {
  const line = lines[token.line - 1] ?? ''
  const around = {
    before: line.slice(0, token.start),
    after: line.slice(token.start + token.token.length),
    cited: token.line >= referencesFrom,
  }
  if (/^[⁰¹²³⁴⁵⁶⁷⁸⁹]/u.test(token.token)) return 'reference'
  return rules.find(([, holds]) => holds(around))?.[0] ?? ''
}
