import type { CST } from 'yaml'
import type { Diagnostic } from './diagnostic.ts'

export interface OpenBracket {
  readonly offset: number
  readonly words: Pick<Diagnostic, 'rule' | 'message' | 'mend'>
}

/**
 * Brackets and braces that nothing closes, in the order of the file. Where one is closed by the other kind that is the mistake, and those
 * around it only seem open. Without recursion.
 */
export function openBrackets(tokens: readonly CST.Token[]): readonly OpenBracket[] {
  const open: { readonly bracket: CST.FlowCollection; readonly by: string | null }[] = []
  const rest: CST.Token[] = [...tokens]
  for (let token = rest.pop(); token; token = rest.pop()) {
    if (token.type === 'document' && token.value) rest.push(token.value)
    if (!('items' in token)) continue
    for (const { key, value } of token.items) {
      if (key) rest.push(key)
      if (value) rest.push(value)
    }
    if (token.type !== 'flow-collection') continue
    const end = token.end.find(({ type }) => type === 'flow-seq-end' || type === 'flow-map-end')
    if (end?.source !== closing(token)) open.push({ bracket: token, by: end?.source ?? null })
  }
  const crossed = open.filter(({ by }) => by !== null)
  return (crossed.length > 0 ? crossed : open)
    .map(({ bracket, by }) => ({
      offset: bracket.start.offset,
      words: {
        rule: 'broken-yaml',
        message: `the ${bracket.start.source} that opens here ${by === null ? 'is never closed' : `is closed by ${by}`}`,
        mend: `close it with ${closing(bracket)}`,
      },
    }))
    .sort((a, b) => a.offset - b.offset)
}

const closing = ({ start }: CST.FlowCollection): string => (start.source === '[' ? ']' : '}')
