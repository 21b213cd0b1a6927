import type { Unit } from './evidence.ts'
import type { PrintProblem } from './print-problem.ts'
import type { Token, TokenKind } from './tokens.ts'

/** Offsets into the string; the end is exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Where the reader stands among the tokens, and what it found wrong so far. */
export class Cursor {
  readonly printed: string
  readonly unit: Unit
  readonly problems: PrintProblem[] = []
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(printed: string, found: readonly Token[], unit: Unit) {
    this.printed = printed
    this.#tokens = found
    this.unit = unit
  }

  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#at + ahead]
  }

  is(kind: TokenKind, text?: string, ahead = 0): boolean {
    const token = this.peek(ahead)
    return token?.kind === kind && (text === undefined || token.text === text)
  }

  take(kind: TokenKind, text?: string): Token | undefined {
    return this.is(kind, text) ? this.#tokens[this.#at++] : undefined
  }

  skip(count: number): void {
    this.#at += count
  }

  /** Tokens that `words` take from here on ("not reached" also as "not-reached"), or 0. */
  phrase(words: readonly string[]): number {
    let ahead = 0
    for (const [i, word] of words.entries()) {
      if (i > 0 && this.is('dash', undefined, ahead)) ahead += 1
      if (!this.is('word', word, ahead)) return 0
      ahead += 1
    }
    return ahead
  }

  /** A problem at the token here, or at the end of the string. */
  fail(rule: string, message: string, expected: string, mend: string, at: Span | undefined = this.peek()): void {
    const start = at?.start ?? this.printed.length
    const end = at?.end ?? this.printed.length
    this.problems.push({
      rule,
      start,
      end,
      message,
      expected,
      found: this.printed.slice(start, end) || 'the end',
      mend,
    })
  }
}
