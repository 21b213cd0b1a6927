import type { TopLevelSpec } from 'vega-lite'
import type { Row } from '../result/row.ts'
import { forestLines, shownRows } from './forest-lines.ts'
import { forestRows, publishedRow, scenarioForest, type ForestData, type ForestTarget } from './scenario-forest.ts'

/**
 * The specification forest in as many pictures as can be read: none has rows and headings higher than `room` pixels (700 keeps
 * letters at their size on A4), a scenario is divided only where it is higher by itself, the published result stands on top of
 * each, and all have one axis. `rows`, where given, are the ones to show.
 *
 * RangeError where the published result is not among the rows.
 */
export function forestPages(
  results: ForestData,
  target: ForestTarget,
  { room = 700, rows = forestRows(results, target) }: { readonly room?: number; readonly rows?: readonly Row[] } = {},
): readonly { readonly spec: TopLevelSpec; readonly rows: readonly Row[] }[] {
  const reference = publishedRow(forestRows(results, target))
  if (reference === undefined) return [{ spec: scenarioForest(results, target), rows }]
  const fits = (shown: readonly Row[]): boolean => forestLines(results, reference, shown).height <= room
  const pages: Row[][] = []
  const put = (own: readonly Row[]): void => {
    const page = pages.at(-1)
    if (page !== undefined && fits([...page, ...own])) page.push(...own)
    else pages.push([...own])
  }
  for (const own of shownRows(results, reference, rows)) {
    if (fits(own)) put(own)
    else for (const row of own) put([row])
  }
  const of = (at: number): string => (pages.length === 1 ? '' : ` (${String(at + 1)} of ${String(pages.length)})`)
  return pages.map((page, at) => ({
    spec: scenarioForest(results, target, { rows: page, of: of(at) }),
    rows: [reference, ...page],
  }))
}
