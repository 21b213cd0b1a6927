import { normalQuantile } from './normal-quantile.ts'
import { threefry } from './threefry.ts'

/** The random numbers of one draw; each call takes the next one. */
export interface RandomNumbers {
  /** Uniform on the open interval (0, 1), 52 random bits. */
  uniform(): number
  /** Standard normal, by inversion. */
  normal(): number
  /** Fills an array with the standard normals that as many calls of `normal` would give. */
  normals(into: Float64Array): void
  /** Exponential with mean 1, by inversion. */
  exponential(): number
  /** Uniform on 0, 1, ..., n - 1. */
  integer(n: number): number
  /**
   * Draws as many of the rows as there are, with replacement, and adds 1 to the count of each one drawn. Two rows a block:
   * 32 random bits each, so that with m rows none is favoured by more than m / 2^32.
   */
  tally(rows: Uint32Array, counts: Uint16Array): void
}

const WORDS = 0x1_0000_0000

/**
 * Random numbers by address instead of by order: the same seed, purpose and draw give the same numbers, whatever else
 * was drawn before, on however many workers. The key of the generator is (seed, hash of the purpose), its counter is
 * (block, draw).
 *
 * @param seed whole number on [0, 2^32)
 * @param purpose what the numbers are for, e.g. 'karmma-3/pfs/bootstrap'; another purpose is another stream
 * @returns a function from the index of a draw, a whole number on [0, 2^32), to its random numbers
 */
export function randomStream(seed: number, purpose: string): (draw: number) => RandomNumbers {
  if (!isWord(seed)) throw new RangeError(`randomStream: the seed must be a whole number on [0, 2^32), got ${seed}`)
  const stream = hash(purpose)
  return (draw) => {
    if (!isWord(draw)) throw new RangeError(`randomStream: the draw must be a whole number on [0, 2^32), got ${draw}`)
    return randomNumbers(seed, stream, draw)
  }
}

/** Of the last block; read at once. */
const words = new Uint32Array(2)
/** Of several blocks at once. */
const many = new Uint32Array(1024)

function randomNumbers(seed: number, stream: number, draw: number): RandomNumbers {
  let block = 0
  const next = (): void => {
    if (block >= WORDS) throw new RangeError('randomStream: a draw holds 2^32 numbers, and they are used up')
    threefry(seed, stream, block++, draw, words)
  }
  const uniform = (): number => {
    next()
    return uniformOf(words[0]!, words[1]!)
  }
  return {
    uniform,
    normal: () => normalQuantile(uniform()),
    normals: (into) => {
      const atOnce = many.length / 2
      for (let from = 0; from < into.length; from += atOnce) {
        const size = Math.min(atOnce, into.length - from)
        threefry(seed, stream, block, draw, many.subarray(0, 2 * size))
        block += size
        for (let i = 0; i < size; i++) into[from + i] = normalQuantile(uniformOf(many[2 * i]!, many[2 * i + 1]!))
      }
    },
    exponential: () => -Math.log(uniform()),
    integer: (n) => {
      if (!isWord(n) || n === 0) throw new RangeError(`integer: n must be a whole number on [1, 2^32), got ${n}`)
      return Math.floor(uniform() * n)
    },
    tally: (rows, counts) => {
      const share = rows.length / WORDS
      for (let from = 0; from < rows.length; from += many.length) {
        const size = Math.min(many.length, rows.length - from)
        const taken = many.subarray(0, size + (size & 1))
        threefry(seed, stream, block, draw, taken)
        block += taken.length / 2
        for (let i = 0; i < size; i++) counts[rows[(taken[i]! * share) | 0]!]!++
      }
    },
  }
}

/** The half keeps 0 and 1 out; 52 bits and a half are exact in a double. */
function uniformOf(high: number, low: number): number {
  return ((high >>> 6) * 67108864 + (low >>> 6) + 0.5) / 4503599627370496
}

function isWord(x: number): boolean {
  return Number.isInteger(x) && x >= 0 && x < WORDS
}

/** A purpose to 32 bits: its UTF-16 code units chained through the generator itself, so that near names are far apart. */
function hash(purpose: string): number {
  const words = new Uint32Array(2)
  for (let i = 0; i < purpose.length; i++) threefry(words[0]!, words[1]!, purpose.charCodeAt(i), i, words)
  return words[0]!
}
