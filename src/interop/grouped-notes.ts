import type { Diagnostic } from '../record/diagnostic.ts'

/** Up to so many notes of one kind stand for themselves. */
const few = 3

/**
 * Notes on what was cleaned, those of one kind in one: "row 3: time decreases; put in the order of time (likewise row 5, row 7, row 9 and 84
 * more)". Of one kind is what differs in numbers only.
 */
export function groupedNotes(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const kinds = new Map<string, Diagnostic[]>()
  const kindOf = ({ file, message }: Diagnostic): string =>
    `${file}\n${split(message).what.replace(/-?\d+(?:\.\d+)?/g, '0')}`
  for (const it of diagnostics.filter(isCleaned)) {
    const alike = kinds.get(kindOf(it))
    if (alike === undefined) kinds.set(kindOf(it), [it])
    else alike.push(it)
  }
  return diagnostics.flatMap((it) => {
    const alike = isCleaned(it) ? (kinds.get(kindOf(it)) ?? []) : []
    if (alike.length <= few) return [it]
    if (alike[0] !== it) return []
    const named = alike.slice(1, 1 + few).map(({ message }) => split(message).label)
    const more = alike.length - 1 - few
    return [{ ...it, message: `${it.message} (likewise ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''})` }]
  })
}

function isCleaned({ severity, rule, message }: Diagnostic): boolean {
  return severity === 'note' && rule === 'cleaned' && split(message).label !== ''
}

function split(message: string): { readonly label: string; readonly what: string } {
  const found = /^((?:row|point) \d+.*?): (.*)$/s.exec(message)
  return { label: found?.[1] ?? '', what: found?.[2] ?? message }
}
