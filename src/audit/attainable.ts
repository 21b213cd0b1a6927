import { power } from '../numeric/power.ts'

/** One printed percentage of the patients of an arm, exactly: 84.6% is 846 with 1 decimal. */
export interface PrintedShare {
  /** The digits without the point. */
  readonly digits: number
  readonly decimals: number
  /** The patients counted, where they are printed beside it. */
  readonly count?: number
}

/**
 * How a percentage may have been made: rounded to the nearest; rounded twice, first to one decimal more (44.46 to 44.5, that to 45);
 * cut off; or moved to either neighbour.
 */
export type Rounding = 'nearest' | 'twice' | 'truncated' | 'any'

/**
 * Whether `share` can be a percentage of `n` patients: whether a whole number k of them, on [0, n], has 100k/n rounded to `digits` /
 * 10^`decimals`. With M = 100 x 10^decimals: |2Mk - 2 digits n| <= n for the nearest (a half may go either way), |20Mk - 20 digits n| <=
 * 11n for one rounded twice, digits <= Mk/n < digits + 1 for a truncated one, |Mk/n - digits| < 1 for any. Whole numbers throughout: exact for n up to 100 000 and 6 decimals.
 */
export function attainable(
  { digits, decimals, count }: PrintedShare,
  n: number,
  rounding: Rounding = 'nearest',
): boolean {
  const [first, last] = attainingCounts({ digits, decimals }, n, rounding)
  return count === undefined ? first <= last : count >= first && count <= last
}

/** The least and greatest k on [0, n] whose share of n may be printed so; the least is the greater where there is none. */
export function attainingCounts(
  { digits, decimals }: PrintedShare,
  n: number,
  rounding: Rounding = 'nearest',
): readonly [number, number] {
  const [first, last] = countsFor(digits, scaleOf(decimals), n, rounding)
  return [Math.max(0, first), Math.min(n, last)]
}

function countsFor(digits: number, m: number, n: number, rounding: Rounding): readonly [number, number] {
  switch (rounding) {
    case 'twice':
      return [ceiling((20 * digits - 11) * n, 20 * m), floor((20 * digits + 11) * n, 20 * m)]
    case 'nearest':
      return [ceiling((2 * digits - 1) * n, 2 * m), floor((2 * digits + 1) * n, 2 * m)]
    case 'truncated':
      return [ceiling(digits * n, m), ceiling((digits + 1) * n, m) - 1]
    case 'any':
      return [floor((digits - 1) * n, m) + 1, ceiling((digits + 1) * n, m) - 1]
  }
}

/** Percentages with so many decimals that can be printed at all: 0.0 to 100.0 are 1001. */
export function printableValues(decimals: number): number {
  return scaleOf(decimals) + 1
}

/**
 * How many of them whole numbers out of `n` patients attain, to the nearest: all from n = M on; fewer patients attain n + 1, and one more
 * for each k with Mk/n halfway between two prints, of which there are gcd(M, n) if 2 gcd(M, n) divides n and else none. With a count
 * beside it, one or two are left.
 */
export function attainableValues({ decimals, count }: PrintedShare, n: number): number {
  const m = scaleOf(decimals)
  if (count !== undefined) return count > n ? 0 : (2 * m * count) % (2 * n) === n ? 2 : 1
  if (n >= m) return m + 1
  const common = greatestCommonDivisor(m, n)
  return n + 1 + (n % (2 * common) === 0 ? common : 0)
}

function scaleOf(decimals: number): number {
  return 100 * power(10, decimals)
}

/** Division of whole numbers without the rounding of a quotient. */
function floor(a: number, b: number): number {
  return (a - (((a % b) + b) % b)) / b
}

function ceiling(a: number, b: number): number {
  return -floor(-a, b)
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
