import { refuse, shown } from './refuse.ts'

/** What the values of a column must be. Data and not a function, so that one loop serves all. */
export interface Requirement {
  readonly words: string
  readonly least: number
  readonly greatest: number
  readonly whole?: boolean
  /** NaN and infinities too. */
  readonly missing?: boolean
  /** false and true too. */
  readonly logical?: boolean
}

const greatest = Number.MAX_VALUE

export const finite: Requirement = { words: 'a finite number', least: -greatest, greatest }
export const nonNegative: Requirement = { words: 'a finite number >= 0', least: 0, greatest }
/** A weight: risk sets enter variances with their fourth powers, which have to be doubles. */
export const weighing: Requirement = { words: 'a number from 1e-50 to 1e50', least: 1e-50, greatest: 1e50 }
export const zeroOrOne: Requirement = {
  words: '0 or 1',
  least: 0,
  greatest: 1,
  whole: true,
  logical: true,
}
export const anything: Requirement = { words: 'a number or NaN', least: -Infinity, greatest: Infinity, missing: true }

export function wholeBelow(limit: number): Requirement {
  return { words: `a whole number on [0, ${limit - 1}]`, least: 0, greatest: limit - 1, whole: true }
}

/** Copies a column of a table into a typed array; throws a RangeError that names the column and the row. */
export function readColumn<A extends Float64Array | Uint8Array | Uint16Array>(
  name: string,
  from: ArrayLike<number | boolean>,
  to: A,
  { words, least, greatest, whole, missing, logical }: Requirement,
  caller = 'patients',
): A {
  const n = to.length
  if (from.length !== n) refuse(caller, `${name} of the length of time (${n})`, from.length)
  for (let i = 0; i < n; i++) {
    // What a table or JSON may hold besides (null, text) is not taken for a number: Number(null) is 0.
    const given: unknown = from[i]
    const value = typeof given === 'boolean' && logical ? Number(given) : given
    const holds =
      typeof value === 'number' &&
      ((value >= least && value <= greatest && !(whole && value % 1)) || (missing && Number.isNaN(value)))
    if (!holds) throw new RangeError(`${caller}: ${name} must be ${words}, got ${shown(given)} in row ${i}`)
    // Adding 0 turns -0 into 0: bit patterns are compared later.
    to[i] = value + 0
  }
  return to
}
