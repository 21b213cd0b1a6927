/**
 * How remeier prints numbers, everywhere: British style, U+2212 for minus, en dashes in ranges, no locale.
 *
 * | what | printed |
 * |---|---|
 * | survival, proportions | percent, 1 decimal |
 * | differences of survival | percentage points, 1 decimal |
 * | medians, restricted means and their differences | months, 1 decimal |
 * | hazard ratios, ratios of restricted means | 2 decimals |
 * | counts | whole; 1 decimal where a count is not whole (an expectation) |
 * | p-values | 2 decimals from 0.01, 3 below, "<0.001" below that; ">0.99" |
 * | anything else | 3 significant digits |
 *
 * Rounding is of the exact binary value (ECMAScript's `toFixed`), so the same number prints the same text everywhere.
 */

export const minus = '−'
export const enDash = '–'

/** Fixed decimals without exponent, never a negative zero. Domain: finite x, 0 <= decimals <= 20. */
export function fixed(x: number, decimals: number): string {
  if (!Number.isFinite(x)) throw new RangeError(`A finite number is required to print it, got ${x}.`)
  if (Math.abs(x) >= 1e21) return (x < 0 ? minus : '') + BigInt(Math.abs(x)).toString()
  const digits = Math.abs(x).toFixed(decimals)
  return x < 0 && /[1-9]/.test(digits) ? minus + digits : digits
}

/** Significant digits in plain notation: 0.001234 at 3 digits is "0.00123". */
export function significant(x: number, digits: number): string {
  if (!Number.isFinite(x)) throw new RangeError(`A finite number is required to print it, got ${x}.`)
  const exponent = x === 0 ? 0 : Number(x.toExponential(digits - 1).split('e')[1])
  const decimals = Math.min(20, Math.max(0, digits - 1 - exponent))
  return fixed(Number(x.toPrecision(digits)), decimals)
}

/** A proportion times 100 with fixed decimals and no sign. The decimal point is moved in the text: 100 x would round twice. */
export function hundredfold(x: number, decimals: number): string {
  const text = fixed(x, decimals + 2)
  const sign = text.startsWith(minus) ? minus : ''
  const [whole = '0', fraction = ''] = text.slice(sign.length).split('.')
  const shifted = (whole + fraction.slice(0, 2)).replace(/^0+(?=\d)/, '')
  return decimals === 0 ? sign + shifted : `${sign}${shifted}.${fraction.slice(2)}`
}

/** A proportion as percent: 0.5486 is "54.9%". */
export function percent(p: number, decimals = 1): string {
  return `${hundredfold(p, decimals)}%`
}

/** "<0.001", "0.004", "0.03", ">0.99". Domain: [0, 1]. */
export function pValue(p: number): string {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`A p-value lies in [0, 1], got ${p}.`)
  if (p < 0.001) return '<0.001'
  if (p > 0.99) return '>0.99'
  return fixed(p, p < 0.01 ? 3 : 2)
}

/** Two printed ends as a range: an en dash, or "to" where a dash would stand beside a minus or a word. */
export function range(lower: string, upper: string): string {
  const plain = (text: string): boolean => /^[\d.]+%?$/.test(text)
  return plain(lower) && plain(upper) ? `${lower}${enDash}${upper}` : `${lower} to ${upper}`
}

/** "95%" for 0.95, "97.5%" for 0.975. */
export function levelText(level: number): string {
  const text = hundredfold(level, 2).replace(/\.?0+$/, '')
  return `${text}%`
}

/** A time or a parameter without idle zeros: 12, 1.3, 0.25. At most `decimals` decimals. */
export function trimmed(x: number, decimals = 2): string {
  const text = fixed(x, decimals)
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}
