export type TokenKind =
  | 'number'
  | 'word'
  | 'percent'
  | 'open'
  | 'close'
  | 'dash'
  | 'comma'
  | 'colon'
  | 'compare'
  | 'equals'
  | 'plus'
  | 'infinity'
  | 'other'

export interface Token {
  readonly kind: TokenKind
  /** Normalised: words in lower case without points and slashes, decimal points as ".", comparisons as "<", "<=", ">", ">=". */
  readonly text: string
  readonly start: number
  readonly end: number
}

/** The point of the Lancet's "0·49" comes as any of these. */
const POINTS = '.\\u00b7\\u2219\\u22c5\\u2027'
const THIN_SPACES = '\\u00a0\\u2009\\u202f'

/** A run of digits with points, commas and thin spaces between them; what the commas mean is decided later. */
const NUMBER = `(?:\\d|[${POINTS}](?=\\d))(?:\\d|[${POINTS},](?=\\d)|[${THIN_SPACES}](?=\\d{3}(?!\\d)))*`

const PATTERNS: readonly (readonly [TokenKind, RegExp])[] = [
  ['number', new RegExp(NUMBER, 'y')],
  ['word', /\p{L}+(?:[./]\p{L}+)*\.?/uy],
  ['percent', /%/y],
  ['open', /[([{]/y],
  ['close', /[)\]}]/y],
  ['dash', /[-\u2010-\u2015\u2212]/y],
  ['comma', /[,;]/y],
  ['colon', /:/y],
  ['compare', /<=|>=|[<>\u2264\u2265\u2a7d\u2a7e]/y],
  ['equals', /=/y],
  ['plus', /\+/y],
  ['infinity', /\u221e/y],
  ['other', /./suy],
]

const SPACE = /[\s\u200b]+/y

/** Full-width forms ("１３．３", "％"), as East Asian typesetting has them, are the plain characters; each stays one character. */
function plainWidth(printed: string): string {
  return printed.replace(/[\uff01-\uff5e]/g, (it) => String.fromCharCode(it.charCodeAt(0) - 0xfee0))
}

/** The tokens of a printed string, in order; white space only separates. Every character lands in a token or is space. */
export function tokens(figure: string): readonly Token[] {
  const printed = plainWidth(figure)
  const found: Token[] = []
  let at = 0
  while (at < printed.length) {
    const space = match(SPACE, printed, at)
    const [kind, text] = space === null ? next(printed, at) : [null, space]
    if (kind !== null) found.push({ kind, text: normalised(kind, text), start: at, end: at + text.length })
    at += text.length
  }
  return found
}

function next(printed: string, at: number): readonly [TokenKind, string] {
  for (const [kind, pattern] of PATTERNS) {
    const text = match(pattern, printed, at)
    if (text !== null) return [kind, kind === 'number' ? firstNumber(text) : text]
  }
  return ['other', printed.charAt(at)]
}

/** "0.38,0.65" is two numbers: no thousands separator follows a decimal point. */
function firstNumber(run: string): string {
  const cut = /^[^,]*[.\u00b7\u2219\u22c5\u2027]\d+(?=,)/.exec(run)
  return cut === null ? run : cut[0]
}

function match(pattern: RegExp, printed: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(printed)?.[0] ?? null
}

function normalised(kind: TokenKind, text: string): string {
  if (kind === 'number') return text.replace(/[\u00b7\u2219\u22c5\u2027]/g, '.').replace(/[\u00a0\u202f]/g, '\u2009')
  if (kind === 'word') return text.toLowerCase().replace(/[./]/g, '')
  if (kind === 'compare') return COMPARISONS.get(text) ?? text
  return text
}

const COMPARISONS: ReadonlyMap<string, string> = new Map([
  ['\u2264', '<='],
  ['\u2a7d', '<='],
  ['\u2265', '>='],
  ['\u2a7e', '>='],
])
