import type { FigureClass } from '../../src/record/recorded-figures.ts'
import { numbersIn } from './number-tokens.ts'
import type { ReadRecord } from './read-records.ts'

export interface FigureCount {
  readonly record: string
  readonly source: string
  readonly kind: string
  readonly class: FigureClass
  /** Prints with their limits, percentage and denominator: "13.3 (11.8 to 16.1)" is one. */
  readonly figures: number
  /** Single numbers in them: three there. */
  readonly numbers: number
}

/** How many figures each record takes from each source, by class; text that holds numbers is not counted. */
export function countFigures(records: readonly ReadRecord[]): readonly FigureCount[] {
  const counts = new Map<string, FigureCount>()
  for (const { trial, figures } of records) {
    for (const { class: what, prints } of figures) {
      if (what === 'words') continue
      for (const { printed, source } of prints) {
        const key = [trial.id, source, what].join(' ')
        const before = counts.get(key)
        counts.set(key, {
          record: trial.id,
          source,
          kind: trial.sources[source]?.kind ?? '',
          class: what,
          figures: (before?.figures ?? 0) + 1,
          numbers: (before?.numbers ?? 0) + numbersIn(printed).length,
        })
      }
    }
  }
  return [...counts.values()]
}
