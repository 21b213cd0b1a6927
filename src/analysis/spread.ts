import type { Row } from '../result/row.ts'

export interface Spread {
  readonly spreadLower: number | null
  readonly spreadUpper: number | null
}

export const noSpread: Spread = { spreadLower: null, spreadUpper: null }

/**
 * 2.5% and 97.5% points of a number over the draws, of type 6 ([HyndmanFan1996]): at rank (n + 1) p of n draws, so that a further draw lies
 * between them with probability 95% however few there are (type 7 has 92% with 60 draws); with fewer than 39 draws they are the least and the
 * greatest, and that probability is (n - 1) / (n + 1). A draw in which a time is not reached counts as larger than all others; an end that
 * falls among those, or among draws without any answer (null), is null.
 */
export function spreadOf(values: readonly (number | null)[]): Spread {
  if (values.length < 2 || values.some((it) => it === null)) return noSpread
  const ascending = values.flatMap((it) => it ?? []).sort((a, b) => a - b)
  return { spreadLower: pointAt(ascending, 0.025), spreadUpper: pointAt(ascending, 0.975) }
}

function pointAt(ascending: readonly number[], p: number): number | null {
  const last = ascending.length - 1
  const at = Math.min(last, Math.max(0, (last + 2) * p - 1))
  const low = Math.floor(at)
  const [before, after] = [ascending[low] ?? NaN, ascending[Math.ceil(at)] ?? NaN]
  return Number.isFinite(after) ? before + (at - low) * (after - before) : null
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
