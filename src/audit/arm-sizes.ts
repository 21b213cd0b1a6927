import { attainable, attainableValues, printableValues, type PrintedShare, type Rounding } from './attainable.ts'

export interface ArmSizesInput {
  /** Patients of both arms together: a whole number on [2, 100 000]. */
  readonly total: number
  /** Percentages of all patients of each arm. */
  readonly shares: readonly [readonly PrintedShare[], readonly PrintedShare[]]
  /** Patients that each arm has at least, known otherwise; 1 if absent. */
  readonly atLeast?: readonly [number, number]
}

export type ArmPair = readonly [number, number]

export interface ArmSizes {
  /** Divisions of the total into two arms, before any percentage is looked at. */
  readonly possible: number
  /** Those of which every percentage can be one, rounded to the nearest: ascending in the first arm. */
  readonly pairs: readonly ArmPair[]
  /** The same if percentages were cut off, or moved to either neighbour. */
  readonly truncated: readonly ArmPair[]
  readonly any: readonly ArmPair[]
  /**
   * Share of the possible divisions that as many percentages with as many decimals leave when each value that can be printed is equally
   * likely: how little a division that remains could owe to chance. An exact fraction.
   */
  readonly byChance: { readonly numerator: bigint; readonly denominator: bigint }
}

/**
 * The sizes of two arms of which every printed percentage can be one (denominator inference): all (n1, n2) with n1 + n2 = `total` such
 * that each percentage of arm i is 100k/n_i, rounded, for a whole number k. Exact: whole numbers and fractions only [BrownHeathers2017].
 *
 * @throws RangeError for a total out of range, or a percentage with more than 6 decimals or above 100
 */
export function armSizes({ total, shares, atLeast = [1, 1] }: ArmSizesInput): ArmSizes {
  if (!Number.isInteger(total) || total < 2 || total > 100_000)
    throw new RangeError(`armSizes: a total that is a whole number on [2, 100000] is required, got ${total}`)
  for (const it of shares.flat()) requireShare(it)
  const least = atLeast.map((n) => Math.max(1, n))
  const first = Array.from({ length: total - 1 }, (_, i) => i + 1)
  const possible = first
    .map((n): ArmPair => [n, total - n])
    .filter((pair) => pair.every((n, arm) => n >= (least[arm] ?? 1)))
  const left = (rounding: Rounding): readonly ArmPair[] =>
    possible.filter((pair) => shares.every((its, arm) => its.every((it) => attainable(it, pair[arm] ?? 0, rounding))))
  return {
    possible: possible.length,
    pairs: left('nearest'),
    truncated: left('truncated'),
    any: left('any'),
    byChance: byChance(possible, shares),
  }
}

function byChance(possible: readonly ArmPair[], shares: ArmSizesInput['shares']): ArmSizes['byChance'] {
  const all = shares.flat().reduce((product, it) => product * BigInt(printableValues(it.decimals)), 1n)
  const ways = (pair: ArmPair): bigint =>
    shares.reduce(
      (product, its, arm) => its.reduce((part, it) => part * BigInt(attainableValues(it, pair[arm] ?? 0)), product),
      1n,
    )
  const numerator = possible.reduce((sum, pair) => sum + ways(pair), 0n)
  return { numerator, denominator: all * BigInt(Math.max(1, possible.length)) }
}

function requireShare({ digits, decimals, count = 0 }: PrintedShare): void {
  const whole = [digits, decimals, count].every((it) => Number.isInteger(it) && it >= 0)
  if (whole && decimals <= 6 && digits <= printableValues(decimals) - 1) return
  throw new RangeError(
    `armSizes: percentages on [0, 100] with at most 6 decimals are required, got ${digits} with ${decimals} decimals`,
  )
}
