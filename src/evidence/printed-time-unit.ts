import type { Figure } from './evidence.ts'
import type { PrintedLike } from './print.ts'
import type { TimeUnit } from './time-unit.ts'

/**
 * The unit in which a time is printed; of a time without digits ("NR", "NE") that of the other times of its paper. Null for
 * what is no time.
 */
export function printedTimeUnit(figure: Figure, all: readonly Figure[]): TimeUnit | null {
  if (figure.unit !== 'months') return null
  return ownUnit(figure) ?? all.map(ownUnit).find((it) => it !== null) ?? 'months'
}

/** A figure to print another number like; a time without digits is followed with one decimal, in its paper's unit. */
export function printedLike(figure: Figure, all: readonly Figure[]): PrintedLike {
  const notation = printedTimeUnit(figure, all)
  if (notation === null || (figure.quantity.kind !== 'not-reached' && figure.quantity.kind !== 'not-estimable')) {
    return figure
  }
  return { unit: figure.unit, quantity: { kind: 'number', value: 0, lower: 0, upper: 0, decimals: 1, notation } }
}

/** "96.4 weeks"; a unit that is printed with the number is not said twice. */
export function namedUnit(printed: string, unit: TimeUnit | null): string {
  return unit === null || !/\d\W*$/u.test(printed) ? printed : `${printed} ${unit}`
}

function ownUnit({ unit, quantity }: Figure): TimeUnit | null {
  if (unit !== 'months' || quantity.kind !== 'number') return null
  const { notation } = quantity
  return notation === 'percent' || notation === 'plain' ? null : (notation ?? 'months')
}
