import type { Quantity } from './quantity.ts'

/** The numbers that a printed figure can stand for. Open ends are kept as ends: a rule that compares two figures is the kinder for it. */
export interface Bounds {
  readonly lower: number
  readonly upper: number
}

/** `null` where the figure states no number (NR, NE). */
export function bounds(quantity: Quantity): Bounds | null {
  switch (quantity.kind) {
    case 'number':
      return { lower: quantity.lower, upper: quantity.upper }
    case 'less-than':
      return { lower: 0, upper: quantity.upper }
    case 'greater-than':
      return { lower: quantity.lower, upper: Infinity }
    case 'not-reached':
    case 'not-estimable':
      return null
  }
}

/** The bounds of a time, where one that is not reached is later than every time. */
export function timeBounds(quantity: Quantity): Bounds | null {
  return quantity.kind === 'not-reached' ? { lower: Infinity, upper: Infinity } : bounds(quantity)
}

/** What a count can be: one whole number for one that is printed, a range for a bound ("<5"). */
export function countBounds(quantity: Quantity): Bounds | null {
  switch (quantity.kind) {
    case 'number':
      return { lower: quantity.value, upper: quantity.value }
    case 'less-than':
      return { lower: 0, upper: Math.ceil(quantity.upper) - 1 }
    case 'greater-than':
      return { lower: Math.floor(quantity.lower) + 1, upper: Infinity }
    case 'not-reached':
    case 'not-estimable':
      return null
  }
}

/** Ends that floating point keeps apart although they are one number: far below any printed digit. */
const NOISE = 1e-12

/**
 * Whether a number of `a` can be at most a number of `b`. Intervals that only touch do not help: 13.3 and 13.4 share 13.35, but one
 * paper does not round it down in one place and up in the next. (Only figures with the same decimals can touch.) A single number
 * against a single number may be equal.
 */
export function canBeAtMost(a: Bounds, b: Bounds): boolean {
  if (a.lower === b.upper) return a.lower === a.upper || b.lower === b.upper
  const size = Math.max(Math.abs(a.lower), Math.abs(b.upper))
  return size === Infinity ? a.lower < b.upper : a.lower < b.upper - NOISE * size
}

/** Whether some number of `a` is at most some number of `b`, for counts: exact, and ends belong to them. */
export function countCanBeAtMost(a: Bounds, b: Bounds): boolean {
  return a.lower <= b.upper
}

/** The sum of what each can be. */
export function sumOf(parts: readonly Bounds[]): Bounds {
  return parts.reduce((sum, it) => ({ lower: sum.lower + it.lower, upper: sum.upper + it.upper }), {
    lower: 0,
    upper: 0,
  })
}

/** Whether two printed figures can be one number. */
export function canBeEqual(a: Bounds, b: Bounds): boolean {
  return canBeAtMost(a, b) && canBeAtMost(b, a)
}
