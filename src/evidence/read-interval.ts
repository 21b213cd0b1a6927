import { nearestDouble, perHundred } from './decimal.ts'
import type { Cursor } from './cursor.ts'
import { type Draft, readDraft } from './draft.ts'
import { isProblem, readNumber } from './read-number.ts'
import type { Token } from './tokens.ts'

export interface DraftInterval {
  readonly level: number
  readonly lower: Draft
  readonly upper: Draft
}

/** The interval after an estimate; `null` if there is none, or none that can be read, with the problem noted. */
export function readInterval(cursor: Cursor, contextLevel = 0.95): DraftInterval | null {
  const known = cursor.problems.length
  if (cursor.is('comma') && cursor.peek(1)) cursor.take('comma')
  const open = cursor.take('open')
  const before = readLevel(cursor)
  if (before !== null) takeMark(cursor)
  const bare = !open && before === null
  // After an unknown word, what follows is its echo.
  if (bare && (known > 0 || (!cursor.is('number') && !cursor.is('dash')))) return null
  if (notAnInterval(cursor)) return null
  const limits = readLimits(cursor, bare ? neither : oneLimit)
  if (limits === null) return null
  if (cursor.is('comma')) cursor.skip(1)
  const level = before ?? readLevel(cursor) ?? contextLevel
  return open && !closed(cursor) ? null : { level, ...limits }
}

export function closed(cursor: Cursor): boolean {
  if (cursor.take('close')) return true
  cursor.fail(
    'unclosed-bracket',
    'the bracket is not closed after the upper limit',
    'a closing bracket',
    'close the bracket after two limits',
  )
  return false
}

function notAnInterval(cursor: Cursor): boolean {
  const other = ['range', 'iqr', 'sd', 'se', 'interquartile'].find((it) => cursor.is('word', it))
  if (other === undefined) return false
  const mend = 'give the range in a field of its own, or leave it out'
  cursor.fail('not-an-interval', `"${other}" is not a confidence interval`, 'a confidence interval', mend)
  return true
}

type Failure = readonly [rule: string, message: string, expected: string, mend: string]

const oneLimit: Failure = [
  'one-limit',
  'a second limit is missing',
  '"to" or a dash and the upper limit',
  'write both limits, "11.8 to 16.1"',
]

/** "1 year 6 months", "12-month", "1 234", "13 .3": nothing says that an interval was meant. */
const neither: Failure = [
  'stray-text',
  'what follows the number is neither its unit nor both limits of an interval',
  'one number, with at most one unit, or limits such as "(11.8 to 16.1)"',
  'write it as one number: "18 months" for "1 year 6 months", "1234" for "1 234"',
]

export function readLimits(
  cursor: Cursor,
  otherwise = oneLimit,
): { readonly lower: Draft; readonly upper: Draft } | null {
  const lower = readDraft(cursor, 'limit')
  if (lower === null) return null
  if (!cursor.take('word', 'to') && !cursor.take('dash') && !cursor.take('comma')) {
    cursor.fail(...otherwise)
    return null
  }
  const upper = readDraft(cursor, 'limit')
  return upper === null ? null : { lower, upper }
}

/**
 * "95% CI", "97.5% confidence interval {CI}", "CI 95%:", "CI" or nothing. The level is returned on (0, 1); "CI" alone leaves it
 * open.
 */
function readLevel(cursor: Cursor): number | null {
  const before = percentage(cursor)
  const gap = before ? (cursor.is('dash', undefined, 2) ? 3 : 2) : 0
  const name = cursor.peek(gap)
  if (name?.kind !== 'word' || !['ci', 'cis', 'confidence'].includes(name.text)) return null
  cursor.skip(gap)
  readIntervalName(cursor)
  const after = before ? undefined : percentage(cursor)
  // "CI 66% to 77%" states limits, "CI 95%: 66 to 77" a level.
  const stated = after && (cursor.is('colon', undefined, 2) || cursor.is('comma', undefined, 2)) ? after : before
  if (stated === undefined) return null
  if (stated === after) cursor.skip(2)
  return levelOf(cursor, stated)
}

function percentage(cursor: Cursor): Token | undefined {
  return cursor.is('number') && cursor.is('percent', undefined, 1) ? cursor.peek() : undefined
}

function levelOf(cursor: Cursor, token: Token): number {
  const size = readNumber(token, 'proportion')
  const level = isProblem(size) ? Number.NaN : nearestDouble(perHundred(size))
  if (level > 0.5 && level < 1) return level
  const message = `${token.text}% is not a confidence level`
  cursor.fail('level', message, 'a level between 50% and 100%', 'check the level against the paper', token)
  return 0.95
}

/** "CI", "confidence interval", "confidence interval {CI}". */
export function readIntervalName(cursor: Cursor): void {
  if (cursor.take('word', 'confidence')) {
    for (const word of ['interval', 'intervals', 'limits']) cursor.take('word', word)
    if (cursor.is('open') && cursor.is('word', 'ci', 1) && cursor.is('close', undefined, 2)) cursor.skip(3)
    return
  }
  cursor.skip(1)
}

export function takeMark(cursor: Cursor): void {
  if (!cursor.take('comma') && !cursor.take('colon')) cursor.take('equals')
}
