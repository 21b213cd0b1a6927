import type { SpecialFunction } from '../numeric/special-functions.ts'
import type { QuantitySummary, Validation } from './compare-all.ts'

/** Relative, of the special functions. */
export const SPECIAL_TOLERANCE = 1e-12

/** What `npm run validate` prints. */
export function validationText(validation: Validation, special: readonly SpecialFunction[]): string {
  return [
    ...validation.summaries.map(line),
    ...special.map(({ name, points, own }) =>
      line({ quantity: name, numbers: points, largest: own.all, tolerance: SPECIAL_TOLERANCE, where: 'numeric' }),
    ),
    ...skippedLines(validation),
    verdict(validation),
    '',
  ].join('\n')
}

export function verdict({ summaries, skipped, files }: Validation): string {
  const numbers = summaries.reduce((sum, summary) => sum + summary.numbers, 0)
  const misses = summaries.filter(({ largest, tolerance }) => !(largest <= tolerance)).length
  return `${files.length} files, ${numbers} numbers, ${summaries.length} quantities, ${misses} above tolerance; ${skipped.length} parts not compared`
}

function line({ quantity, numbers, largest, tolerance, where }: QuantitySummary): string {
  const mark = largest <= tolerance ? ' ' : '!'
  const name = quantity.padEnd(56)
  return `${mark} ${name} ${String(numbers).padStart(7)}  ${shown(largest).padStart(9)}  ${String(tolerance).padStart(6)}  ${where}`
}

/** A number that only one side has is infinitely far off. */
export function shown(largest: number): string {
  return largest === Infinity ? 'one only' : largest.toExponential(1)
}

function skippedLines({ skipped }: Validation): string[] {
  if (skipped.length === 0) return []
  const lines = skipped.map(({ what, reason, files }) => {
    const where = files.length > 3 ? `${files.length} files` : files.join(', ')
    return `  ${what}: ${reason} (${where})`
  })
  return ['', 'Not compared:', ...lines, '']
}
