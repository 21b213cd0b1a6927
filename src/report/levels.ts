import { levelText } from '../result/format.ts'
import type { Row } from '../result/row.ts'

/** What the intervals of a table are: "95% confidence intervals", also where rows have several levels. */
export function levels(rows: readonly Row[]): string {
  const found = [...new Set(rows.flatMap((it) => (it.level === null ? [] : [it.level])))].sort((a, b) => a - b)
  if (found.length === 0) return 'intervals as described'
  const texts = found.map((it) => levelText(it))
  // Priors make no sampling error; where random error is added, the variant says so.
  if (rows.every((it) => it.level === null || it.method === 'monte carlo over the priors'))
    return `${texts.join(' and ')} simulation intervals, from the priors alone or with random error as the variant says: no confidence intervals`
  const of = rows.every((it) => it.data === 'counts')
    ? 'of the counts'
    : 'computed as if the rebuilt patients were the trial’s'
  return `${texts.join(' and ')} confidence intervals: sampling error, ${of}`
}
