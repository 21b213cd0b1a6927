import { fixed } from './format.ts'
import type { FidelityRow } from './frames.ts'

/** A number beside a reported one, without the percent sign or the unit of time that the report leaves out. */
export function likeReported({ reported, unit }: Pick<FidelityRow, 'reported' | 'unit'>, text: string): string {
  const bare = unit === undefined || reported.includes(unit) ? text : text.replace(` ${unit}`, '')
  return reported.includes('%') ? bare : bare.replaceAll('%', '')
}

/** A p-value with the decimals of the reported one ("0.0004"); null where that is none, or a bound. */
export function pValueLikeReported(reported: string, value: number): string | null {
  const decimals = /^0?[.·](\d{1,15})$/.exec(reported.trim())?.[1]?.length
  if (decimals === undefined) return null
  const least = Number(`1e-${decimals}`)
  return value < least / 2 ? `<${fixed(least, decimals)}` : fixed(value, decimals)
}
