import { fromMonths, type TimeUnit, writtenTime } from '../evidence/time-unit.ts'

/**
 * The times in words about a missing figure ("survival at 6 months", "numbers at risk every month") in the unit in which its paper counts, as round as
 * one would ask for them (183 days).
 *
 * @param printed months; a time of these words that the paper prints, which is told as it does; null where there is none
 */
export function inPrintUnit(words: string, printed: number | null, unit: TimeUnit): string {
  if (unit === 'months') return words.replace(/(?<![\d.])1 months/gu, '1 month')
  return words.replace(/(\d+(?:\.\d+)?) months|\bmonth\b/gu, (_, months: string | undefined) => {
    if (printed !== null) return `${writtenTime(printed, unit)} ${unit}`
    const time = fromMonths(Number(months ?? 1), unit)
    return `${unit === 'years' ? Number(time.toFixed(2)) : Math.max(1, Math.round(time))} ${unit}`
  })
}
