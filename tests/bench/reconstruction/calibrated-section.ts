import { summaryLevels } from './comparison.ts'
import { pageTable, percent } from './page-table.ts'
import type { Scored } from './rebuild.ts'
import { summarise } from './summarise.ts'

/** Coverage over exactly the comparisons that a user would have been told are calibrated, and over the others; nothing where no model was at work. */
export function calibratedSection(scored: readonly Scored[]): string {
  const rows = summaryLevels.flatMap((level) => {
    const known = scored.filter((it) => it.level === level && it.score !== null)
    return [true, false].flatMap((like) => {
      const here = known.filter((it) => it.score?.likeMeasured === like)
      return here.length === 0 ? [] : [row(level, like ? 'calibrated' : 'not calibrated', here)]
    })
  })
  if (rows.length === 0) return ''
  return `## Where the reconstruction says calibrated

The same comparisons, divided by what a reconstruction with the prior that ships says of itself (\`calibrated\`): whether figures and trial are of the kind that it claims coverage for. Predicted counts the figures that have an interval.

${pageTable(header, rows)}

`
}

const header = ['level', 'it says', 'comparisons', 'true patient data', 'band', 'n < 50 (arms)', 'early', 'predicted (figures)'] // prettier-ignore

function row(level: string, says: string, here: readonly Scored[]): string[] {
  const it = summarise(here)
  const scores = here.flatMap(({ score }) => score ?? [])
  const small = scores.flatMap(({ arms }) => arms).filter(({ patients }) => patients < 50).length
  const figures = scores.reduce((sum, { predicted }) => sum + predicted, 0)
  return [
    level,
    says,
    String(here.length),
    String(here.filter(({ comparison }) => comparison.genuine).length),
    percent(it.covered),
    small === 0 ? '' : `${percent(it.coveredSmall)} (${small})`,
    percent(it.coveredEarly),
    figures === 0 ? '' : `${percent(it.predictedInside)} (${figures})`,
  ]
}
