import type { About } from './bed-words.ts'
import { bedWords, troubles } from './bed-words.ts'
import { fixed, pageTable, pair, percent } from './page-table.ts'
import type { Scored } from './rebuild.ts'
import type { Kept } from './stripped.ts'
import { keptKinds, stripped } from './stripped.ts'
import { summarise } from './summarise.ts'

/** Reconstructions from what is left of a record. */
export interface SparseScored {
  readonly kept: Kept
  readonly scored: readonly Scored[]
}

/** docs/accuracy-sparse.md: how wrong the curve is, and how often the band holds, where little is printed. */
export function sparsePage(of: readonly SparseScored[], about: About): string {
  const options = of.length === keptKinds.length ? '--only all' : of.map(({ kept }) => `--only ${kept}`).join(' ')
  return `# Accuracy where little is printed

Written by \`npm run bench:reconstruction -- --bed DIR ${options}${about.folds > 0 ? ` --folds ${about.folds}` : ''}\`, of a bed in the format of [beds.md](beds.md). ${bedWords(about)}

Abstracts and old papers print less than any level of [accuracy.md](accuracy.md). Here each record at L3 was stripped of all but the numbers of patients and what the row says; percentages stand
without their limits. Definitions are those of that page. What is below 93% lacks the warrant of a 95% band, and is **bold**.

${pageTable(header, of.map(rowOf))}

- **one percentage** is the middle one of those printed, **two** are the first and the last. **refused**: what is left tells nothing of time, as medians that are not reached.
- An interval is predicted for each figure that is left from the others that are left: with one percentage of each arm, that of one arm from that of the other.
${troubles(
  of.flatMap(({ scored }) => scored),
  about.unreadable,
)}`
}

const header = ['printed', 'rebuilt / refused / failed', 'error', 'worst', 'RMST', 'band', 'n < 50', 'early', 'predicted', 'figures predicted'] // prettier-ignore

function rowOf({ kept, scored }: SparseScored): string[] {
  const it = summarise(scored)
  const became = `${it.rebuilt} / ${it.refused} / ${it.failed}`
  const figures = scored.reduce((sum, { score }) => sum + (score?.predicted ?? 0), 0)
  return [
    stripped[kept].words,
    became,
    pair(it.error),
    fixed(it.worst, 3),
    pair(it.rmst),
    ...[it.covered, it.coveredSmall, it.coveredEarly, it.predictedInside].map(coverage),
    String(figures),
  ]
}

const coverage = (share: number): string => (share < 0.93 ? `**${percent(share)}**` : percent(share))
