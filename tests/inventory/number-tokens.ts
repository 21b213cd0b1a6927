/** A number as a document prints it: digits, a power of ten, a superscript, or a number word. */
export interface NumberToken {
  /** Counts from 1. */
  readonly line: number
  /** Offset in the line. */
  readonly start: number
  readonly token: string
  /** The word before, the word that holds the token, the word after. */
  readonly near: string
}

const words = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')

const pattern = new RegExp(
  [
    String.raw`(?<=[×x] ?)10(?:\^\{?\d+\}?|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)`,
    '[⁰¹²³⁴⁵⁶⁷⁸⁹]+',
    String.raw`\d+(?:,\d{3}(?!\d))*(?:[.·]\d+)?`,
    String.raw`\b(?:${words.join('|')})\b`,
  ].join('|'),
  'giu',
)

/** Every number in a text, in order. */
export function numberTokens(text: string): readonly NumberToken[] {
  return text.split(/\r?\n/u).flatMap((line, index) =>
    [...line.matchAll(pattern)].map((it) => ({
      line: index + 1,
      start: it.index,
      token: it[0],
      near: nearby(line, it.index, it[0].length),
    })),
  )
}

/** The same number however it is printed: "Three" is 3, "10⁶" is 10^6, "75·9" is 75.9; a lost zero is another print. */
export function sameNumber(token: string): string {
  const word = words.indexOf(token.toLowerCase())
  if (word >= 0) return String(word)
  const plain = token
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/gu, (it) => String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(it)))
    .replace('·', '.')
    .replaceAll(/[{}^,]/gu, '')
    .replace(/^0+(?=\d)/u, '')
  return /^10[\^⁰¹²³⁴⁵⁶⁷⁸⁹]/u.test(token) ? `10^${plain.slice(2)}` : plain
}

/** The numbers of a printed string, each as `sameNumber` has it. */
export function numbersIn(printed: string): readonly string[] {
  return numberTokens(printed).map(({ token }) => sameNumber(token))
}

function nearby(line: string, start: number, length: number): string {
  const spaced = (it: string): string => it.replaceAll(/\s/gu, ' ')
  const before = /(?:(\S+)\s+)?(\S*)$/u.exec(spaced(line.slice(0, start)))
  const after = /^(\S*)(?:\s+(\S+))?/u.exec(spaced(line.slice(start + length)))
  const own = `${before?.[2] ?? ''}${line.slice(start, start + length)}${after?.[1] ?? ''}`
  return [before?.[1], own, after?.[2]].filter((it) => it !== undefined).join(' ')
}
