import type { Row } from '../result/row.ts'

/** Bins over which the shares of a simulation are given. */
const wanted = 25

/**
 * How simulated results are distributed: the share of them in each of 25 bins between the 0.1% and the 99.9% point, all of one width,
 * named by their middles. `blank` says what was simulated.
 */
export function shareRows(blank: Row, simulated: readonly number[]): readonly Row[] {
  const sorted = [...simulated].sort((a, b) => a - b)
  const at = (p: number): number => sorted[Math.round(p * (sorted.length - 1))] ?? Number.NaN
  const [from, to] = [at(0.001), at(0.999)]
  const width = (to - from) / wanted
  if (!(width > 0)) return []
  const counts = new Array<number>(wanted).fill(0)
  for (const it of sorted) {
    if (it < from || it > to) continue
    const bin = Math.min(wanted - 1, Math.floor((it - from) / width))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return counts.map((count, bin) => ({
    ...blank,
    measure: 'share-of-simulations',
    value: from + (bin + 0.5) * width,
    estimate: count / sorted.length,
    lower: null,
    upper: null,
    level: null,
    spreadLower: null,
    spreadUpper: null,
    status: 'ok',
  }))
}
