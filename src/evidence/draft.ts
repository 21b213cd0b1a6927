import { closest, distance } from 'fastest-levenshtein'
import type { Cursor, Span } from './cursor.ts'
import { type Decimal, times } from './decimal.ts'
import { isProblem, readNumber } from './read-number.ts'
import { type TimeUnit, timeUnit } from './time-unit.ts'
import type { Token } from './tokens.ts'

/** One number or "NR" or "NE" as it stands in the string, before its unit is settled. */
export interface Draft extends Span {
  readonly content:
    | { readonly kind: 'number'; readonly decimal: Decimal; readonly compare: string | null }
    | { readonly kind: 'not-reached' }
    | { readonly kind: 'not-estimable' }
    /** A number that could not be read; its problem is noted. */
    | { readonly kind: 'unread' }
  readonly percent: Token | null
  readonly timeUnit: { readonly unit: TimeUnit; readonly token: Token } | null
}

const MISSING: readonly (readonly ['not-reached' | 'not-estimable', readonly string[]])[] = [
  ['not-reached', ['not', 'yet', 'reached']],
  ['not-reached', ['not', 'reached']],
  ['not-reached', ['not', 'attained']],
  ['not-reached', ['nr']],
  ['not-reached', ['nyr']],
  ['not-estimable', ['not', 'estimable']],
  ['not-estimable', ['not', 'evaluable']],
  ['not-estimable', ['not', 'calculable']],
  ['not-estimable', ['not', 'calculated']],
  ['not-estimable', ['ne']],
  ['not-estimable', ['nc']],
]

/** Words that may follow a number without being its unit. */
const KEYWORDS = new Set([
  'to',
  'ci',
  'cis',
  'confidence',
  'range',
  'iqr',
  'not',
  ...MISSING.map(([, words]) => words[0]),
])

/** "~14": how far it may be off is not said, so that no interval stands for it. */
const APPROXIMATE = new Set([
  '~',
  '\u223c',
  '\u2248',
  '\u2243',
  'about',
  'approximately',
  'approx',
  'around',
  'ca',
  'circa',
  'c',
])

/**
 * The number (or "NR", "NE") at the cursor, `null` with a problem noted if there is none. A dash alone is a limit that does not
 * exist; in place of an estimate it may mean anything, so it is a problem.
 */
export function readDraft(cursor: Cursor, role: 'estimate' | 'limit'): Draft | null {
  const start = cursor.peek()?.start ?? cursor.printed.length
  const compare = cursor.take('compare')?.text ?? null
  const negative = cursor.is('dash') && cursor.is('number', undefined, 1) && cursor.take('dash') !== undefined
  const number = cursor.take('number')
  if (number !== undefined) return numberDraft(cursor, { number, start, compare, negative })
  const bare = { start, percent: null, timeUnit: null }
  const kind = compare === null ? missing(cursor) : null
  if (kind !== null) return { ...bare, end: endBefore(cursor), content: { kind } }
  const dash = role === 'limit' && compare === null ? cursor.take('dash') : undefined
  if (dash) return { ...bare, end: dash.end, content: { kind: 'not-estimable' } }
  failMissing(cursor, role)
  return null
}

interface NumberStart {
  readonly number: Token
  readonly start: number
  readonly compare: string | null
  readonly negative: boolean
}

function numberDraft(cursor: Cursor, { number, start, compare, negative }: NumberStart): Draft {
  const read = readNumber(number, cursor.unit)
  const plus = cursor.take('plus')
  const percent = cursor.take('percent') ?? null
  const unit = readUnit(cursor)
  const shared = { start, end: (unit?.token ?? percent ?? plus ?? number).end, percent, timeUnit: unit }
  if (isProblem(read)) {
    cursor.problems.push(read)
    return { ...shared, content: { kind: 'unread' } }
  }
  const decimal = negative ? times(read, -1n) : read
  // "13.0+" in a range is a time that was still running: longer than 13.0.
  return { ...shared, content: { kind: 'number', decimal, compare: compare ?? (plus ? '>' : null) } }
}

/** The time unit at the cursor, if a word stands there that is none of the grammar's; an unknown word is a problem and is passed. */
export function readUnit(cursor: Cursor): Draft['timeUnit'] {
  const token = cursor.peek()
  if (token?.kind !== 'word' || KEYWORDS.has(token.text)) return null
  const unit = timeUnit(token.text)
  if (unit === undefined && cursor.unit !== 'months') {
    const word = cursor.printed.slice(token.start, token.end)
    const message = `"${word}" is no part of a figure like this`
    cursor.fail('unexpected-text', message, 'the number alone', 'leave it out; a remark belongs in the note')
  } else if (unit === undefined) {
    const near = closest(token.text, ['days', 'weeks', 'months', 'years'])
    const hint = distance(token.text, near) <= 2 ? `did you mean ${near}? ` : ''
    cursor.fail(
      'unknown-unit',
      `"${token.text}" is not a unit that is known here`,
      'days, weeks, months or years',
      `${hint}write the unit out`,
    )
  }
  cursor.skip(1)
  return unit === undefined ? null : { unit, token }
}

function missing(cursor: Cursor): 'not-reached' | 'not-estimable' | null {
  if (cursor.take('infinity')) return 'not-estimable'
  for (const [kind, words] of MISSING) {
    const length = cursor.phrase(words)
    if (length > 0) {
      cursor.skip(length)
      return kind
    }
  }
  return null
}

function endBefore(cursor: Cursor): number {
  return cursor.peek(-1)?.end ?? cursor.printed.length
}

function failMissing(cursor: Cursor, role: 'estimate' | 'limit'): void {
  const token = cursor.peek()
  const meaning =
    'write NR (not reached) or NE (not estimable), or leave the figure out if the paper does not report it'
  if (token && APPROXIMATE.has(token.text)) {
    const message = `"${cursor.printed.slice(token.start)}" is said to be approximate`
    const mend = 'write the number alone, and in the note that the paper calls it approximate'
    cursor.fail('approximate', message, 'a number as the paper rounds it', mend)
  } else if (token?.kind === 'dash') {
    cursor.fail(
      'ambiguous-dash',
      'a dash may mean not reached, not estimable or not reported',
      'a number, NR or NE',
      meaning,
    )
  } else if (token?.kind === 'word' && cursor.unit === 'probability') {
    const message = `"${cursor.printed.slice(token.start, token.end)}" is no p-value`
    const mend =
      'leave it out where the paper says only "NS", and say so in the note; it may mean any p-value above 0.05'
    cursor.fail('not-a-number', message, 'a p-value as printed, such as 0.03 or <0.001', mend)
  } else if (token?.kind === 'word') {
    const message = `"${cursor.printed.slice(token.start, token.end)}" is neither a number nor NR nor NE`
    cursor.fail('not-a-number', message, 'a number, NR or NE', meaning)
  } else {
    const what = role === 'estimate' ? 'a number, NR or NE' : 'a limit: a number, NR, NE or a dash'
    cursor.fail('not-a-number', 'a number is missing', what, 'copy the figure as the paper prints it')
  }
}
