const token =
  /\s*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null))/y

/** What may come next: a value, a value or the end of an empty list, and so on. */
type Awaited = 'value' | 'first item' | 'first key' | 'key' | 'colon' | 'comma'

/** The first place where a text is no JSON, 1-based: engines word it differently, or do not say it. */
export function jsonMistake(text: string): { readonly line: number; readonly column: number } {
  const before = text.slice(0, mistakeIn(text)).split(/\r\n|\n|\r/)
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}

function mistakeIn(text: string): number {
  const open: ('{' | '[')[] = []
  let awaited: Awaited = 'value'
  let at = 0
  for (;;) {
    const blank = /\s*/y
    blank.lastIndex = at
    blank.exec(text)
    const start = blank.lastIndex
    token.lastIndex = at
    const found = token.exec(text)
    if (found === null) return start
    const next = follow(awaited, found[1] ?? (found[2] === undefined ? 'value' : 'string'), open)
    if (next === null) return start
    awaited = next
    at = token.lastIndex
    if (open.length === 0) return at + (/\S/.exec(text.slice(at))?.index ?? 0)
  }
}

/** What is awaited after a token; null where it may not stand. */
function follow(awaited: Awaited, token: string, open: ('{' | '[')[]): Awaited | null {
  if (awaited === 'colon') return token === ':' ? 'value' : null
  if (awaited === 'comma' && token === ',') return open.at(-1) === '{' ? 'key' : 'value'
  const closes = open.at(-1) === '{' ? '}' : ']'
  if (token === closes && (awaited === 'comma' || awaited === 'first item' || awaited === 'first key')) {
    open.pop()
    return 'comma'
  }
  if (awaited === 'key' || awaited === 'first key') return token === 'string' ? 'colon' : null
  if (awaited === 'comma') return null
  if (token === '{' || token === '[') {
    open.push(token)
    return token === '{' ? 'first key' : 'first item'
  }
  return token === 'value' || token === 'string' ? 'comma' : null
}
