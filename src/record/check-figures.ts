import { recordedFigures } from './recorded-figures.ts'
import type { Report } from './report-unknown.ts'
import type { Spans } from './spans.ts'
import type { Trial } from './trial.ts'

/** One id is one figure. */
export function checkFigures(trial: Trial, spans: Spans, report: Report): void {
  const ids = new Set<string>()
  for (const { id, path } of recordedFigures(trial)) {
    if (ids.has(id)) {
      report(spans.key(path), {
        rule: 'same-figure',
        message: `two figures have the id "${id}"`,
        expected: 'one place for each figure',
        found: 'another figure of that id above',
        mend: 'rename the row, stage, table or endpoint; what is printed differently elsewhere goes under "also"',
      })
    }
    ids.add(id)
  }
}
