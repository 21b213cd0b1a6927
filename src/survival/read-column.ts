/** What the values of a column must be: a range, whole numbers or not. Data and not a function, so that one loop serves all. */
export interface Requirement {
  readonly words: string
  readonly least: number
  readonly greatest: number
  readonly whole: boolean
  readonly missing: boolean
}

const LARGEST = Number.MAX_VALUE
const real = { least: -LARGEST, greatest: LARGEST, whole: false, missing: false }

export const finite: Requirement = { ...real, words: 'a finite number' }
export const nonNegative: Requirement = { ...real, words: 'a finite number >= 0', least: 0 }
export const positive: Requirement = { ...real, words: 'a finite number > 0', least: Number.MIN_VALUE }
export const zeroOrOne: Requirement = { ...real, words: '0 or 1', least: 0, greatest: 1, whole: true }
/** NaN and infinities too. */
export const anything: Requirement = { ...real, words: 'a number', least: -Infinity, greatest: Infinity, missing: true }

export function wholeBelow(limit: number): Requirement {
  return { ...real, words: `a whole number on [0, ${limit - 1}]`, least: 0, greatest: limit - 1, whole: true }
}

/** Copies a column of a table into a typed array; throws a RangeError that names the column and the row. */
export function readColumn<A extends Float64Array | Uint8Array | Uint16Array>(
  name: string,
  from: ArrayLike<number | boolean>,
  to: A,
  requirement: Requirement,
  caller = 'patients',
): A {
  if (from.length !== to.length)
    throw new RangeError(
      `${caller}: columns of the same length are required, got ${from.length} of ${name} for ${to.length} of time`,
    )
  const { least, greatest, whole, missing, words } = requirement
  for (let i = 0; i < to.length; i++) {
    const given = from[i]!
    // Adding 0 turns -0 into 0: bit patterns are compared later.
    const value = typeof given === 'boolean' ? Number(given) : given + 0
    const holds = value >= least && value <= greatest && (!whole || value === Math.floor(value))
    if (!holds && !(missing && Number.isNaN(value)))
      throw new RangeError(`${caller}: ${name} must be ${words}, got ${String(given)} in row ${i}`)
    to[i] = value
  }
  return to
}
