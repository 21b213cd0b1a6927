import type { Bounds } from '../evidence/bounds.ts'
import { power } from '../numeric/power.ts'

/** One number of a printed text, with its rounding. */
export interface Measure extends Bounds {
  readonly printed: string
  /** Exactly as printed. */
  readonly value: number
  /** "≤540" and "up to 540" bound from above, "≥18" and "at least 18" from below. */
  readonly bound: 'upper' | 'lower' | null
}

const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

const NUMBER = new RegExp(
  String.raw`(?<below>[<≤]=?|up to |at most |no more than )?(?<above>[>≥]=?|at least )?` +
    String.raw`(?<sign>(?<![\d.)])[-−](?=\d))?(?<digits>\d+(?:[.·]\d+)?|\b(?:${WORDS.join('|')})\b)` +
    String.raw`(?:\s*[×x]\s*10\^(?<exponent>\d+))?`,
  'giu',
)

/**
 * The numbers of a printed text in their order: "445×10^6 (175×10^6 to 529×10^6)", "63 (30–81)", "two to four", "≥18 years". An exponent that
 * only the last number of a range carries ("150-450 × 10^6") is that of the one before it too.
 */
export function readMeasures(text: string): readonly Measure[] {
  const found = [...text.matchAll(NUMBER)]
  return found.map((it, index) => {
    const own = it.groups?.['exponent'] ?? found[index + 1]?.groups?.['exponent']
    return measure(it[0].trim(), it.groups ?? {}, Number(own ?? 0))
  })
}

/** A difference of percentages and its limits, in percentage points; the level of the interval is none of them. */
export function readDifference(printed: string): readonly Measure[] {
  const numbers = readMeasures(printed.replace(/\d+(?:\.\d+)?\s*%?\s*(?:CI|confidence interval)\b,?/giu, ' '))
  // "0.29" without a percent sign is a proportion.
  const share = !printed.includes('%') && numbers.every((it) => Math.abs(it.value) < 1 && /\.\d\d/u.test(it.printed))
  const scale = share ? 100 : 1
  return numbers.length === 1 || numbers.length === 3
    ? numbers.map((it) => ({ ...it, value: scale * it.value, lower: scale * it.lower, upper: scale * it.upper }))
    : []
}

function measure(printed: string, groups: Readonly<Record<string, string>>, exponent: number): Measure {
  const { below, above, sign, digits = '' } = groups
  const word = WORDS.indexOf(digits.toLowerCase())
  const plain = word >= 0 ? String(word) : digits.replace('·', '.')
  const scale = power(10, exponent)
  const value = (sign === undefined ? 1 : -1) * Number(plain) * scale
  const half = (scale * power(10, -(plain.split('.')[1] ?? '').length)) / 2
  const bound = below !== undefined ? 'upper' : above !== undefined ? 'lower' : null
  return { printed, value, lower: value - half, upper: value + half, bound }
}
