import type { Row } from '../result/row.ts'
import { quantiles } from '../statistics/descriptives.ts'

export interface Spread {
  readonly spreadLower: number | null
  readonly spreadUpper: number | null
}

export const noSpread: Spread = { spreadLower: null, spreadUpper: null }

/**
 * 2.5% and 97.5% points (type 7) of a number over the draws. A draw in which a time is not reached counts as larger than all others; an end
 * that falls among those, or among draws without any answer (null), is null.
 */
export function spreadOf(values: readonly (number | null)[]): Spread {
  if (values.length < 2 || values.some((it) => it === null)) return noSpread
  const known = values.flatMap((it) => it ?? [])
  const finite = known.filter((it) => Number.isFinite(it))
  if (finite.length === known.length) {
    const [spreadLower = null, spreadUpper = null] = quantiles(known, [0.025, 0.975])
    return { spreadLower, spreadUpper }
  }
  // The lower point is the same among the finite values as long as it does not touch the others.
  const rank = 0.025 * (known.length - 1)
  if (Math.ceil(rank) >= finite.length || finite.length < 2) return noSpread
  const [spreadLower = null] = quantiles(finite, [rank / (finite.length - 1)])
  return { spreadLower, spreadUpper: null }
}

/**
 * A row whose number lies outside of its own spread says why that is no contradiction: the rebuilt patients keep every printed figure, the
 * draws some of them.
 */
export function explainOutside(row: Row): Row {
  const { estimate, spreadLower, spreadUpper, draws, assumption } = row
  if (estimate === null || spreadLower === null || spreadUpper === null) return row
  if (estimate >= spreadLower && estimate <= spreadUpper) return row
  const why =
    `The number lies outside of its spread (2.5% and 97.5% points over ${draws ?? 'the'} draws): the rebuilt patients are made to give back ` +
    'every printed figure that went in and can be compared, the drawn patients keep landmarks and medians only nearly, and neither the total of events nor the hazard ratio.'
  return { ...row, assumption: assumption === '' ? why : `${assumption} ${why}` }
}
