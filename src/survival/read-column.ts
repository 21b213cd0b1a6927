/** What a value of a column must be: a test and the words for it. */
export interface Requirement {
  readonly words: string
  readonly holds: (value: number) => boolean
}

export const nonNegative: Requirement = {
  words: 'a finite number >= 0',
  holds: (value) => value >= 0 && value < Infinity,
}
export const positive: Requirement = { words: 'a finite number > 0', holds: (value) => value > 0 && value < Infinity }
export const zeroOrOne: Requirement = { words: '0 or 1', holds: (value) => value === 0 || value === 1 }
export const finite: Requirement = { words: 'a finite number', holds: Number.isFinite }
export const anything: Requirement = { words: 'a number', holds: () => true }

export function wholeBelow(limit: number): Requirement {
  return {
    words: `a whole number on [0, ${limit - 1}]`,
    holds: (value) => value >= 0 && value < limit && Number.isInteger(value),
  }
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
  for (let i = 0; i < to.length; i++) {
    const value = from[i]
    // Adding 0 turns -0 into 0: bit patterns are compared later.
    const number = typeof value === 'boolean' ? Number(value) : value! + 0
    if (!requirement.holds(number))
      throw new RangeError(`${caller}: ${name} must be ${requirement.words}, got ${String(value)} in row ${i}`)
    to[i] = number
  }
  return to
}
