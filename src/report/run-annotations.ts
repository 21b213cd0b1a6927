import type { ReportOutcome, ReportRun, RunProblem } from '../result/report-run.ts'
import { counted } from './audit-tally.ts'
import { cellsInWords, inputsInWords, stalenessInWords, worstMoved } from './moved-words.ts'
import { mostAnnotations, workflowCommand } from './workflow-command.ts'

/**
 * The ten worst things of a run as workflow commands of GitHub Actions: what cannot be read, reports that are not built or stale (each with the three numbers that moved
 * most), then contradictions and missed figures that no record accepts. Notes make none. How many are left is said in a plain line.
 */
export function runAnnotations({ reports, problems }: ReportRun): string {
  const standing = problems.filter((it) => it.accepted === undefined)
  const all = [
    ...standing.filter((it) => it.severity === 'error').map(ofProblem),
    ...reports.flatMap(ofReport),
    ...standing.filter((it) => it.severity === 'fail').map(ofProblem),
  ]
  const rest = all.length - mostAnnotations
  const shown = all.slice(0, mostAnnotations).map((it) => `${it}\n`)
  return `${shown.join('')}${rest > 0 ? `${counted(rest, 'more problem')}: see the summary\n` : ''}`
}

function ofProblem({ file, line, column, rule, message, mend }: RunProblem): string {
  const text = mend === undefined ? message : `${message}\n${mend}`
  return workflowCommand('error', { file, line, column, title: rule }, text)
}

function ofReport(outcome: ReportOutcome): readonly string[] {
  const { state, plan, folder, inputs } = outcome
  const place = { file: plan, line: 1, column: 1 }
  if (state === 'not built')
    return [workflowCommand('error', { ...place, title: 'no report' }, `${plan} gives no report.`)]
  if (state !== 'stale') return []
  const { rows } = worstMoved(outcome, 3)
  const text = [
    `${folder}: ${stalenessInWords(outcome)}.`,
    inputsInWords(inputs),
    ...rows.map((row) => `${row.what}: ${cellsInWords(row)}`),
  ].join('\n')
  return [workflowCommand('error', { ...place, title: 'stale report' }, text)]
}
