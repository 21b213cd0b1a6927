import { parseEstimate, type PrintedNumber } from '../evidence/parse-estimate.ts'
import type { Quantity } from '../evidence/quantity.ts'
import { power } from '../numeric/power.ts'
import type { PrintedShare } from './attainable.ts'

/** A percentage as printed, with its interval where it has one. */
export interface PrintedPercent {
  /** Without its limits. */
  readonly printed: string
  readonly quantity: Quantity
  /** Its digits, for exact arithmetic; `null` where it states no number ("<1"). */
  readonly share: PrintedShare | null
  readonly interval: { readonly lower: PrintedNumber; readonly upper: PrintedNumber; readonly level: number } | null
}

/** "71", "71%", "<1", "71 (66 to 77)", "71; 66 to 77"; `null` for what is no percentage. `level` is that of a limit that names none, as in "95%". */
export function printedPercent(text: string, level: string): PrintedPercent | null {
  const read = parseEstimate(text, { unit: 'proportion', scale: 'percent', level: Number.parseFloat(level) / 100 })
  if (read.kind === 'problems') return null
  const { estimate, interval } = read.value
  return { printed: estimate.printed, quantity: estimate.quantity, share: shareOf(estimate.quantity), interval }
}

/** The digits of a printed percentage without the point: 84.6% is 846 with 1 decimal. */
export function shareOf(quantity: Quantity): PrintedShare | null {
  if (quantity.kind !== 'number' || quantity.decimals > 6) return null
  const digits = Math.round(quantity.value * 100 * power(10, quantity.decimals))
  return { digits, decimals: quantity.decimals }
}
