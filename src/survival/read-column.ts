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

type Column = ArrayLike<number | boolean>

/** Copies a column of a table into a typed array; throws a RangeError that names the column and the row. */
export function readColumn<A extends Float64Array | Uint8Array | Uint16Array>(
  name: string,
  from: Column,
  to: A,
  requirement: Requirement,
  caller = 'patients',
): A {
  if (from.length !== to.length)
    throw new RangeError(
      `${caller}: columns of the same length are required, got ${from.length} of ${name} for ${to.length} of time`,
    )
  const refused = to instanceof Float64Array ? readNumbers(from, to, requirement) : readWhole(from, to, requirement)
  if (refused >= 0)
    throw new RangeError(
      `${caller}: ${name} must be ${requirement.words}, got ${String(from[refused])} in row ${refused}`,
    )
  return to
}

/** Returns the first row that does not hold, or -1. Loops over one kind of array each: a mixed one is several times slower. */
function readNumbers(from: Column, to: Float64Array, { least, greatest, whole, missing }: Requirement): number {
  if (holdsNumbers(from)) to.set(from)
  for (let i = 0; i < to.length; i++) {
    // Adding 0 turns -0 into 0: bit patterns are compared later.
    const value = to[i]! + 0
    const holds = value >= least && value <= greatest && (!whole || value === Math.floor(value))
    if (!holds && !(missing && Number.isNaN(value))) return i
    to[i] = value
  }
  return -1
}

const SHORT = 4096
const scratch = new Float64Array(SHORT)

function readWhole(from: Column, to: Uint8Array | Uint16Array, requirement: Requirement): number {
  const n = to.length
  if (from instanceof Uint8Array && to instanceof Uint8Array) return readBytes(from, to, requirement.greatest)
  const numbers = from instanceof Float64Array ? from : n <= SHORT ? scratch : new Float64Array(n)
  if (numbers !== from && holdsNumbers(from)) numbers.set(from)
  for (let i = 0; i < n; i++) {
    const value = numbers[i]!
    if (!(value >= 0 && value <= requirement.greatest && value === Math.floor(value))) return i
  }
  for (let i = 0; i < n; i++) to[i] = numbers[i]!
  return -1
}

function readBytes(from: Uint8Array, to: Uint8Array, greatest: number): number {
  for (let i = 0; i < to.length; i++) {
    const value = from[i]!
    if (value > greatest) return i
    to[i] = value
  }
  return -1
}

/** Setting the elements of a typed array takes true as 1 and false as 0. */
function holdsNumbers(column: Column): column is ArrayLike<number> {
  return column.length >= 0
}
