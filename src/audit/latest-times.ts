import { type Bounds, bounds } from '../evidence/bounds.ts'
import type { Figure, PrintedArm } from '../evidence/evidence.ts'
import { printedTime } from '../evidence/time-words.ts'

export interface LatestTime {
  readonly figure: Figure
  /** "survival at". */
  readonly what: string
  /** "12 months". */
  readonly printed: string
  /** Months. */
  readonly length: Bounds
}

/**
 * The last times at which the figures of a curve say that somebody was observed: patients at risk, survival above 0 (a curve that has fallen to 0
 * stays there), and the median or limit of it that is reached last.
 */
export function latestTimes({ atRisk, landmarks, median }: PrintedArm): readonly LatestTime[] {
  const counts = atRisk.map(({ time, count }) => ({ time, figure: count, what: 'patients at risk at' }))
  const survival = landmarks.map(({ time, estimate }) => ({ time, figure: estimate, what: 'survival at' }))
  return [...lastOf(counts), ...lastOf(survival), ...lastReached(median)]
}

function lastOf(
  ascending: readonly { readonly time: number; readonly figure: Figure; readonly what: string }[],
): readonly LatestTime[] {
  return ascending
    .filter(({ time, figure }) => time > 0 && (bounds(figure.quantity)?.lower ?? 0) > 0)
    .slice(-1)
    .map(({ time, figure, what }) => {
      return { figure, what, printed: figure.when ?? `${time} months`, length: { lower: time, upper: time } }
    })
}

function lastReached(median: PrintedArm['median']): readonly LatestTime[] {
  if (median === null) return []
  const { estimate, interval } = median
  const limits = interval === null ? [] : [interval.lower, interval.upper]
  return [estimate, ...limits]
    .flatMap((figure) => {
      const length = bounds(figure.quantity)
      const what = figure === estimate ? 'a median of' : 'a limit of the median of'
      return length === null ? [] : [{ figure, what, printed: printedTime(figure), length }]
    })
    .sort((a, b) => b.length.lower - a.length.lower)
    .slice(0, 1)
}
