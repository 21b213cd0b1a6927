import type { Row } from '../result/row.ts'

/** What a search for a tipping point asked, as the variant of its rows says it: "the upper 95% limit of the hazard ratio reaches 1". */
export interface Asked {
  readonly reaches: 'estimate' | 'lower' | 'upper'
  /** In the unit of the measure; null where the words name none. */
  readonly target: number | null
}

export function askedInWords(variant: Row['variant']): Asked | null {
  const target = /reaches ([-−]?[\d.]+)/u.exec(variant)?.[1]
  const limit = /\b(lower|upper)\b[^;]*limit/u.exec(variant)?.[1]
  if (target === undefined && limit === undefined) return null
  return {
    reaches: limit === 'lower' || limit === 'upper' ? limit : 'estimate',
    target: target === undefined ? null : Number(target.replace('−', '-')),
  }
}
