import { checkDomain } from './check-domain.ts'
import { Cursor, type Span } from './cursor.ts'
import { type Draft, readDraft, readUnit } from './draft.ts'
import type { Unit } from './evidence.ts'
import type { Parsed } from './print-problem.ts'
import type { Notation, Quantity } from './quantity.ts'
import { closed, readInterval, readLimits, takeMark } from './read-interval.ts'
import { notationOf, settle } from './settle.ts'
import type { TimeUnit } from './time-unit.ts'
import { tokens } from './tokens.ts'

/** What the place of a string says about it. */
export interface PrintContext {
  readonly unit: Unit
  /** Unit of times that name none; months if absent. */
  readonly timeUnit?: TimeUnit
  /** What shares without "%" are printed as. Absent: "66.0" is a percentage and "0.66" is ambiguous. */
  readonly scale?: 'percent' | 'proportion'
  /** Whether the number may be negative, as a difference of times may. */
  readonly signed?: true
  /** Level of intervals that name none, on (0, 1); 0.95 if absent. */
  readonly level?: number
}

/** One number of a printed string. */
export interface PrintedNumber extends Span {
  readonly printed: string
  readonly quantity: Quantity
}

export interface PrintedRange {
  readonly lower: PrintedNumber
  readonly upper: PrintedNumber
}

export interface PrintedInterval extends PrintedRange {
  /** On (0, 1). */
  readonly level: number
}

export interface PrintedEstimate {
  readonly estimate: PrintedNumber
  readonly interval: PrintedInterval | null
}

/** Longer strings are not figures; reading them would only fill the screen with problems. */
const LONGEST = 200

/**
 * An estimate with its confidence interval as papers print them: "13.3 (11.8 to 16.1)", "NR [34.5-NE]", "0.49; 95% CI, 0.38 to 0.65",
 * "71% (66 to 77)", "0·26 (97.5% CI 0·18–0·38)", or an estimate alone. Limits keep the level that the string states. All problems
 * come at once, with their offsets.
 */
export function parseEstimate(printed: string, context: PrintContext): Parsed<PrintedEstimate> {
  return parsed(printed, context, (cursor) => {
    readLabel(cursor)
    const first = readDraft(cursor, 'estimate')
    if (first === null) return null
    const interval = readInterval(cursor, context.level)
    // "71 (66 to 77)%", "13.3 (11.8 to 16.1) months": said once for all three.
    const percent = interval === null ? undefined : cursor.take('percent')
    const estimate = percent && first.percent === null ? { ...first, percent } : first
    const unit = interval === null && cursor.problems.length > 0 ? null : readUnit(cursor)
    const drafts = interval === null ? [estimate] : [estimate, interval.lower, interval.upper]
    return finished(cursor, drafts, unit, context, (number) => {
      const value = number(estimate, 'estimate')
      if (interval === null) return { estimate: value, interval: null }
      const range = { lower: number(interval.lower, 'limit'), upper: number(interval.upper, 'limit') }
      checkOrder(cursor, range)
      return { estimate: value, interval: { level: interval.level, ...range } }
    })
  })
}

/** One number alone: "73%", "66.0", "8 weeks", "<0.001", ">36", "NR". */
export function parseQuantity(printed: string, context: PrintContext): Parsed<PrintedNumber> {
  const it = parseEstimate(printed, context)
  if (it.kind === 'problems') return it
  if (it.value.interval === null) return { kind: 'value', value: it.value.estimate }
  const { start, end } = { start: it.value.estimate.end, end: printed.length }
  const found = printed.slice(start, end).trim()
  const message = 'this figure has no interval'
  const mend = 'write the number alone'
  return {
    kind: 'problems',
    problems: [{ rule: 'unexpected-interval', start, end, message, expected: 'one number', found, mend }],
  }
}

/** Two numbers without an estimate: "0.4 to 35.4", "(range, 0.5–13.0+)". */
export function parseRange(printed: string, context: PrintContext): Parsed<PrintedRange> {
  return parsed(printed, context, (cursor) => {
    const open = cursor.take('open')
    if (cursor.take('word', 'range')) takeMark(cursor)
    const limits = readLimits(cursor)
    if (limits === null || (open && !closed(cursor))) return null
    const unit = readUnit(cursor)
    return finished(cursor, [limits.lower, limits.upper], unit, context, (number) => {
      const range = { lower: number(limits.lower, 'limit'), upper: number(limits.upper, 'limit') }
      checkOrder(cursor, range)
      return range
    })
  })
}

function parsed<T>(printed: string, context: PrintContext, read: (cursor: Cursor) => T | null): Parsed<T> {
  const cursor = new Cursor(printed, printed.length > LONGEST ? [] : tokens(printed), context.unit)
  if (printed.length > LONGEST) {
    const span = { start: LONGEST, end: printed.length }
    cursor.fail(
      'too-long',
      `a figure of ${printed.length} characters`,
      `at most ${LONGEST}`,
      'write the figure alone',
      span,
    )
  }
  const value = cursor.problems.length > 0 ? null : read(cursor)
  return value === null || cursor.problems.length > 0
    ? { kind: 'problems', problems: cursor.problems }
    : { kind: 'value', value }
}

type Finish = (draft: Draft, role: 'estimate' | 'limit') => PrintedNumber

function finished<T>(
  cursor: Cursor,
  drafts: readonly Draft[],
  trailing: Draft['timeUnit'],
  context: PrintContext,
  build: (number: Finish) => T,
): T {
  const mend = 'leave it out of the figure; a remark belongs in the note'
  if (cursor.peek() && cursor.problems.length === 0)
    cursor.fail('unexpected-text', 'the figure goes on with something that is no part of it', 'nothing more', mend)
  const all = trailing === null ? drafts : drafts.map((it) => ({ ...it, timeUnit: it.timeUnit ?? trailing }))
  const { timeUnit = 'months', scale } = context
  const notation: Notation = notationOf(cursor, all, { timeUnit, ...(scale && { scale }) })
  return build((draft, role) => {
    const own = trailing === null || draft.timeUnit ? draft : { ...draft, timeUnit: trailing }
    checkDomain(cursor, own, notation, role, context.signed)
    const printed = cursor.printed.slice(draft.start, draft.end)
    return { printed, start: draft.start, end: draft.end, quantity: settle(own, notation, context.unit) }
  })
}

const LABELS: Readonly<Partial<Record<Unit, readonly (readonly string[])[]>>> = {
  probability: [['p', 'value'], ['p']],
  ratio: [['hazard', 'ratio'], ['hr']],
}

/** "P<0.001", "p = 0.0009", "HR 0.29": the name of the figure before it. */
function readLabel(cursor: Cursor): void {
  for (const label of LABELS[cursor.unit] ?? []) {
    const length = cursor.phrase(label)
    if (length === 0) continue
    cursor.skip(length)
    takeMark(cursor)
    break
  }
  cursor.take('equals')
}

function checkOrder(cursor: Cursor, { lower, upper }: PrintedRange): void {
  const low = lower.quantity.kind === 'number' ? lower.quantity.value : null
  const high = upper.quantity.kind === 'number' ? upper.quantity.value : null
  const never = lower.quantity.kind === 'not-reached' && high !== null
  if (!never && (low === null || high === null || low <= high)) return
  const span = { start: lower.start, end: upper.end }
  cursor.fail(
    'interval-reversed',
    `the lower limit ${lower.printed} is above the upper limit ${upper.printed}`,
    'the lower limit first',
    'check both limits against the paper',
    span,
  )
}
