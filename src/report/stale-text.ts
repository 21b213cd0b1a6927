import type { ReportOutcome } from '../result/report-run.ts'
import { counted } from './audit-tally.ts'
import { cellsInWords, inputsInWords, stalenessInWords, worstMoved } from './moved-words.ts'

/** More than these make nobody wiser: `--json` has them all. */
const most = 20

/** A stale report for the terminal: which files, which inputs, and which numbers moved, the worst first. */
export function staleText(outcome: ReportOutcome): string {
  const { plan, folder, inputs, differences } = outcome
  const each = (how: string, paths: readonly string[]): readonly string[] =>
    chartsTogether(paths).map((path) => `  ${how}: ${folder}/${path}`)
  const { rows, all } = worstMoved(outcome, most)
  return [
    `${folder}/ is not what ${plan} gives: ${stalenessInWords(outcome)}`,
    ...each('stale', differences.stale),
    ...each('missing', differences.missing),
    ...each('extra', differences.extra),
    `  ${inputsInWords(inputs)}`,
    ...rows.map((row) => `  moved: ${row.what}: ${cellsInWords(row)}`),
    ...(all > rows.length ? [`  and ${counted(all - rows.length, 'more row')}: --json lists them`] : []),
    `  write it again with: remeier report ${plan}`,
    '',
  ].join('\n')
}

/** More than three charts on one line: they follow from the numbers. */
function chartsTogether(paths: readonly string[]): readonly string[] {
  const rest = paths.filter((it) => !it.startsWith('charts/'))
  const charts = paths.length - rest.length
  return charts > 3 ? [...rest, `charts/ (${counted(charts, 'file')})`] : paths
}
