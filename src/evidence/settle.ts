import { nearestDouble, perHundred, roundingEnds, times, type Decimal } from './decimal.ts'
import type { Cursor } from './cursor.ts'
import type { Draft } from './draft.ts'
import type { Unit } from './evidence.ts'
import type { Notation, Quantity } from './quantity.ts'
import { rounded } from './print.ts'
import { DAYS_PER_MONTH, type TimeUnit } from './time-unit.ts'

/** How the drafts of one string are to be read: one notation for those that do not carry their own unit. */
export function notationOf(cursor: Cursor, drafts: readonly Draft[], context: NotationContext): Notation {
  if (cursor.unit === 'months') return timeNotation(cursor, drafts, context.timeUnit)
  for (const { timeUnit } of drafts) {
    const mend = 'leave the unit out, or check that the figure stands in the right field'
    if (timeUnit)
      cursor.fail('unexpected-unit', `this figure has no unit of time`, NUMBERS[cursor.unit], mend, timeUnit.token)
  }
  if (cursor.unit === 'proportion') return shareNotation(cursor, drafts, context.scale)
  for (const { percent } of drafts) {
    const mend = 'leave the % out, or check that the figure stands in the right field'
    if (percent)
      cursor.fail('unexpected-percent', 'this figure is not a percentage', NUMBERS[cursor.unit], mend, percent)
  }
  return 'plain'
}

export interface NotationContext {
  /** Unit of times without one. */
  readonly timeUnit: TimeUnit
  /** What a share without "%" is printed as; without it, only numbers that can be nothing but percentages are read. */
  readonly scale?: 'percent' | 'proportion'
}

const NUMBERS: Readonly<Record<Unit, string>> = {
  months: 'a time',
  proportion: 'a percentage',
  count: 'a whole number',
  ratio: 'a ratio above 0',
  probability: 'a probability from 0 to 1',
}

function timeNotation(cursor: Cursor, drafts: readonly Draft[], fallback: TimeUnit): Notation {
  const numbers = drafts.filter(({ content }) => content.kind === 'number' || content.kind === 'unread')
  const units = [...new Set(drafts.flatMap((it) => (it.timeUnit ? [it.timeUnit.unit] : [])))]
  for (const { percent } of drafts) {
    if (percent)
      cursor.fail('unexpected-percent', 'a time is not a percentage', NUMBERS.months, 'leave the % out', percent)
  }
  if (units.length > 1 && numbers.some((it) => it.timeUnit === null)) {
    const mend = 'write the unit beside each number'
    const all = { start: 0, end: cursor.printed.length }
    cursor.fail('mixed-units', `the string names ${units.join(' and ')}`, 'one unit, or one for each number', mend, all)
  }
  return units[0] ?? fallback
}

function shareNotation(cursor: Cursor, drafts: readonly Draft[], scale: NotationContext['scale']): Notation {
  const percent = drafts.some((it) => it.percent !== null)
  if (scale === 'percent' || (scale === 'proportion' && percent)) return 'percent'
  return scale === 'proportion' ? 'plain' : percentNotation(cursor, drafts)
}

/** "66.0" can only be a percentage; "0.66" may be 0.66% or a proportion. One "%" in the string speaks for all of it. */
function percentNotation(cursor: Cursor, drafts: readonly Draft[]): Notation {
  const numbers = drafts.flatMap((it) => (it.content.kind === 'number' ? [it.content] : []))
  const said = drafts.some((it) => it.percent !== null) || numbers.some((it) => Math.abs(nearestDouble(it.decimal)) > 1)
  // A whole number is not printed as a proportion, except that "1" might be one.
  const whole0 = numbers.every((it) => it.decimal.scale === 0 && (it.decimal.coefficient === 0n || it.compare !== null))
  if (!said && !whole0 && numbers.length > 0) {
    const first = drafts.find((it) => it.content.kind === 'number')
    const text = cursor.printed.slice(first?.start, first?.end)
    const message = `"${text}" may be a percentage or a proportion`
    const mend = `write "${text}%" if it is a percentage, "${inPercent(numbers[0])}" if it is a proportion`
    cursor.fail('percent-or-proportion', message, 'a percentage', mend, first)
  }
  return 'percent'
}

function inPercent(it: { readonly decimal: Decimal } | undefined): string {
  if (it === undefined) return ''
  const { coefficient, scale } = it.decimal
  return `${rounded(nearestDouble({ coefficient, scale: scale - 2 }), Math.max(0, scale - 2))}%`
}

/** The quantity, in months or as a proportion where it is one. */
export function settle(draft: Draft, shared: Notation, unit: Unit): Quantity {
  const { content } = draft
  // What could not be read has its problem, so this quantity is never handed out.
  if (content.kind === 'unread') return { kind: 'not-estimable' }
  if (content.kind !== 'number') return content
  const notation = draft.timeUnit?.unit ?? shared
  const { decimal, compare } = content
  if (compare === null) {
    const [lower, upper] = roundingEnds(decimal)
    const size = (it: Decimal): number => converted(it, notation)
    return {
      kind: 'number',
      value: size(decimal),
      lower: size(lower),
      upper: size(upper),
      decimals: decimal.scale,
      notation,
    }
  }
  const bound = converted(decimal, notation)
  if (compare.startsWith('<'))
    return { kind: 'less-than', upper: unit === 'count' && compare === '<=' ? bound + 1 : bound }
  return { kind: 'greater-than', lower: unit === 'count' && compare === '>=' ? bound - 1 : bound }
}

/** Exact up to one correctly rounded step (two for days and weeks, where the last is a division). */
function converted(decimal: Decimal, notation: Notation): number {
  switch (notation) {
    case 'percent':
      return nearestDouble(perHundred(decimal))
    case 'years':
      return nearestDouble(times(decimal, 12n))
    case 'weeks':
      return nearestDouble(times(decimal, 7n)) / DAYS_PER_MONTH
    case 'days':
      return nearestDouble(decimal) / DAYS_PER_MONTH
    case 'months':
    case 'plain':
      return nearestDouble(decimal)
  }
}
